package io.stepwell.engine;

/// A command answered without events.
public enum Rejection {
  /// The task never was, or is not one that this command is for.
  TASK_DOES_NOT_EXIST,
  /// The task has ended, or its attempt was given up.
  TASK_TIMED_OUT,
  /// The execution has ended.
  EXECUTION_CLOSED,
  /// The execution has not failed, or it can't go on any more.
  NOT_REDRIVABLE,
  /// There is nothing to do: a repeated acknowledgement, a timer that moved.
  NOTHING_TO_DO
}
