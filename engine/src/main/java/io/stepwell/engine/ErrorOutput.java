package io.stepwell.engine;

import org.jspecify.annotations.Nullable;

/// An error of the language: its name and its cause, each null when never given (Fail without
/// Error, StopExecution without cause).
///
/// AWS's limits: 256 characters of name, 32,768 of cause.
public record ErrorOutput(@Nullable String error, @Nullable String cause) {
  public static final String TIMEOUT = "States.Timeout";
  public static final String HEARTBEAT_TIMEOUT = "States.HeartbeatTimeout";
  public static final String TASK_FAILED = "States.TaskFailed";
  public static final String RUNTIME = "States.Runtime";
  public static final String DATA_LIMIT_EXCEEDED = "States.DataLimitExceeded";

  public static ErrorOutput runtime(String cause) {
    return new ErrorOutput(RUNTIME, cause);
  }
}
