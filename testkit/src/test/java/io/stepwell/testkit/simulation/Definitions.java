package io.stepwell.testkit.simulation;

import io.stepwell.testkit.RandomDefinition;

/// What the simulated machines do: one drawn at random, and some made to meet certain dangers.
final class Definitions {
  static final String FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:work";
  static final String JOB = "arn:aws:states:::glue:startJobRun.sync";
  static final String CALLBACK = "arn:aws:states:::lambda:invoke.waitForTaskToken";

  private static final String RETRIED =
      """
      "TimeoutSeconds": 60, "Retry": [{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 1,
        "MaxAttempts": 60, "BackoffRate": 1}]\
      """;

  private Definitions() {}

  static String random(long seed) {
    return RandomDefinition.of(seed);
  }

  /// Deadlines that come earlier than those before them, and attempts that are counted.
  static String deadlines() {
    return """
    {"StartAt": "Both", "TimeoutSeconds": 5000, "States": {
      "Both": {"Type": "Parallel", "Next": "Few", "Branches": [
        {"StartAt": "Long", "States": {"Long": {"Type": "Wait", "Seconds": 40, "End": true}}},
        {"StartAt": "Work", "States": {
          "Work": {"Type": "Task", "Resource": "%1$s", %2$s, "Next": "Short"},
          "Short": {"Type": "Wait", "Seconds": 2, "Next": "Answer"},
          "Answer": {"Type": "Task", "Resource": "%3$s", %2$s, "End": true,
            "Parameters": {"FunctionName": "work", "Payload": {"token.$": "$$.Task.Token"}}}}}]},
      "Few": {"Type": "Task", "Resource": "%1$s", "TimeoutSeconds": 9, "End": true,
        "Retry": [{"ErrorEquals": ["E1"], "IntervalSeconds": 1, "MaxAttempts": 2},
          {"ErrorEquals": ["States.ALL"], "IntervalSeconds": 2, "MaxAttempts": 4}]}}}
    """
        .formatted(FUNCTION, RETRIED, CALLBACK);
  }

  /// Jobs of which some are no longer wanted, as a branch beside them fails.
  static String jobs() {
    return """
    {"StartAt": "Both", "States": {
      "Both": {"Type": "Parallel", "Next": "Last",
        "Retry": [{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 3, "MaxAttempts": 2}],
        "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Last"}], "Branches": [
        {"StartAt": "J", "States": {"J": {"Type": "Task", "Resource": "%2$s",
          "Parameters": {"JobName": "n"}, "TimeoutSeconds": 90, "End": true}}},
        {"StartAt": "F", "States": {"F": {"Type": "Task", "Resource": "%1$s",
          "TimeoutSeconds": 9, "End": true}}}]},
      "Last": {"Type": "Pass", "End": true}}}
    """
        .formatted(FUNCTION, JOB);
  }

  /// An execution that orders another and goes on when that says so.
  static String nested() {
    return """
    {"StartAt": "Child", "States": {
      "Child": {"Type": "Task", "Resource": "%1$s", "TimeoutSeconds": 300, "Next": "After",
        "Parameters": {"FunctionName": "child", "Payload": {"token.$": "$$.Task.Token"}},
        "Retry": [{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 1, "MaxAttempts": 60,
          "BackoffRate": 1}]},
      "After": {"Type": "Wait", "Seconds": 1, "End": true}}}
    """
        .formatted(CALLBACK);
  }

  /// A map run beside something that may end it early.
  static String mapRun() {
    return """
    {"StartAt": "Both", "States": {
      "Both": {"Type": "Parallel", "End": true, "Branches": [
        {"StartAt": "Each", "States": {"Each": {"Type": "Map", "ItemsPath": "$.items",
          "MaxConcurrency": 2, "ToleratedFailureCount": 1, "End": true, "ItemProcessor": {
            "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
            "StartAt": "T", "States": {
              "T": {"Type": "Task", "Resource": "%1$s", "TimeoutSeconds": 20, "Next": "S", "Retry": [
                {"ErrorEquals": ["States.ALL"], "IntervalSeconds": 1, "MaxAttempts": 3}]},
              "S": {"Type": "Wait", "Seconds": 1, "End": true}}}}}},
        {"StartAt": "Beside", "States": {"Beside": {"Type": "Task", "Resource": "%1$s",
          "TimeoutSeconds": 9, "End": true, "Retry": [
            {"ErrorEquals": ["States.ALL"], "IntervalSeconds": 2, "MaxAttempts": 2}]}}}]}}}
    """
        .formatted(FUNCTION);
  }

  static String express() {
    return """
    {"StartAt": "Both", "States": {
      "Both": {"Type": "Parallel", "End": true, "Branches": [
        {"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 2, "End": true}}},
        {"StartAt": "T", "States": {"T": {"Type": "Task", "Resource": "%1$s", %2$s,
          "End": true}}}]}}}
    """
        .formatted(FUNCTION, RETRIED);
  }
}
