package io.stepwell.runtime.overview;

import io.stepwell.engine.ExecutionStatus;
import io.stepwell.runtime.Overview;
import io.stepwell.runtime.Overview.Counts;
import io.stepwell.runtime.Overview.Hour;
import io.stepwell.runtime.catalog.Machine;
import io.stepwell.runtime.storage.ListRow;
import io.stepwell.runtime.storage.Tables;
import io.stepwell.runtime.storage.Tables.Count;
import io.stepwell.store.Cursor;
import io.stepwell.store.Store;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What was counted of a machine, added up over all partitions. One look costs a short scan in each
/// partition, however many executions there were.
public final class Counters {
  private static final List<ExecutionStatus> STATUSES =
      List.of(
          ExecutionStatus.RUNNING,
          ExecutionStatus.SUCCEEDED,
          ExecutionStatus.FAILED,
          ExecutionStatus.TIMED_OUT,
          ExecutionStatus.ABORTED);

  private final Store store;
  private final int partitions;

  public Counters(Store store, int partitions) {
    this.store = store;
    this.partitions = partitions;
  }

  /// The hours in which something was counted, oldest first.
  ///
  /// @param from since 1970
  /// @param to the first hour that is left out
  public List<Hour> hours(Machine machine, int from, int to) {
    Map<Integer, Map<Count, Long>> hours = new TreeMap<>();
    byte[] first = Tables.countersFrom(machine.accountNumber(), machine.name(), from);
    byte[] end = Tables.countersFrom(machine.accountNumber(), machine.name(), to);
    for (int partition = 0; partition < partitions; partition++) {
      add(partition, first, end, hours);
    }
    add(Tables.EXPRESS_PARTITION, first, end, hours);
    List<Hour> all = new ArrayList<>();
    hours.forEach((hour, counts) -> all.add(new Hour(hour, counts(counts))));
    return all;
  }

  private void add(int partition, byte[] from, byte[] to, Map<Integer, Map<Count, Long>> hours) {
    try (Cursor cursor = store.scan(partition, Tables.COUNTERS, from, to, false)) {
      while (cursor.next()) {
        Count count = Tables.counterCount(cursor.key());
        if (count != null) {
          long value = ByteBuffer.wrap(cursor.value()).order(ByteOrder.LITTLE_ENDIAN).getLong();
          hours
              .computeIfAbsent(Tables.counterHour(cursor.key()), _ -> new EnumMap<>(Count.class))
              .merge(count, value, Long::sum);
        }
      }
    }
  }

  private static Counts counts(Map<Count, Long> counts) {
    return new Counts(
        counts.getOrDefault(Count.STARTED, 0L),
        counts.getOrDefault(Count.SUCCEEDED, 0L),
        counts.getOrDefault(Count.FAILED, 0L),
        counts.getOrDefault(Count.TIMED_OUT, 0L),
        counts.getOrDefault(Count.ABORTED, 0L),
        counts.getOrDefault(Count.TRANSITIONS, 0L),
        counts.getOrDefault(Count.LOG_BYTES, 0L),
        counts.getOrDefault(Count.BILLED_MILLIS, 0L),
        counts.getOrDefault(Count.BILLED_MEGABYTE_MILLIS, 0L));
  }

  /// How many executions run, at most one more than [Overview#MAX_COUNTED].
  public int running(Machine machine) {
    int running = 0;
    for (int partition = 0; partition < partitions; partition++) {
      try (Cursor cursor = listed(machine, partition, ExecutionStatus.RUNNING)) {
        while (running <= Overview.MAX_COUNTED && cursor.next()) {
          running++;
        }
      }
    }
    return running;
  }

  /// When the last execution was started; 0 for never.
  public long lastStartedAt(Machine machine) {
    long last = 0;
    for (int partition = 0; partition < partitions; partition++) {
      for (ExecutionStatus status : STATUSES) {
        try (Cursor cursor = listed(machine, partition, status)) {
          if (cursor.next()) {
            last = Math.max(last, ListRow.decode(cursor.value()).startedAt());
          }
        }
      }
    }
    return last;
  }

  private Cursor listed(Machine machine, int partition, ExecutionStatus status) {
    int account = machine.accountNumber();
    byte[] from = Tables.list(account, machine.name(), status, Long.MAX_VALUE);
    byte[] to = Tables.list(account, machine.name(), status, 0);
    return store.scan(partition, Tables.LIST, from, to, false);
  }
}
