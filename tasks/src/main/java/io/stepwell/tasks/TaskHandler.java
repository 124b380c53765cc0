package io.stepwell.tasks;

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

  /// The most calls of this handler in flight at once; more wait their turn.
  default int maxConcurrency() {
    return 1_000;
  }
}
