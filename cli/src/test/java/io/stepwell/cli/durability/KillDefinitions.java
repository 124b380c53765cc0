package io.stepwell.cli.durability;

/// What the machines of the [KillLoop] do, apart from the saga.
final class KillDefinitions {
  static final String QUICK =
      """
      {"StartAt": "A", "States": {
        "A": {"Type": "Pass", "Next": "B"},
        "B": {"Type": "Pass", "Result": 1, "ResultPath": "$.b", "Next": "C"},
        "C": {"Type": "Succeed"}}}
      """;

  static final String TIMER =
      """
      {"StartAt": "W", "States": {
        "W": {"Type": "Wait", "SecondsPath": "$.seconds", "Next": "V"},
        "V": {"Type": "Wait", "Seconds": 2, "End": true}}}
      """;

  /// Starts an execution and waits for its end.
  static final String NESTED =
      """
      {"StartAt": "Child", "States": {"Child": {
        "Type": "Task", "Resource": "arn:aws:states:::states:startExecution.sync:2", "End": true,
        "Parameters": {
          "StateMachineArn": "arn:aws:states:us-east-1:123456789012:stateMachine:Quick",
          "Name.$": "States.Format('of-{}', $$.Execution.Name)",
          "Input.$": "$"}}}}
      """;

  /// A map run whose children wait.
  static final String EACH =
      """
      {"StartAt": "Each", "States": {"Each": {
        "Type": "Map", "ItemsPath": "$.items", "MaxConcurrency": 2, "End": true,
        "ItemProcessor": {
          "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
          "StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 1, "End": true}}}}}}
      """;

  static final String HELD =
      """
      {"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 86400, "End": true}}}
      """;

  static final String FLOP =
      """
      {"StartAt": "Before", "States": {
        "Before": {"Type": "Pass", "Next": "Flop"},
        "Flop": {"Type": "Task", "End": true,
          "Resource": "arn:aws:lambda:us-east-1:123456789012:function:Flop"}}}
      """;

  static final String MARK =
      """
      {"StartAt": "Mark", "States": {"Mark": {"Type": "Task", "End": true,
        "Resource": "arn:aws:lambda:us-east-1:123456789012:function:Mark"}}}
      """;

  private KillDefinitions() {}
}
