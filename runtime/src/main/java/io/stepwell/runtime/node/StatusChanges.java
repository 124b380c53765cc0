package io.stepwell.runtime.node;

import io.stepwell.runtime.partition.Message;
import io.stepwell.runtime.storage.Tables;
import io.stepwell.store.Cursor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Changes of status that are kept in the store until they have been told, each written in the
/// batch of the change itself. So each is told at least once.
public final class StatusChanges {
  private final Machinery machinery;

  StatusChanges(Machinery machinery) {
    this.machinery = machinery;
  }

  /// @param at when it changed, in epoch milliseconds
  /// @param event as JSON; not to be modified
  @SuppressWarnings("ArrayRecordComponent") // read from the store and never changed
  public record Pending(int partition, byte[] key, long at, byte[] event) {
    /// Which execution it is about.
    public long execution() {
      return Tables.timerExecution(key).number();
    }
  }

  /// The oldest of them.
  public List<Pending> oldest(int max) {
    List<Pending> found = new ArrayList<>();
    for (int partition = 0; partition < machinery.installation.partitions(); partition++) {
      int before = found.size();
      try (Cursor cursor =
          machinery.store.scan(
              partition, Tables.STATUS_CHANGES, new byte[0], Tables.lastKey(), false)) {
        while (found.size() - before < max && cursor.next()) {
          byte[] key = cursor.key();
          found.add(new Pending(partition, key, Tables.timerDue(key), cursor.value()));
        }
      }
    }
    found.sort(Comparator.comparingLong(Pending::at));
    return List.copyOf(found.subList(0, Math.min(max, found.size())));
  }

  /// These need not be kept any longer. Lost when the process ends first: they are told again.
  public void told(List<Pending> changes) {
    Map<Integer, List<byte[]>> keys = new HashMap<>();
    changes.forEach(
        change ->
            keys.computeIfAbsent(change.partition(), _ -> new ArrayList<>()).add(change.key()));
    keys.forEach(
        (partition, told) -> machinery.partitions.send(partition, new Message.StatusTold(told)));
  }
}
