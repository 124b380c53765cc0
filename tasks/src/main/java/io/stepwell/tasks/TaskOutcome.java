package io.stepwell.tasks;

import io.stepwell.json.Payload;
import org.jspecify.annotations.Nullable;

/// How a call ended. Errors are data: names as in the States Language, `Lambda.Unknown`,
/// `States.TaskFailed`, or the function's own.
public sealed interface TaskOutcome {
  /// The result. For a `.sync` or `.waitForTaskToken` task it is what submitting answered.
  record Succeeded(Payload output) implements TaskOutcome {}

  record Failed(String error, @Nullable String cause) implements TaskOutcome {}
}
