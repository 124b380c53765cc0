package io.stepwell.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.stepwell.engine.Command;
import io.stepwell.engine.Effect;
import io.stepwell.engine.ErrorOutput;
import io.stepwell.engine.ExecutionStatus;
import io.stepwell.engine.MapRunOrder;
import io.stepwell.engine.Rejection;
import io.stepwell.json.Payload;
import org.junit.jupiter.api.Test;

/// What a distributed Map is in the history of its execution.
class DistributedMapScenarioTest {
  private static Scenario map(String fields) {
    return Scenario.of(
        """
        {"StartAt": "Each", "States": {
          "Each": {"Type": "Map", "Label": "l", "ItemsPath": "$.items", %s "Next": "Done",
            "ItemProcessor": {
              "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
              "StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}}},
          "Done": {"Type": "Succeed"}}}
        """
            .formatted(fields));
  }

  private static MapRunOrder order(Scenario scenario) {
    return scenario.run().state().outstanding().stream()
        .filter(Effect.RunMap.class::isInstance)
        .map(effect -> ((Effect.RunMap) effect).order())
        .findFirst()
        .orElseThrow();
  }

  @Test
  void onlyTheRunsStartAndEndAreInTheHistory() {
    Scenario scenario = map("").start("{\"items\": [1, 2]}");
    MapRunOrder order = order(scenario);
    assertThat(order.arn()).contains(":mapRun:").contains("/l:");
    assertThat(order.items()).isEqualTo(Payload.ofText("[1,2]"));
    scenario.run().send(new Command.CompleteMapRun(order.task(), 0, Payload.ofText("[3,4]")));
    assertThat(scenario.chain())
        .containsExactly(
            "1←0 ExecutionStarted",
            "2←0 StateEntered",
            "3←2 MapStarted",
            "4←3 MapRunStarted",
            "5←4 MapRunSucceeded",
            "6←5 MapSucceeded",
            "7←5 StateExited",
            "8←7 StateEntered",
            "9←8 StateExited",
            "10←9 ExecutionSucceeded");
    assertThat(scenario.output()).isEqualTo("[3,4]");
    assertThat(scenario.run().send(new Command.CompleteMapRun(order.task(), 0, Payload.NULL)))
        .isEqualTo(Rejection.TASK_TIMED_OUT);
  }

  @Test
  void aFailedRunIsRepeatedAsAnotherAndThenCaught() {
    Scenario scenario =
        map("\"Retry\": [{\"ErrorEquals\": [\"Bad\"], \"MaxAttempts\": 1, \"IntervalSeconds\": 1}],"
                + " \"Catch\": [{\"ErrorEquals\": [\"States.ALL\"], \"Next\": \"Done\"}],")
            .start("{\"items\": []}");
    MapRunOrder first = order(scenario);
    scenario.run().send(new Command.FailMapRun(first.task(), 0, new ErrorOutput("Bad", "luck")));
    assertThat(scenario.run().state().outstanding()).isEmpty();
    scenario.elapse(java.time.Duration.ofSeconds(1));
    MapRunOrder second = order(scenario);
    assertThat(second.arn()).isNotEqualTo(first.arn());
    assertThat(second.stateMachine()).isEqualTo(first.stateMachine());
    scenario.run().send(new Command.FailMapRun(second.task(), 0, new ErrorOutput("Bad", "luck")));
    assertThat(scenario.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(scenario.output()).isEqualTo("{\"Error\":\"Bad\",\"Cause\":\"luck\"}");
    assertThat(scenario.chain()).contains("5←4 MapRunFailed", "8←7 MapRunFailed");
  }

  @Test
  void theToleranceIsReadAfterTheStartAndTheConcurrencyBefore() {
    Scenario tolerance =
        map("\"ToleratedFailureCountPath\": \"$.n\",").start("{\"items\": [1], \"n\": -1}");
    assertThat(tolerance.chain()).endsWith("3←2 MapStarted", "4←3 ExecutionFailed");
    Scenario concurrency =
        map("\"MaxConcurrencyPath\": \"$.n\",").start("{\"items\": [1], \"n\": {}}");
    assertThat(concurrency.chain()).endsWith("2←0 StateEntered", "3←2 ExecutionFailed");
  }

  @Test
  void theRunOfAStoppedExecutionIsNoLongerWanted() {
    Scenario scenario = map("").start("{\"items\": [1]}");
    assertThat(order(scenario).task()).isEqualTo(1);
    scenario.stop("E", "c");
    assertThat(scenario.run().state().outstanding()).isEmpty();
    assertThat(scenario.status()).isEqualTo(ExecutionStatus.ABORTED);
  }

  @Test
  void aRedrivenExecutionGoesOnWithTheRunThatFailed() {
    Scenario scenario = map("").start("{\"items\": [1]}");
    MapRunOrder order = order(scenario);
    for (int redrives = 0; redrives < 2; redrives++) {
      scenario
          .run()
          .send(new Command.FailMapRun(order.task(), redrives, new ErrorOutput("Bad", "luck")));
      assertThat(scenario.status()).isEqualTo(ExecutionStatus.FAILED);
      assertThat(scenario.run().send(new Command.RedriveExecution(null))).isNull();
      assertThat(scenario.run().state().outstanding())
          .containsExactly(new Effect.RunMap(order, redrives + 1));
    }
    assertThat(scenario.run().send(new Command.CompleteMapRun(order.task(), 1, Payload.NULL)))
        .as("what an earlier attempt says is late")
        .isEqualTo(Rejection.TASK_TIMED_OUT);
    scenario.run().send(new Command.CompleteMapRun(order.task(), 2, Payload.ofText("[3]")));
    assertThat(scenario.output()).isEqualTo("[3]");
    assertThat(scenario.chain())
        .containsSequence(
            "4←3 MapRunStarted",
            "5←4 MapRunFailed",
            "6←5 MapFailed",
            "7←6 ExecutionFailed",
            "8←7 ExecutionRedriven",
            "9←8 MapRunRedriven",
            "10←9 MapRunFailed");
  }

  @Test
  void aRunThatWasStoppedWithItsExecutionGoesOn() {
    Scenario scenario = map("").start("{\"items\": [1]}");
    MapRunOrder order = order(scenario);
    scenario.stop("E", "c");
    assertThat(scenario.run().send(new Command.RedriveExecution(null))).isNull();
    assertThat(scenario.run().state().outstanding()).containsExactly(new Effect.RunMap(order, 1));
    assertThat(scenario.chain()).endsWith("6←5 ExecutionRedriven", "7←6 MapRunRedriven");
  }

  @Test
  void aRunWhoseResultWasTooLargeIsBegunAnew() {
    Scenario scenario = map("").start("{\"items\": [1]}");
    MapRunOrder order = order(scenario);
    ErrorOutput error = new ErrorOutput(ErrorOutput.DATA_LIMIT_EXCEEDED, "too large");
    scenario.run().send(new Command.FailMapRun(order.task(), 0, error));
    assertThat(scenario.run().send(new Command.RedriveExecution(null))).isNull();
    assertThat(order(scenario).arn()).isNotEqualTo(order.arn());
    assertThat(scenario.chain()).endsWith("9←8 MapStarted", "10←9 MapRunStarted");
  }
}
