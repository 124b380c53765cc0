package io.stepwell.runtime.partition;

import io.stepwell.runtime.storage.Tables;
import io.stepwell.runtime.storage.Tables.Count;
import io.stepwell.store.Batch;
import io.stepwell.store.Lease;
import io.stepwell.store.Ticket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// One turn of a partition: the batch that it ends in, and all that leaves once that is durable.
final class Turn {
  private record Counter(int account, String machine, int hour, Count count) {}

  private static final int MILLIS_PER_HOUR = 3_600_000;

  private final Batch batch;
  private final List<Runnable> leaving = new ArrayList<>();
  private final Set<LiveExecution> touched = new LinkedHashSet<>();
  private final Map<Counter, Long> counters = new HashMap<>();
  private long earliestTimer = Long.MAX_VALUE;

  Turn(Lease lease) {
    this.batch = new Batch(lease);
  }

  Batch batch() {
    return batch;
  }

  /// Runs once everything that was decided until the end of this turn is durable.
  void leave(Runnable action) {
    leaving.add(action);
  }

  void count(LiveExecution live, long at, Count count, long delta) {
    int hour = (int) (at / MILLIS_PER_HOUR);
    String machine = live.name.stateMachine();
    counters.merge(new Counter(live.key.account(), machine, hour, count), delta, Long::sum);
  }

  /// The batch holds something of this execution.
  void touched(LiveExecution live) {
    touched.add(live);
    live.unwritten = true;
  }

  /// The batch holds a timer of this time.
  void timer(long due) {
    earliestTimer = Math.min(earliestTimer, due);
  }

  long earliestTimer() {
    return earliestTimer;
  }

  /// Puts the counters of this turn into its batch.
  void writeCounters() {
    counters.forEach(
        (counter, delta) ->
            batch.add(
                Tables.COUNTERS,
                Tables.counter(counter.account, counter.machine, counter.hour, counter.count),
                delta));
  }

  void appended(Ticket ticket) {
    for (LiveExecution live : touched) {
      live.ticket = ticket;
      live.unwritten = false;
    }
  }

  boolean hasLeaving() {
    return !leaving.isEmpty();
  }

  void release() {
    for (Runnable action : leaving) {
      action.run();
    }
  }
}
