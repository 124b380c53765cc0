package io.stepwell.tasks.lambda;

import io.stepwell.json.JsonException;
import io.stepwell.json.Payload;
import io.stepwell.tasks.TaskOutcome;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// What calls of a function by ARN and by `lambda:invoke` have in common.
final class Results {
  /// AWS's limit of a task's result, in UTF-8 bytes.
  static final int MAX_RESULT_BYTES = 262_144;

  /// What the SDK that AWS uses has types for; the rest is an `AWSLambdaException`.
  private static final Set<String> MODELLED =
      Set.of(
          "InvalidParameterValueException",
          "InvalidRequestContentException",
          "RequestTooLargeException",
          "ResourceConflictException",
          "ResourceNotFoundException",
          "ResourceNotReadyException",
          "ServiceException",
          "TooManyRequestsException",
          "UnsupportedMediaTypeException");

  private Results() {}

  /// The result, unless it is over the limit of state data.
  ///
  /// @param name how AWS names the task in the message: the service, or the function's ARN
  static TaskOutcome limited(Payload result, String name) {
    return result.size() <= MAX_RESULT_BYTES
        ? new TaskOutcome.Succeeded(result)
        : new TaskOutcome.Failed(
            "States.DataLimitExceeded",
            "The state/task '%s' returned a result with a size exceeding the maximum number of bytes service limit."
                .formatted(name));
  }

  /// A function's error: its type is the error's name, the document's text the cause. What has no
  /// type is `Lambda.Unknown`.
  static TaskOutcome functionError(Payload document, String cause) {
    return value(document) instanceof Map<?, ?> members
            && members.get("errorType") instanceof String type
            && !type.isEmpty()
        ? new TaskOutcome.Failed(type, cause)
        : new TaskOutcome.Failed(
            "Lambda.Unknown",
            "The cause could not be determined because Lambda did not return an error type."
                + " Returned payload: "
                + cause);
  }

  private static Object value(Payload document) {
    try {
      Object value = document.value();
      return value == null ? Map.of() : value;
    } catch (JsonException e) {
      return Map.of(); // a function wrote its error document itself, and not as JSON
    }
  }

  static TaskOutcome refused(Invoker.Answer.Refused refused, String requestId) {
    String type = MODELLED.contains(refused.type()) ? refused.type() : "AWSLambdaException";
    return new TaskOutcome.Failed(
        "Lambda." + type,
        "%s (Service: AWSLambda; Status Code: %d; Error Code: %s; Request ID: %s; Proxy: null)"
            .formatted(refused.message(), refused.status(), refused.type(), requestId));
  }

  /// A result that is no JSON cannot become state data.
  static TaskOutcome notJson(String function, JsonException e) {
    return new TaskOutcome.Failed(
        "States.TaskFailed",
        "The function %s returned a result that is not JSON: %s".formatted(function, e.message()));
  }

  /// Functions expect a UUID as their request id: the call's own, or one derived from it.
  static String uuid(String requestId) {
    try {
      return UUID.fromString(requestId).toString();
    } catch (IllegalArgumentException e) {
      return UUID.nameUUIDFromBytes(requestId.getBytes(StandardCharsets.UTF_8)).toString();
    }
  }
}
