package io.stepwell.runtime;

import io.stepwell.json.Json;
import io.stepwell.json.JsonException;
import io.stepwell.json.Payload;
import org.jspecify.annotations.Nullable;

/// The input of an execution, or of a state that is tested, as a caller wrote it.
public final class ExecutionInput {
  private ExecutionInput() {}

  /// The input, known to be JSON.
  ///
  /// @param text null for `{}`
  /// @throws CallerException InvalidExecutionInput or ValidationException
  public static Payload check(@Nullable String text, int maxBytes) {
    if (text == null) {
      return Payload.EMPTY_OBJECT;
    }
    if (text.isEmpty()) {
      throw invalid("Invalid execution input.");
    }
    try {
      Json.check(text);
    } catch (JsonException e) {
      throw invalid(e.message().replace("start property name", "start field name")); // AWS's word
    }
    Payload payload = Payload.ofText(text);
    if (payload.size() > maxBytes) {
      throw new CallerException(
          ErrorCode.VALIDATION,
          "1 validation error detected: Value at 'input' failed to satisfy constraint: Member must"
              + " have length less than or equal to "
              + maxBytes);
    }
    return payload;
  }

  private static CallerException invalid(String what) {
    return new CallerException(
        ErrorCode.INVALID_EXECUTION_INPUT, "Invalid State Machine Execution Input: '" + what + "'");
  }
}
