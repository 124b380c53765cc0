package io.stepwell.runtime.partition;

import java.util.concurrent.atomic.LongAdder;

/// What the partitions count, for whoever shows it. Each only grows since the process began.
public final class Metrics {
  public final LongAdder starts = new LongAdder();
  public final LongAdder ended = new LongAdder();
  public final LongAdder transitions = new LongAdder();
  public final LongAdder commands = new LongAdder();
  public final LongAdder rejections = new LongAdder();
  public final LongAdder refusals = new LongAdder();
  public final LongAdder turns = new LongAdder();
  public final LongAdder batches = new LongAdder();
  public final LongAdder batchBytes = new LongAdder();
  public final LongAdder loads = new LongAdder();
  public final LongAdder parkedCalls = new LongAdder();
  public final LongAdder evictions = new LongAdder();
  public final LongAdder snapshots = new LongAdder();
  public final LongAdder timersFired = new LongAdder();
  public final LongAdder slowDecisions = new LongAdder();
  public final LongAdder purged = new LongAdder();
  public final LongAdder quarantined = new LongAdder();
  public final LongAdder taskCalls = new LongAdder();
}
