package io.stepwell.runtime.maprun;

import io.stepwell.engine.ExecutionStatus;
import io.stepwell.runtime.post.Wire;

/// How many items or child executions of a map run ended, and how. Those that wait for a redrive are
/// counted apart, by how they ended.
public final class MapRunCounts {
  private long succeeded;
  private long failed;
  private long timedOut;
  private long aborted;
  private long notRedrivable;
  private long waitingFailed;
  private long waitingTimedOut;
  private long waitingAborted;

  /// As DescribeMapRun shows them.
  public record Shown(
      long pending,
      long running,
      long succeeded,
      long failed,
      long timedOut,
      long aborted,
      long total,
      long resultsWritten,
      long failuresNotRedrivable,
      long pendingRedrive) {}

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

  void notRedrivable(long many) {
    notRedrivable += many;
  }

  /// All that did not succeed wait for their redrive.
  void redrive() {
    waitingFailed += failed;
    waitingTimedOut += timedOut;
    waitingAborted += aborted;
    failed = 0;
    timedOut = 0;
    aborted = 0;
    notRedrivable = 0;
  }

  /// Some of those that wait run now.
  void redriven(ExecutionStatus was, long many) {
    switch (was) {
      case FAILED -> waitingFailed -= many;
      case TIMED_OUT -> waitingTimedOut -= many;
      case ABORTED -> waitingAborted -= many;
      case SUCCEEDED, RUNNING, PENDING_REDRIVE ->
          throw new IllegalStateException("a child that is " + was + " can't be redriven");
    }
  }

  /// Nothing will be redriven any more: what waits is what it was.
  void settle() {
    failed += waitingFailed;
    timedOut += waitingTimedOut;
    aborted += waitingAborted;
    waitingFailed = 0;
    waitingTimedOut = 0;
    waitingAborted = 0;
  }

  long pendingRedrive() {
    return waitingFailed + waitingTimedOut + waitingAborted;
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
        all - started,
        started - ended() - pendingRedrive(),
        succeeded,
        failed,
        timedOut,
        aborted,
        all,
        ended(),
        notRedrivable,
        pendingRedrive());
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

  void writeRedrives(Wire.Out out) {
    out.int64(notRedrivable).int64(waitingFailed).int64(waitingTimedOut).int64(waitingAborted);
  }

  void readRedrives(Wire.In in) {
    notRedrivable = in.int64();
    waitingFailed = in.int64();
    waitingTimedOut = in.int64();
    waitingAborted = in.int64();
  }
}
