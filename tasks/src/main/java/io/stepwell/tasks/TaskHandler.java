package io.stepwell.tasks;

import io.stepwell.json.Payload;

/// Makes the calls of one kind of resource.
public interface TaskHandler {
  /// Makes the call and waits for its end, on a virtual thread. Interrupted when the execution no
  /// longer wants the result (aborted, timed out): the handler then stops the work where it can.
  /// An exception other than InterruptedException is a bug and fails the task with
  /// `States.TaskFailed`.
  TaskOutcome call(TaskCall call) throws InterruptedException;

  /// The same, with somebody who looks on. What a handler does not speak of on a wire of its own it
  /// does not show.
  default TaskOutcome call(TaskCall call, Inspection inspection) throws InterruptedException {
    return call(call);
  }

  /// Whether a call that a crash interrupted may be made again with the same request id. Where it
  /// may not, the attempt fails and Retry decides.
  default boolean repeatable() {
    return true;
  }

  /// Whom the calls go to, as far as a resource leads to several: those with the same target share the
  /// room that [#maxConcurrency] gives, so that a slow one does not take that of the others.
  default String target(Payload input) {
    return "";
  }

  /// The most calls of a target in flight at once; more wait their turn.
  default int maxConcurrency() {
    return 1_000;
  }
}
