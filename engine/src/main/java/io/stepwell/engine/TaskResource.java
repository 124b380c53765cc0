package io.stepwell.engine;

/// The resource of a task, as events show it.
///
/// @param arn the state's `Resource`, verbatim
/// @param type `lambda`, `aws-sdk:dynamodb`; empty for functions and activities
/// @param action `invoke`, `startExecution.sync:2`; empty for functions and activities
public record TaskResource(Kind kind, Pattern pattern, String arn, String type, String action) {
  /// Which family of events the task has. The order is part of the stored format.
  public enum Kind {
    /// A function ARN: events LambdaFunction….
    FUNCTION,
    /// An activity ARN: events Activity….
    ACTIVITY,
    /// Everything else: events Task….
    INTEGRATION
  }

  /// How the task ends. The order is part of the stored format.
  public enum Pattern {
    REQUEST_RESPONSE,
    SYNC,
    WAIT_FOR_TASK_TOKEN
  }
}
