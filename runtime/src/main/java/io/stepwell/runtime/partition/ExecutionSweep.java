package io.stepwell.runtime.partition;

import io.stepwell.engine.ExecutionStatus;
import io.stepwell.runtime.storage.ExecutionKey;
import io.stepwell.runtime.storage.ExecutionName;
import io.stepwell.runtime.storage.ExecutionRow;
import io.stepwell.runtime.storage.ListRow;
import io.stepwell.runtime.storage.Tables;
import io.stepwell.store.Batch;
import io.stepwell.store.Cursor;
import io.stepwell.store.Store;
import io.stepwell.store.Table;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Deletes executions that ended before their machine's horizon, and children of map runs that are
/// not there any more. Walks through the lists: within a machine and a status they are ordered by
/// start, and what began after the horizon has not ended before it, so only older ones are read.
///
/// An execution stays that still has something to say: a job to be stopped, a letter that nobody has
/// acknowledged.
final class ExecutionSweep implements Sweep {
  /// More segments than these are deleted as a range: a range costs later readers more than a few
  /// keys.
  private static final int SEGMENTS_BY_KEY = 64;

  private static final int SEGMENTS_BY_ASKING = 3;

  private final PartitionServices services;
  private final int partition;
  private final Residents residents;
  private final Quarantine quarantine;
  private final Forgotten forgotten;

  ExecutionSweep(
      PartitionServices services,
      int partition,
      Residents residents,
      Quarantine quarantine,
      Forgotten forgotten) {
    this.services = services;
    this.partition = partition;
    this.residents = residents;
    this.quarantine = quarantine;
    this.forgotten = forgotten;
  }

  /// The executions of one machine, or one map run, that have one status.
  private static final class Group {
    final int account;
    final String owner;
    final byte[] prefix;

    /// Those that ended until then are deleted; negative for none.
    final long horizon;

    Group(byte[] key, long horizon) {
      this.account = Tables.accountNumber(key);
      this.owner = Tables.listedMachine(key);
      this.prefix = Tables.listPrefix(key);
      this.horizon = horizon;
    }

    byte[] end() {
      return Tables.after(prefix);
    }

    /// The machine's name as it is in the ARNs of these.
    String machine() {
      int run = owner.indexOf(':');
      return run < 0 ? owner : owner.substring(0, run);
    }
  }

  @Override
  public byte @Nullable [] goOn(Turn turn, byte[] from, Slice slice) {
    byte[] place = from;
    while (!slice.used()) {
      Group group = groupAt(place, slice);
      if (group == null) {
        return null;
      }
      place = group.horizon < 0 ? group.end() : walk(turn, group, place, slice);
    }
    return place;
  }

  /// The group of the first execution at a place or behind it.
  private @Nullable Group groupAt(byte[] place, Slice slice) {
    try (Cursor cursor = scan(Tables.LIST, place, Tables.lastKey())) {
      slice.looked();
      if (!cursor.next()) {
        return null;
      }
      byte[] key = cursor.key();
      if (Tables.isListedAs(key, ExecutionStatus.RUNNING)) {
        return new Group(key, -1);
      }
      slice.keeps(); // if all are deleted below, the next sweep finds out
      return new Group(
          key, horizon(Tables.accountNumber(key), Tables.listedMachine(key), slice.now));
    }
  }

  /// Children of a map run are kept as long as that is.
  private long horizon(int account, String owner, long now) {
    int run = owner.indexOf(':');
    if (run < 0) {
      return services.retention().horizon(owner, now);
    }
    ExecutionName name =
        new ExecutionName(account, owner.substring(0, run), owner.substring(run + 1));
    int home = name.partition(services.partitions());
    boolean exists = store().get(home, Tables.MAP_RUN_NAMES, Tables.executionName(name)) != null;
    return exists ? -1 : now;
  }

  private record Listed(ExecutionKey key, String name) {}

  /// Goes through a group's executions from a place; returns where to go on.
  private byte[] walk(Turn turn, Group group, byte[] place, Slice slice) {
    byte[] first =
        Tables.listedFrom(group.prefix, ExecutionKey.firstNumberAt(group.horizon + 1) - 1);
    byte[] from = Arrays.compareUnsigned(place, first) < 0 ? first : place;
    List<Listed> old = new ArrayList<>();
    byte[] next = group.end();
    try (Cursor cursor = scan(Tables.LIST, from, group.end())) {
      while (cursor.next()) {
        byte[] key = cursor.key();
        slice.looked();
        ListRow row = ListRow.decode(cursor.value());
        if (row.stoppedAt() <= group.horizon) {
          old.add(
              new Listed(new ExecutionKey(group.account, Tables.listedNumber(key)), row.name()));
          slice.deleted();
        }
        if (slice.used()) {
          next = Arrays.copyOf(key, key.length + 1);
          break;
        }
      }
    }
    delete(turn, group, old);
    return next;
  }

  private void delete(Turn turn, Group group, List<Listed> old) {
    if (old.isEmpty()) {
      return;
    }
    ExecutionKey newest = old.getFirst().key;
    ExecutionKey oldest = old.getLast().key;
    RowsAmong letters = new RowsAmong(store(), partition, Tables.OUTBOX, oldest, newest);
    RowsAmong mapRuns = new RowsAmong(store(), partition, Tables.MAP_RUNS_OF, oldest, newest);
    for (Listed listed : old) {
      ExecutionKey key = listed.key;
      if (!forgotten.has(key)
          && residents.get(key) == null
          && store().get(partition, Tables.AWAKE, Tables.execution(key)) == null
          && !letters.has(key)) {
        delete(turn, group, listed, mapRuns.has(key));
      }
    }
  }

  private void delete(Turn turn, Group group, Listed listed, boolean hadMapRuns) {
    ExecutionKey key = listed.key;
    ExecutionName name = new ExecutionName(group.account, group.machine(), listed.name);
    Batch batch = turn.batch();
    batch.delete(Tables.LIST, Tables.listedFrom(group.prefix, key.number()));
    byte[] known = store().get(partition, Tables.EXECUTIONS, Tables.executionName(name));
    if (known != null && ExecutionRow.decode(known).key().equals(key)) {
      batch.delete(Tables.EXECUTIONS, Tables.executionName(name));
    }
    deleteSegments(batch, key);
    if (store().get(partition, Tables.SNAPSHOTS, Tables.execution(key)) != null) {
      batch.delete(Tables.SNAPSHOTS, Tables.execution(key));
    }
    if (hadMapRuns) {
      byte[] runs = Tables.execution(key);
      batch.deleteRange(Tables.MAP_RUNS_OF, runs, Tables.after(runs));
    }
    if (quarantine.reason(key) != null) {
      quarantine.remove(turn, key);
    }
    forgotten.add(key, name);
    services.metrics().purged.increment();
  }

  /// Segments are numbered from zero without gaps. Most executions have a few, which are cheaper to
  /// ask for than to scan.
  private void deleteSegments(Batch batch, ExecutionKey key) {
    int count = 0;
    while (count < SEGMENTS_BY_ASKING
        && store().get(partition, Tables.SEGMENTS, Tables.segment(key, count)) != null) {
      count++;
    }
    byte[] from = Tables.execution(key);
    byte[] end = Tables.after(from);
    if (count == SEGMENTS_BY_ASKING) {
      try (Cursor cursor = store().scan(partition, Tables.SEGMENTS, from, end, true)) {
        count = cursor.next() ? Tables.segmentNumber(cursor.key()) + 1 : 0;
      }
    }
    if (count > SEGMENTS_BY_KEY) {
      batch.deleteRange(Tables.SEGMENTS, from, end);
      return;
    }
    for (int number = 0; number < count; number++) {
      batch.delete(Tables.SEGMENTS, Tables.segment(key, number));
    }
  }

  private Cursor scan(Table table, byte[] from, byte[] to) {
    return store().scan(partition, table, from, to, false);
  }

  private Store store() {
    return services.store();
  }
}
