package io.stepwell.runtime.maprun;

import io.stepwell.engine.ExecutionStatus;
import io.stepwell.runtime.post.Wire;

/// How many items or child executions of a map run ended, and how.
public final class MapRunCounts {
  private long succeeded;
  private long failed;
  private long timedOut;
  private long aborted;

  /// As DescribeMapRun shows them.
  public record Shown(
      long pending,
      long running,
      long succeeded,
      long failed,
      long timedOut,
      long aborted,
      long total,
      long resultsWritten) {}

  void count(ExecutionStatus how, long many) {
    switch (how) {
      case SUCCEEDED -> succeeded += many;
      case FAILED -> failed += many;
      case TIMED_OUT -> timedOut += many;
      case ABORTED -> aborted += many;
      case RUNNING, PENDING_REDRIVE ->
          throw new IllegalStateException("a child that is " + how + " has not ended");
    }
  }

  long ended() {
    return succeeded + unsuccessful();
  }

  long unsuccessful() {
    return failed + timedOut + aborted;
  }

  /// @param started how many there were of those that were started
  /// @param total how many there are altogether, or -1
  Shown shown(long started, long total) {
    long all = Math.max(started, total);
    return new Shown(
        all - started, started - ended(), succeeded, failed, timedOut, aborted, all, ended());
  }

  void write(Wire.Out out) {
    out.int64(succeeded).int64(failed).int64(timedOut).int64(aborted);
  }

  void read(Wire.In in) {
    succeeded = in.int64();
    failed = in.int64();
    timedOut = in.int64();
    aborted = in.int64();
  }
}
