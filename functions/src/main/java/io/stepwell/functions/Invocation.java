package io.stepwell.functions;

import io.stepwell.json.Payload;
import org.jspecify.annotations.Nullable;

/// How a call of a function ended.
///
/// @param payload what the function returned, or its error document (`errorMessage`, `errorType`,
///     `requestId`, `stackTrace`), as the runtime wrote it
/// @param functionError AWS's `X-Amz-Function-Error`: `Unhandled`, or null when the call succeeded
/// @param executedVersion the version that ran
/// @param logTail the last 4 KiB of what this call logged
public record Invocation(
    Payload payload, @Nullable String functionError, String executedVersion, String logTail) {
  /// AWS reports every error of a function, thrown or not, with this one word.
  public static final String UNHANDLED = "Unhandled";

  public boolean failed() {
    return functionError != null;
  }

  @Override
  public String toString() {
    return failed() ? "function error" : payload.size() + " bytes";
  }
}
