package io.stepwell.tasks.states;

import io.stepwell.tasks.TaskOutcome;
import java.util.Set;

/// Refusals of the Step Functions API as a Task's Error and Cause: the names of the exceptions in the
/// AWS SDK, and its two ways to print them.
final class Errors {
  private static final String EXCEPTION = "Exception";

  /// What the SDK has no exception of its own for.
  private static final Set<String> UNMODELLED =
      Set.of(
          "ThrottlingException",
          "InternalFailure",
          "AccessDeniedException",
          "SerializationException",
          "UnknownOperationException",
          "RequestEntityTooLargeException");

  private Errors() {}

  /// Of the optimized integration, `states:startExecution`.
  static TaskOutcome optimized(StepFunctions.Answer.Refused refused, String requestId) {
    return new TaskOutcome.Failed(
        "StepFunctions." + name(refused.type(), "AWSStepFunctionsException"),
        "%s (Service: AWSStepFunctions; Status Code: %d; Error Code: %s; Request ID: %s; Proxy: null)"
            .formatted(refused.message(), refused.status(), refused.type(), requestId));
  }

  /// Of `aws-sdk:sfn`.
  static TaskOutcome sdk(StepFunctions.Answer.Refused refused, String requestId) {
    return new TaskOutcome.Failed(
        "Sfn." + name(refused.type(), "SfnException"),
        "%s (Service: Sfn, Status Code: %d, Request ID: %s)"
            .formatted(refused.message(), refused.status(), requestId));
  }

  private static String name(String type, String general) {
    if (UNMODELLED.contains(type)) {
      return general;
    }
    return type.endsWith(EXCEPTION) ? type : type + EXCEPTION;
  }
}
