package io.stepwell.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.stepwell.engine.ExecutionStatus;
import io.stepwell.engine.Rejection;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// Task states: attempts, retries, catches, timeouts, callbacks, and what the history says of them.
class TaskScenarioTest {
  private static final String ACTIVITY = "arn:aws:states:us-east-1:123456789012:activity:pack";

  @Test
  void aFunctionIsScheduledStartedAndSucceeds() {
    Scenario scenario = Scenario.of(machine("", "\"End\":true")).start("{\"a\":1}");
    scenario.completeTask("Charge", "{\"ok\":true}");

    assertThat(scenario.history())
        .isEqualTo(
            """
            1←0 ExecutionStarted
            2←0 StateEntered Charge {"a":1}
            3←2 TaskScheduled {"a":1}
            4←3 TaskStarted
            5←4 TaskSucceeded {"ok":true}
            6←5 StateExited Charge {"ok":true}
            7←6 ExecutionSucceeded {"ok":true}\
            """);
  }

  @Test
  void retriesWithBackoffThenSucceeds() {
    Scenario scenario =
        Scenario.of(
                machine(
                    """
                    "Retry":[{"ErrorEquals":["Busy"],"IntervalSeconds":2,"BackoffRate":2.0}],\
                    """,
                    "\"End\":true"))
            .start("{}")
            .failTask("Charge", "Busy", "1st")
            .elapse(Duration.ofSeconds(2))
            .failTask("Charge", "Busy", "2nd");
    scenario.elapse(Duration.ofMillis(3_999));
    assertThat(scenario.chain()).hasSize(8);
    scenario.elapse(Duration.ofMillis(1)).completeTask("Charge", "1");

    assertThat(scenario.chain())
        .containsExactly(
            "1←0 ExecutionStarted",
            "2←0 StateEntered",
            "3←2 TaskScheduled",
            "4←3 TaskStarted",
            "5←4 TaskFailed",
            "6←5 TaskScheduled",
            "7←6 TaskStarted",
            "8←7 TaskFailed",
            "9←8 TaskScheduled",
            "10←9 TaskStarted",
            "11←10 TaskSucceeded",
            "12←11 StateExited",
            "13←12 ExecutionSucceeded");
  }

  @Test
  void anExhaustedRetrierLeadsToCatchAndLaterRetriersDoNotCount() {
    Scenario scenario =
        Scenario.of(
                machine(
                    """
                    "Retry":[{"ErrorEquals":["A"],"MaxAttempts":1},
                             {"ErrorEquals":["States.ALL"],"MaxAttempts":5}],
                    "Catch":[{"ErrorEquals":["States.ALL"],"ResultPath":"$.error","Next":"Done"}],
                    """,
                    "\"Next\":\"Done\""))
            .start("{\"order\":7}")
            .failTask("Charge", "A", "x")
            .elapse(Duration.ofSeconds(1))
            .failTask("Charge", "A", "y");

    assertThat(scenario.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(scenario.output())
        .isEqualTo("{\"order\":7,\"error\":{\"Error\":\"A\",\"Cause\":\"y\"}}");
  }

  @Test
  void aTimeoutHasNoCauseInTheHistoryAndAnEmptyOneInTheCatch() {
    Scenario scenario =
        Scenario.of(
                machine(
                    """
                    "TimeoutSeconds":5,
                    "Catch":[{"ErrorEquals":["States.Timeout"],"Next":"Done"}],
                    """,
                    "\"Next\":\"Done\""))
            .start("{}")
            .elapse(Duration.ofSeconds(5));

    assertThat(scenario.history()).contains("5←4 TaskTimedOut States.Timeout: null");
    assertThat(scenario.output()).isEqualTo("{\"Error\":\"States.Timeout\",\"Cause\":\"\"}");
  }

  @Test
  void taskFailedDoesNotMatchATimeout() {
    Scenario scenario =
        Scenario.of(
                machine(
                    """
                    "TimeoutSeconds":5,
                    "Catch":[{"ErrorEquals":["States.TaskFailed"],"Next":"Done"}],
                    """,
                    "\"Next\":\"Done\""))
            .start("{}")
            .elapse(Duration.ofSeconds(5));

    assertThat(scenario.status()).isEqualTo(ExecutionStatus.FAILED);
  }

  @Test
  void anActivityStartsWhenAWorkerHasItAndHeartbeatsKeepItAlive() {
    Scenario scenario =
        Scenario.of(
                """
                {"StartAt":"Pack","States":{"Pack":{"Type":"Task","Resource":"%s",
                 "HeartbeatSeconds":10,"End":true}}}\
                """
                    .formatted(ACTIVITY))
            .withActivity(ACTIVITY)
            .start("{}")
            .elapse(Duration.ofDays(1));
    assertThat(scenario.callback("Pack", "1")).isEqualTo(Rejection.TASK_DOES_NOT_EXIST);
    scenario.claimTask("Pack", "me").elapse(Duration.ofSeconds(9));
    assertThat(scenario.heartbeat("Pack")).isNull();
    scenario.elapse(Duration.ofSeconds(9));
    assertThat(scenario.callback("Pack", "[1, 2]")).isNull();

    assertThat(scenario.output()).isEqualTo("[1, 2]");
  }

  @Test
  void anActivityTaskThatItsWorkerNeverGotWaitsForTheNextOne() {
    Scenario scenario =
        Scenario.of(
                """
                {"StartAt":"Pack","States":{"Pack":{"Type":"Task","Resource":"%s",
                 "HeartbeatSeconds":10,"End":true}}}\
                """
                    .formatted(ACTIVITY))
            .withActivity(ACTIVITY)
            .start("{}")
            .claimTask("Pack", "first");
    assertThat(scenario.returnTask("Pack")).isNull();

    scenario.elapse(Duration.ofDays(1)); // no heartbeat is missed while nobody has it
    assertThat(scenario.returnTask("Pack")).isEqualTo(Rejection.TASK_TIMED_OUT);
    assertThat(scenario.callback("Pack", "1")).isEqualTo(Rejection.TASK_DOES_NOT_EXIST);
    scenario.claimTask("Pack", "second");
    assertThat(scenario.callback("Pack", "2")).isNull();
    assertThat(scenario.output()).isEqualTo("2");
  }

  @Test
  void aMissedHeartbeatIsATimeoutThatHeartbeatTimeoutCatches() {
    Scenario scenario =
        Scenario.of(
                """
                {"StartAt":"Pack","States":{
                 "Pack":{"Type":"Task","Resource":"%s","HeartbeatSeconds":10,
                  "Catch":[{"ErrorEquals":["States.HeartbeatTimeout"],"Next":"Done"}],"End":true},
                 "Done":{"Type":"Succeed"}}}\
                """
                    .formatted(ACTIVITY))
            .withActivity(ACTIVITY)
            .start("{}")
            .claimTask("Pack", null)
            .elapse(Duration.ofSeconds(10));

    assertThat(scenario.history()).contains("TaskTimedOut States.Timeout: null");
    assertThat(scenario.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
  }

  @Test
  void anActivityThatIsGoneEndsTheExecution() {
    Scenario scenario =
        Scenario.of(
                """
                {"StartAt":"Pack","States":{"Pack":{"Type":"Task","Resource":"%s",
                 "Catch":[{"ErrorEquals":["States.ALL"],"Next":"Done"}],"Next":"Done"},
                 "Done":{"Type":"Succeed"}}}\
                """
                    .formatted(ACTIVITY))
            .start("{}");

    assertThat(scenario.history())
        .endsWith(
            "3←2 ExecutionFailed States.Runtime: An error occurred while executing the state"
                + " 'Pack' (entered at the event id #2). The activity "
                + ACTIVITY
                + " does not exist.");
  }

  @Test
  void aCallbackThatOvertakesItsCallWaitsForIt() {
    Scenario scenario =
        Scenario.of(
                """
                {"StartAt":"Ask","States":{"Ask":{"Type":"Task",
                 "Resource":"arn:aws:states:::lambda:invoke.waitForTaskToken",
                 "Parameters":{"FunctionName":"ask","Payload":{"t.$":"$$.Task.Token"}},
                 "End":true}}}\
                """)
            .start("{}");
    assertThat(scenario.history()).contains("\"t\":\"token-1\"");
    assertThat(scenario.callback("Ask", "\"yes\"")).isNull();
    assertThat(scenario.status()).isEqualTo(ExecutionStatus.RUNNING);
    assertThat(scenario.callback("Ask", "\"no\"")).isEqualTo(Rejection.TASK_TIMED_OUT);
    scenario.submitTask("Ask", "{}");

    assertThat(scenario.output()).isEqualTo("\"yes\"");
    assertThat(scenario.chain())
        .endsWith(
            "5←4 TaskSubmitted", "6←5 TaskSucceeded", "7←6 StateExited", "8←7 ExecutionSucceeded");
  }

  @Test
  void aResultOverTheLimitFailsTheTaskAndCanBeCaught() {
    String big = "\"" + "x".repeat(262_143) + "\"";
    Scenario scenario =
        Scenario.of(
                machine(
                    """
                    "Catch":[{"ErrorEquals":["States.DataLimitExceeded"],"Next":"Done"}],\
                    """,
                    "\"Next\":\"Done\""))
            .start("{}")
            .completeTask("Charge", big);

    assertThat(scenario.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(scenario.output()).contains("returned a result with a size exceeding");
  }

  @Test
  void anAbortEndsEverythingAndPointsToNothing() {
    Scenario scenario = Scenario.of(machine("", "\"End\":true")).start("{}").stop("E", "C");

    assertThat(scenario.history()).endsWith("5←0 ExecutionAborted E: C");
    assertThat(scenario.run().state().outstanding()).isEmpty();
  }

  /// A machine of one Task state, followed by a Succeed state when it leads there.
  private static String machine(String extra, String transition) {
    String done = transition.contains("Next") ? ",\"Done\":{\"Type\":\"Succeed\"}" : "";
    return """
    {"StartAt":"Charge","States":{
      "Charge":{"Type":"Task","Resource":"arn:aws:lambda:us-east-1:123456789012:function:charge",
        %s %s}%s}}\
    """
        .formatted(extra, transition, done);
  }
}
