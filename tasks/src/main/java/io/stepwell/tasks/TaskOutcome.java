package io.stepwell.tasks;

import io.stepwell.json.Payload;
import org.jspecify.annotations.Nullable;

/// How a call ended. Errors are data: names as in the States Language, `Lambda.Unknown`,
/// `States.TaskFailed`, or the function's own.
public sealed interface TaskOutcome {
  /// The result. For a `.waitForTaskToken` task it is what submitting answered.
  record Succeeded(Payload output) implements TaskOutcome {}

  /// The job of a `.sync` task was submitted; only a [JobHandler] may answer so.
  ///
  /// @param output what submitting answered, as TaskSubmitted shows it
  /// @param handle how to find the job again; kept in the history
  record Submitted(Payload output, Payload handle) implements TaskOutcome {}

  record Failed(String error, @Nullable String cause) implements TaskOutcome {}
}
