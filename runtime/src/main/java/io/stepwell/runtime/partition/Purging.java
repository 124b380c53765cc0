package io.stepwell.runtime.partition;

import java.util.List;

/// Forgets what has ended and was kept long enough ([Retention]). Nothing is written for it when an
/// execution ends: from time to time the indexes are walked through, a bounded slice in a turn. Each
/// slice deletes all rows of an execution in one batch, so a crash leaves an execution whole or not
/// at all, and the next process begins a sweep of its own.
final class Purging {
  /// Between slices, so that a sweep through a million executions delays nobody. Sixteen partitions
  /// forget up to 10,000 executions a second, more than a small machine can start.
  private static final long PAUSE_MILLIS = 50;

  private final boolean idle;
  private final long intervalMillis;
  private final List<Sweep> sweeps;

  private int sweep;
  private byte[] place = {};
  private boolean kept;
  private long nextLook;

  Purging(
      PartitionServices services,
      int partition,
      Residents residents,
      Quarantine quarantine,
      MapRuns mapRuns,
      Forgotten forgotten) {
    Retention retention = services.retention();
    this.idle = !retention.ends();
    this.intervalMillis = retention.intervalMillis();
    this.sweeps =
        List.of(
            new ExecutionSweep(services, partition, residents, quarantine, forgotten),
            new MapRunSweep(services, partition, mapRuns),
            new CounterSweep(services, partition));
    this.nextLook = idle ? Long.MAX_VALUE : services.clock().getAsLong() + intervalMillis;
  }

  /// When to look next, in epoch milliseconds.
  long nextLook() {
    return nextLook;
  }

  /// Something has ended that will not be kept for ever.
  void ended(long now) {
    if (!idle) {
      nextLook = Math.min(nextLook, now + intervalMillis);
    }
  }

  /// Does a slice when one is due.
  void goOn(Turn turn, long now) {
    if (now < nextLook) {
      return;
    }
    Sweep.Slice slice = new Sweep.Slice(now);
    while (!slice.used()) {
      byte[] next = sweeps.get(sweep).goOn(turn, place, slice);
      if (next == null) {
        sweep++;
        place = new byte[0];
        if (sweep == sweeps.size()) {
          break;
        }
      } else {
        place = next;
      }
    }
    kept |= slice.kept();
    if (sweep < sweeps.size()) {
      nextLook = now + PAUSE_MILLIS;
      return;
    }
    sweep = 0;
    nextLook = kept ? now + intervalMillis : Long.MAX_VALUE;
    kept = false;
  }
}
