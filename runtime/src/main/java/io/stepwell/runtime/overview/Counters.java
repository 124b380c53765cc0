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
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What was counted of a machine, added up over all partitions. One look costs a short scan in each
/// partition, however many executions there were.
public final class Counters {
  /// What a machine pays for its child executions, beside what these count for themselves.
  private static final Set<Count> OF_CHILDREN = EnumSet.of(Count.TRANSITIONS, Count.LOG_BYTES);

  /// Express ones are not paid by transitions.
  private static final Set<Count> OF_EXPRESS_CHILDREN =
      EnumSet.of(Count.LOG_BYTES, Count.BILLED_MILLIS, Count.BILLED_MEGABYTE_MILLIS);

  private static final Set<Count> ALL = EnumSet.allOf(Count.class);

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
  /// @param children whether what the children of its map runs used is its own, too
  public List<Hour> hours(Machine machine, int from, int to, boolean children) {
    Sum sum = new Sum(machine.accountNumber(), from, to);
    for (int partition = 0; partition < partitions; partition++) {
      sum.add(partition, machine.name(), ALL);
      if (children) {
        sum.addChildren(partition, machine.name(), OF_CHILDREN);
      }
    }
    sum.add(Tables.EXPRESS_PARTITION, machine.name(), ALL);
    if (children) {
      sum.addChildren(Tables.EXPRESS_PARTITION, machine.name(), OF_EXPRESS_CHILDREN);
    }
    List<Hour> all = new ArrayList<>();
    sum.hours.forEach((hour, counts) -> all.add(new Hour(hour, counts(counts))));
    return all;
  }

  private final class Sum {
    private final int account;
    private final int from;
    private final int to;
    private final Map<Integer, Map<Count, Long>> hours = new TreeMap<>();

    Sum(int account, int from, int to) {
      this.account = account;
      this.from = from;
      this.to = to;
    }

    void add(int partition, String machine, Set<Count> wanted) {
      byte[] first = Tables.countersFrom(account, machine, from);
      byte[] end = Tables.countersFrom(account, machine, to);
      try (Cursor cursor = store.scan(partition, Tables.COUNTERS, first, end, false)) {
        while (cursor.next()) {
          Count count = Tables.counterCount(cursor.key());
          if (count != null && wanted.contains(count)) {
            long value = ByteBuffer.wrap(cursor.value()).order(ByteOrder.LITTLE_ENDIAN).getLong();
            hours
                .computeIfAbsent(Tables.counterHour(cursor.key()), _ -> new EnumMap<>(Count.class))
                .merge(count, value, Long::sum);
          }
        }
      }
    }

    /// The children of a map run count under the machine's name, a slash, and the state's label.
    void addChildren(int partition, String machine, Set<Count> wanted) {
      byte[] end = Tables.named(account, machine + (char) ('/' + 1));
      byte[] from = Tables.named(account, machine + "/");
      String child = firstMachine(partition, from, end);
      while (child != null) {
        add(partition, child, wanted);
        child = firstMachine(partition, Tables.after(Tables.named(account, child)), end);
      }
    }

    private @Nullable String firstMachine(int partition, byte[] first, byte[] end) {
      try (Cursor cursor = store.scan(partition, Tables.COUNTERS, first, end, false)) {
        return cursor.next() ? Tables.counterMachine(cursor.key()) : null;
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
        counts.getOrDefault(Count.BILLED_MEGABYTE_MILLIS, 0L),
        counts.getOrDefault(Count.DURATION_MILLIS, 0L));
  }

  /// @param running at most one more than [Overview#MAX_COUNTED]
  /// @param lastStartedAt 0 for never
  public record Executions(int running, long lastStartedAt) {}

  /// The machine's executions. Looks at the newest of each status that there is, as few as possible:
  /// most machines have one or two statuses in a partition.
  public Executions executions(Machine machine) {
    int running = 0;
    long last = 0;
    byte[] end = Tables.after(Tables.named(machine.accountNumber(), machine.name()));
    for (int partition = 0; partition < partitions; partition++) {
      byte[] from = Tables.named(machine.accountNumber(), machine.name());
      while (from != null) {
        try (Cursor cursor = store.scan(partition, Tables.LIST, from, end, false)) {
          from = null;
          if (cursor.next()) {
            last = Math.max(last, ListRow.decode(cursor.value()).startedAt());
            from = Tables.afterStatus(cursor.key());
            if (Tables.isListedAs(cursor.key(), ExecutionStatus.RUNNING)) {
              running += count(cursor, from, Overview.MAX_COUNTED - running);
            }
          }
        }
      }
    }
    return new Executions(running, last);
  }

  /// Counts the rows before a key, the one that the cursor stands at among them; at most one more
  /// than `max`.
  private static int count(Cursor cursor, byte[] end, int max) {
    int count = 1;
    while (count <= max && cursor.next() && Arrays.compareUnsigned(cursor.key(), end) < 0) {
      count++;
    }
    return count;
  }
}
