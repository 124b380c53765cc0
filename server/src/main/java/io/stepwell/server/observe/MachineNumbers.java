package io.stepwell.server.observe;

import io.stepwell.engine.Event;
import io.stepwell.engine.Stamped;
import io.stepwell.runtime.observe.Observed;
import java.util.concurrent.atomic.LongAdder;

/// What is counted of one machine.
final class MachineNumbers {
  final LongAdder started = new LongAdder();
  final LongAdder succeeded = new LongAdder();
  final LongAdder failed = new LongAdder();
  final LongAdder aborted = new LongAdder();
  final LongAdder timedOut = new LongAdder();
  final LongAdder redriven = new LongAdder();
  final LongAdder mapRunsStarted = new LongAdder();
  final LongAdder mapRunsSucceeded = new LongAdder();
  final LongAdder mapRunsFailed = new LongAdder();
  final LongAdder mapRunsAborted = new LongAdder();
  final LongAdder billedMillis = new LongAdder();
  final LongAdder billedMegabyteMillis = new LongAdder();
  final Durations time = new Durations();

  /// Counts an event, unless it is none of the machine's own.
  void count(Observed execution, Stamped event) {
    switch (event.event()) {
      case Event.ExecutionStarted _ -> started.increment();
      case Event.ExecutionSucceeded _ -> ended(succeeded, execution, event);
      case Event.ExecutionFailed _ -> ended(failed, execution, event);
      case Event.ExecutionAborted _ -> ended(aborted, execution, event);
      case Event.ExecutionTimedOut _ -> ended(timedOut, execution, event);
      case Event.ExecutionRedriven _ -> redriven.increment();
      case Event.MapRunStarted _ -> mapRunsStarted.increment();
      case Event.MapRunSucceeded _ -> mapRunsSucceeded.increment();
      case Event.MapRunFailed _ -> mapRunsFailed.increment();
      case Event.MapRunAborted _ -> mapRunsAborted.increment();
      default -> {} // most events are of states and tasks
    }
  }

  private void ended(LongAdder counter, Observed execution, Stamped event) {
    counter.increment();
    time.add(event.at() - execution.startedAt());
  }
}
