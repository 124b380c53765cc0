package io.stepwell.cli.durability;

import io.stepwell.cli.durability.Answers.Activity;
import io.stepwell.cli.durability.Answers.Kind;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Definitions of each kind of state machine, told apart by a comment.
final class Definitions {
  /// The machine whose executions are started by those of [Kind#ASK].
  static final String CHILD = "arn:aws:states:us-east-1:123456789012:stateMachine:Child";

  private static final String WAIT =
      """
      {"Type": "Wait", "Seconds": 86400, "End": true}
      """;

  private Definitions() {}

  static String of(Kind kind, @Nullable Activity activity, String comment) {
    String state =
        switch (kind) {
          case QUICK -> "{\"Type\": \"Pass\", \"End\": true}";
          case HOLD -> WAIT;
          case WORK ->
              """
              {"Type": "Task", "Resource": "%s", "HeartbeatSeconds": 86400, "End": true}
              """
                  .formatted(Objects.requireNonNull(activity).arn);
          case ASK ->
              """
              {"Type": "Task", "Resource": "arn:aws:states:::states:startExecution.waitForTaskToken",
               "Parameters": {"StateMachineArn": "%s", "Name.$": "$$.Execution.Name",
                              "Input": {"token.$": "$$.Task.Token"}}, "End": true}
              """
                  .formatted(CHILD);
          case EACH ->
              """
              {"Type": "Map", "MaxConcurrency": 1, "End": true, "ItemProcessor": {
               "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
               "StartAt": "B", "States": {"B": %s}}}
              """
                  .formatted(WAIT);
        };
    return """
    {"Comment": "%s", "StartAt": "A", "States": {"A": %s}}
    """
        .formatted(comment, state);
  }
}
