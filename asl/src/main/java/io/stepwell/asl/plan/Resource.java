package io.stepwell.asl.plan;

/// What a Task state's `Resource` names.
public sealed interface Resource {
  /// Verbatim.
  String arn();

  /// `arn:P:lambda:R:A:function:N[:Q]`: input and result are the function's own; its events are
  /// those named LambdaFunction….
  record Function(String arn) implements Resource {}

  /// `arn:P:states:R:A:activity:N`: workers poll for it.
  record Activity(String arn) implements Resource {}

  /// `arn:P:states:::[aws-sdk:]service:action[.sync|.sync:2|.waitForTaskToken]`.
  ///
  /// @param type as events show it: `lambda`, `http`, `aws-sdk:dynamodb`
  /// @param action as events show it, with the pattern: `invoke`, `startExecution.sync:2`
  record Integration(String arn, String type, String action, Pattern pattern) implements Resource {}

  /// How a task ends (Step Functions, "Service integration patterns").
  enum Pattern {
    REQUEST_RESPONSE,
    SYNC,
    WAIT_FOR_TASK_TOKEN
  }
}
