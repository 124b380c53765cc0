package io.stepwell.runtime.maprun;

import io.stepwell.engine.Check;
import io.stepwell.engine.ErrorOutput;
import io.stepwell.engine.ExecutionStatus;
import io.stepwell.engine.MapRunOrder;
import io.stepwell.runtime.post.Letter;
import io.stepwell.runtime.storage.ExecutionKey;
import io.stepwell.runtime.storage.ExecutionName;
import org.jspecify.annotations.Nullable;

/// One map run as what happened has left it: an aggregate of its own, owned by the partition of its
/// name. Mutable; knows no store, no thread and no clock.
///
/// RUNNING → SUCCEEDED, FAILED or ABORTED; FAILED or ABORTED → RUNNING when its execution is redriven,
/// and then the children that did not succeed are *redriven* in the order of their indexes, before
/// others are started. A run that is *stopping* (too many failures, or its
/// parent lost interest) starts no more children, stops those that run, and ends when the last of
/// them has.
///
/// Of its children it keeps how many were started and which of them have ended: so the window slides
/// (a slow child holds its own place only), and what is in flight is known without a list of it.
public final class MapRun {
  /// In flight at once when MaxConcurrency does not say: AWS allows 10,000, one machine is not
  /// helped by so many.
  public static final int DEFAULT_CONCURRENCY = 1_000;

  /// AWS's own bound.
  public static final int MAX_CONCURRENCY = 10_000;

  public enum Status {
    RUNNING,
    SUCCEEDED,
    FAILED,
    ABORTED
  }

  private final ExecutionKey key;
  private final ExecutionName name;
  private final Letter.Parent parent;
  private final MapRunOrder order;

  Status status = Status.RUNNING;
  long startedAt;
  long stoppedAt;
  long maxConcurrency;
  @Nullable Long toleratedCount;
  @Nullable Double toleratedPercentage;

  /// How many items the started children stand for.
  long position;

  /// How many there are altogether; -1 while that is not known.
  long totalItems = -1;

  int started;
  Ranges ended = new Ranges();
  final MapRunCounts items = new MapRunCounts();
  final MapRunCounts executions = new MapRunCounts();
  long resultBytes;
  @Nullable ErrorOutput failure;
  boolean aborted;
  int redriveCount;
  long redrivenAt;

  /// A redrive that waits for the end of what runs; 0 for none.
  int redriveWanted;

  /// Children from this index on, up to the other, are looked at for a redrive.
  int redriveFrom;

  int redriveTo;

  /// False for a run that ended when results were not yet kept for redrives.
  boolean resultsKept = true;

  public MapRun(
      ExecutionKey key,
      ExecutionName name,
      Letter.Parent parent,
      MapRunOrder order,
      long startedAt) {
    this.key = key;
    this.name = name;
    this.parent = parent;
    this.order = order;
    this.startedAt = startedAt;
    this.maxConcurrency = order.maxConcurrency();
    this.toleratedCount = order.toleratedCount();
    this.toleratedPercentage = order.toleratedPercentage();
  }

  public ExecutionKey key() {
    return key;
  }

  public ExecutionName name() {
    return name;
  }

  public Letter.Parent parent() {
    return parent;
  }

  public MapRunOrder order() {
    return order;
  }

  public Status status() {
    return status;
  }

  public long startedAt() {
    return startedAt;
  }

  /// Epoch milliseconds of the end; 0 while it runs.
  public long stoppedAt() {
    return stoppedAt;
  }

  public long maxConcurrency() {
    return maxConcurrency;
  }

  public long toleratedCount() {
    Long count = toleratedCount;
    return count == null ? 0 : count;
  }

  public double toleratedPercentage() {
    Double percentage = toleratedPercentage;
    return percentage == null ? 0 : percentage;
  }

  /// Where reading goes on, in items.
  public long position() {
    return position;
  }

  public int started() {
    return started;
  }

  public long resultBytes() {
    return resultBytes;
  }

  public @Nullable ErrorOutput failure() {
    return failure;
  }

  public boolean aborted() {
    return aborted;
  }

  /// The counts of items, for whoever shows them.
  public MapRunCounts.Shown itemCounts() {
    return items.shown(position, totalItems);
  }

  /// The counts of child executions, for whoever shows them.
  public MapRunCounts.Shown executionCounts() {
    boolean oneEach = order.batcher() == null;
    return executions.shown(started, oneEach ? totalItems : -1);
  }

  public int inFlight() {
    return started - ended.size();
  }

  /// The first child at or after this index that was started and has not ended; -1 for none.
  public int nextInFlight(int from) {
    int index = ended.nextAbsent(from);
    return index < started ? index : -1;
  }

  public boolean isInFlight(int index) {
    return index < started && !ended.contains(index);
  }

  public int redriveCount() {
    return redriveCount;
  }

  /// Epoch milliseconds; 0 when it never was.
  public long redrivenAt() {
    return redrivenAt;
  }

  public int redriveWanted() {
    return redriveWanted;
  }

  public boolean resultsKept() {
    return resultsKept;
  }

  /// Whether children may be left that wait for their redrive.
  public boolean redriving() {
    return status == Status.RUNNING && redriveFrom < redriveTo;
  }

  public int redriveFrom() {
    return redriveFrom;
  }

  public int redriveTo() {
    return redriveTo;
  }

  /// Whether a child that did not succeed waits for its redrive.
  ///
  /// @param begunAt when it was started or redriven last, in epoch milliseconds
  public boolean waitsForRedrive(long begunAt) {
    return redriving() && begunAt < redrivenAt;
  }

  /// Whether every item was handed to a child.
  public boolean allStarted() {
    return totalItems >= 0 && position >= totalItems;
  }

  public boolean stopping() {
    return aborted || failure != null;
  }

  /// How many more children may be started now.
  public int room() {
    if (status != Status.RUNNING || stopping()) {
      return 0;
    }
    long window =
        maxConcurrency == 0 ? DEFAULT_CONCURRENCY : Math.min(maxConcurrency, MAX_CONCURRENCY);
    return (int) Math.max(0, window - inFlight());
  }

  // ---- what happens

  /// The next child was started; returns its index.
  public int start(int itemsOfChild) {
    position += itemsOfChild;
    return started++;
  }

  /// Everything was read.
  public void total(long all) {
    totalItems = all;
    checkTolerance();
  }

  /// A child that was in flight ended.
  ///
  /// @param redrivable false when it was to be redriven and could not be
  public void childEnded(
      int index, int itemsOfChild, ExecutionStatus how, long bytesOfResult, boolean redrivable) {
    Check.that(isInFlight(index) && ended.add(index), "a child ends once");
    items.count(how, itemsOfChild);
    executions.count(how, 1);
    if (!redrivable) {
      items.notRedrivable(itemsOfChild);
      executions.notRedrivable(1);
    }
    resultBytes += bytesOfResult;
    checkTolerance();
  }

  /// The execution goes on with a run that did not succeed.
  ///
  /// @param count of redrives with this one
  public void redrive(int count, long at) {
    Check.that(status == Status.FAILED || status == Status.ABORTED, "what failed is redriven");
    status = Status.RUNNING;
    stoppedAt = 0;
    failure = null;
    aborted = false;
    redriveCount = count;
    redrivenAt = at;
    redriveWanted = 0;
    items.redrive();
    executions.redrive();
    redriveFrom = 0;
    redriveTo = executions.pendingRedrive() == 0 ? 0 : started;
  }

  /// The execution was redriven before the run had ended; 0 when it no longer is.
  public void wantRedrive(int count) {
    redriveWanted = count;
  }

  /// The run has succeeded, and says so again to an execution that was redriven meanwhile.
  public void answeredRedrive(int count) {
    redriveCount = count;
  }

  /// A child that did not succeed is in flight again.
  public void redriven(int index, int itemsOfChild, ExecutionStatus was) {
    ended.remove(index);
    items.redriven(was, itemsOfChild);
    executions.redriven(was, 1);
  }

  /// Children before this one have been looked at.
  public void redriveGoesOnAt(int index) {
    redriveFrom = executions.pendingRedrive() == 0 ? redriveTo : index;
  }

  /// Something other than a child went wrong.
  public void fail(ErrorOutput error) {
    if (!stopping()) {
      failure = error;
    }
  }

  /// The parent is no longer interested.
  public void abort() {
    aborted = true;
  }

  /// UpdateMapRun; null leaves a setting as it is.
  public void update(
      @Nullable Long concurrency, @Nullable Long count, @Nullable Double percentage) {
    maxConcurrency = concurrency == null ? maxConcurrency : concurrency;
    toleratedCount = count == null ? toleratedCount : count;
    toleratedPercentage = percentage == null ? toleratedPercentage : percentage;
    checkTolerance();
  }

  public void end(Status how, long at) {
    status = how;
    stoppedAt = at;
    redriveFrom = redriveTo;
    items.settle();
    executions.settle();
  }

  /// Fails the run when more items failed than it tolerates. The percentage is of all items, so it
  /// counts when they are known. What was aborted because the run stops is no failure.
  private void checkTolerance() {
    if (stopping()) {
      return;
    }
    long failed = items.unsuccessful();
    if (failed == 0) {
      return;
    }
    Long count = toleratedCount;
    Double percentage = toleratedPercentage;
    boolean tooMany =
        (count == null && percentage == null)
            || (count != null && failed > count)
            || (percentage != null && totalItems > 0 && 100.0 * failed / totalItems > percentage);
    if (tooMany) {
      failure =
          new ErrorOutput(
              "States.ExceedToleratedFailureThreshold",
              "The specified tolerated failure threshold was exceeded");
    }
  }
}
