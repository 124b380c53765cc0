package io.stepwell.runtime.express;

import io.stepwell.engine.ExecutionStatus;
import io.stepwell.runtime.express.ExpressResult.Billing;
import io.stepwell.runtime.storage.Tables;
import io.stepwell.runtime.storage.Tables.Count;
import io.stepwell.store.Batch;
import java.util.EnumMap;
import java.util.Map;

/// What was counted of one machine in one hour since the last batch.
final class Counters {
  private static final int MILLIS_PER_HOUR = 3_600_000;

  private final Map<Count, Long> counts = new EnumMap<>(Count.class);

  /// @param hour since 1970
  record Machine(int account, String name, int hour) {
    static Machine at(int account, String name, long millis) {
      return new Machine(account, name, (int) (millis / MILLIS_PER_HOUR));
    }
  }

  /// Something that is to be counted.
  interface Change {
    void on(Counters counters);
  }

  void started() {
    add(Count.STARTED, 1);
  }

  void ended(ExecutionStatus status, long transitions, Billing billing) {
    switch (status) {
      case RUNNING, PENDING_REDRIVE -> {} // not ended
      case SUCCEEDED -> add(Count.SUCCEEDED, 1);
      case FAILED -> add(Count.FAILED, 1);
      case TIMED_OUT -> add(Count.TIMED_OUT, 1);
      case ABORTED -> add(Count.ABORTED, 1);
    }
    add(Count.TRANSITIONS, transitions);
    add(Count.BILLED_MILLIS, billing.durationMillis());
    add(Count.BILLED_MEGABYTE_MILLIS, billing.durationMillis() * billing.memoryMegabytes());
  }

  void logged(long bytes) {
    add(Count.LOG_BYTES, bytes);
  }

  void addTo(Batch batch, Machine machine) {
    counts.forEach(
        (count, delta) ->
            batch.add(
                Tables.COUNTERS,
                Tables.counter(machine.account(), machine.name(), machine.hour(), count),
                delta));
  }

  private void add(Count count, long delta) {
    counts.merge(count, delta, Long::sum);
  }
}
