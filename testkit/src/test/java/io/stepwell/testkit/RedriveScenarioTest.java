package io.stepwell.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.stepwell.engine.Command;
import io.stepwell.engine.Effect;
import io.stepwell.engine.ExecutionStatus;
import io.stepwell.engine.Limits;
import io.stepwell.engine.Rejection;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// RedriveExecution: what failed is done again, what succeeded is not.
class RedriveScenarioTest {
  private static final String FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:f";
  private static final String TASK = task("");
  private static final String RETRIED =
      task("\"Retry\":[{\"ErrorEquals\":[\"States.ALL\"],\"MaxAttempts\":1}],");

  @Test
  void aFailedTaskIsScheduledAgainWithoutBeingEntered() {
    Scenario scenario = Scenario.of(machine(TASK)).start("{}").failTask("T", "E", "why");
    assertThat(scenario.status()).isEqualTo(ExecutionStatus.FAILED);

    assertThat(redrive(scenario, null)).isNull();
    assertThat(scenario.status()).isEqualTo(ExecutionStatus.RUNNING);
    scenario.completeTask("T", "1");

    assertThat(scenario.history())
        .isEqualTo(
            """
            1←0 ExecutionStarted
            2←0 StateEntered T {}
            3←2 TaskScheduled {}
            4←3 TaskStarted
            5←4 TaskFailed E: why
            6←5 ExecutionFailed E: why
            7←6 ExecutionRedriven
            8←7 TaskScheduled {}
            9←8 TaskStarted
            10←9 TaskSucceeded 1
            11←10 StateExited T 1
            12←11 ExecutionSucceeded 1\
            """);
  }

  @Test
  void retriesCountFromTheBeginning() {
    Scenario scenario = Scenario.of(machine(RETRIED)).start("{}");
    failTwice(scenario);
    assertThat(scenario.status()).isEqualTo(ExecutionStatus.FAILED);

    assertThat(redrive(scenario, null)).isNull();
    scenario.failTask("T", "E", "third").elapse(Duration.ofSeconds(1)).completeTask("T", "2");
    assertThat(scenario.output()).isEqualTo("2");
  }

  @Test
  void onlyTheBranchThatFailedAndThoseAbortedWithItGoOn() {
    Scenario scenario =
        Scenario.of(
                """
                {"StartAt":"Both","States":{"Both":{"Type":"Parallel","End":true,"Branches":[
                  {"StartAt":"Done","States":{"Done":{"Type":"Pass","Result":"done","End":true}}},
                  {"StartAt":"T","States":{"T":{"Type":"Task","Resource":"%1$s","End":true}}},
                  {"StartAt":"U","States":{"U":{"Type":"Task","Resource":"%1$s","Next":"V"},
                    "V":{"Type":"Pass","End":true}}}]}}}
                """
                    .formatted(FUNCTION))
            .start("{}")
            .failTask("T", "E", "why");
    assertThat(scenario.status()).isEqualTo(ExecutionStatus.FAILED);
    int before = scenario.chain().size();

    assertThat(redrive(scenario, null)).isNull();
    scenario.completeTask("T", "\"t\"").completeTask("U", "\"u\"");

    assertThat(scenario.output()).isEqualTo("[\"done\",\"t\",\"u\"]");
    assertThat(scenario.chain().subList(before, scenario.chain().size()))
        .noneMatch(line -> line.contains("ParallelStarted"));
  }

  @Test
  void iterationsOfAMapThatHadSucceededKeepTheirResults() {
    Scenario scenario = Scenario.of(map()).start("[1,2,3]");
    scenario.completeTask("T", "\"one\"");
    scenario.failTask("T", "E", "why");
    assertThat(scenario.status()).isEqualTo(ExecutionStatus.FAILED);

    assertThat(redrive(scenario, null)).isNull();
    scenario.completeTask("T", "\"two\"").completeTask("T", "\"three\"");
    assertThat(scenario.output()).isEqualTo("[\"one\",\"two\",\"three\"]");
  }

  @Test
  void aBranchInsideAMapGoesOnWhereItFailed() {
    Scenario scenario =
        Scenario.of(
                """
                {"StartAt":"Each","States":{"Each":{"Type":"Map","End":true,"ItemProcessor":{
                  "StartAt":"Both","States":{"Both":{"Type":"Parallel","End":true,"Branches":[
                    {"StartAt":"P","States":{"P":{"Type":"Pass","Result":"p","End":true}}},
                    {"StartAt":"T","States":{"T":{"Type":"Task","Resource":"%s","End":true}}}
                  ]}}}}}}
                """
                    .formatted(FUNCTION))
            .start("[1]")
            .failTask("T", "E", "why");
    assertThat(scenario.status()).isEqualTo(ExecutionStatus.FAILED);

    assertThat(redrive(scenario, null)).isNull();
    scenario.completeTask("T", "\"t\"");
    assertThat(scenario.output()).isEqualTo("[[\"p\",\"t\"]]");
  }

  @Test
  void aStoppedExecutionGoesOnWithItsWait() {
    Scenario scenario =
        Scenario.of(
                """
                {"StartAt":"W","States":{"W":{"Type":"Wait","Seconds":60,"End":true}}}
                """)
            .start("{}")
            .elapse(Duration.ofSeconds(20))
            .stop("E", "why");
    assertThat(redrive(scenario, null)).isNull();
    scenario.elapse(Duration.ofSeconds(39));
    assertThat(scenario.status()).isEqualTo(ExecutionStatus.RUNNING);
    scenario.elapse(Duration.ofSeconds(1));
    assertThat(scenario.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
  }

  @Test
  void aFailStateFailsAgain() {
    Scenario scenario =
        Scenario.of("{\"StartAt\":\"F\",\"States\":{\"F\":{\"Type\":\"Fail\",\"Error\":\"E\"}}}")
            .start("{}");
    assertThat(redrive(scenario, null)).isNull();
    assertThat(scenario.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(scenario.chain())
        .endsWith("4←3 ExecutionRedriven", "5←4 StateEntered", "6←5 ExecutionFailed");
  }

  @Test
  void theClockOfTheExecutionStartsAgain() {
    Scenario scenario =
        Scenario.of("{\"TimeoutSeconds\":10,\"StartAt\":\"T\",\"States\":{\"T\":" + TASK + "}}")
            .start("{}")
            .elapse(Duration.ofSeconds(10));
    assertThat(scenario.status()).isEqualTo(ExecutionStatus.TIMED_OUT);
    scenario.elapse(Duration.ofSeconds(100));
    assertThat(redrive(scenario, null)).isNull();
    scenario.elapse(Duration.ofSeconds(9));
    assertThat(scenario.status()).isEqualTo(ExecutionStatus.RUNNING);
    scenario.elapse(Duration.ofSeconds(1));
    assertThat(scenario.status()).isEqualTo(ExecutionStatus.TIMED_OUT);
  }

  @Test
  void theSameRequestAgainDoesNothing() {
    Scenario scenario = Scenario.of(machine(TASK)).start("{}").failTask("T", "E", "why");
    assertThat(redrive(scenario, "once")).isNull();
    assertThat(redrive(scenario, "once")).isEqualTo(Rejection.NOTHING_TO_DO);
    scenario.failTask("T", "E", "again");
    assertThat(redrive(scenario, "once")).isEqualTo(Rejection.NOTHING_TO_DO);
    assertThat(redrive(scenario, "twice")).isNull();
    assertThat(scenario.run().state().redriveCount()).isEqualTo(2);
  }

  @Test
  void whatRunsOrHasSucceededIsNotRedriven() {
    Scenario scenario = Scenario.of(machine(TASK)).start("{}");
    assertThat(redrive(scenario, null)).isEqualTo(Rejection.NOT_REDRIVABLE);
    scenario.completeTask("T", "1");
    assertThat(redrive(scenario, null)).isEqualTo(Rejection.NOT_REDRIVABLE);
  }

  @Test
  void afterTwoWeeksItIsTooLate() {
    Scenario scenario = Scenario.of(machine(TASK)).start("{}").failTask("T", "E", "why");
    scenario.elapse(Duration.ofDays(15));
    assertThat(redrive(scenario, null)).isEqualTo(Rejection.NOT_REDRIVABLE);
  }

  @Test
  void aFullHistoryHasNoRoomForARedrive() {
    Limits few = new Limits(262_144, 12, 40, 10 << 20, 256, 512 << 10, 20_000, 10_000_000);
    Scenario scenario = Scenario.of(machine(TASK), few).start("{}");
    scenario.failTask("T", "E", "why");
    assertThat(redrive(scenario, null)).isNull();
    scenario.failTask("T", "E", "why");
    assertThat(redrive(scenario, null)).isEqualTo(Rejection.NOT_REDRIVABLE);
  }

  @Test
  void aJobOutlivesTheEndOfItsExecutionUntilItIsStopped() {
    Scenario scenario =
        Scenario.of(
                machine(
                    "{\"Type\":\"Task\",\"Resource\":\"arn:aws:states:::glue:startJobRun.sync\","
                        + "\"Parameters\":{\"JobName\":\"j\"},\"End\":true}"))
            .start("{}")
            .stop("E", "why");
    int task = 1;
    assertThat(scenario.run().state().awake()).isTrue();
    assertThat(scenario.run().state().outstanding())
        .singleElement()
        .isInstanceOf(Effect.CancelJob.class);
    assertThat(scenario.run().refolded().describe()).isEqualTo(scenario.run().state().describe());

    assertThat(scenario.run().send(new Command.AcknowledgeCancel(task))).isNull();
    assertThat(scenario.run().state().awake()).isFalse();
    assertThat(scenario.run().state().outstanding()).isEmpty();
    assertThat(scenario.run().send(new Command.AcknowledgeCancel(task)))
        .isEqualTo(Rejection.NOTHING_TO_DO);
  }

  @Test
  void aJobIsStoppedWhenItsTaskTimesOutAndTheNextAttemptIsAnotherOne() {
    Scenario scenario =
        Scenario.of(
                machine(
                    "{\"Type\":\"Task\",\"Resource\":\"arn:aws:states:::glue:startJobRun.sync\","
                        + "\"Parameters\":{\"JobName\":\"j\"},\"TimeoutSeconds\":5,\"Retry\":"
                        + "[{\"ErrorEquals\":[\"States.ALL\"]}],\"End\":true}"))
            .start("{}")
            .elapse(Duration.ofSeconds(6));
    assertThat(scenario.run().state().outstanding())
        .hasSize(2)
        .anyMatch(Effect.CancelJob.class::isInstance)
        .anyMatch(Effect.CallTask.class::isInstance);
    assertThat(scenario.run().effects())
        .containsExactlyInAnyOrderElementsOf(scenario.run().state().outstanding());
  }

  private static void failTwice(Scenario scenario) {
    scenario.failTask("T", "E", "first").elapse(Duration.ofSeconds(1)).failTask("T", "E", "second");
  }

  private static @Nullable Rejection redrive(Scenario scenario, @Nullable String token) {
    Rejection rejection = scenario.run().send(new Command.RedriveExecution(token));
    assertThat(scenario.run().refolded().describe()).isEqualTo(scenario.run().state().describe());
    return rejection;
  }

  private static String task(String more) {
    return "{\"Type\":\"Task\",\"Resource\":\"" + FUNCTION + "\"," + more + "\"End\":true}";
  }

  private static String machine(String state) {
    return "{\"StartAt\":\"T\",\"States\":{\"T\":" + state + "}}";
  }

  private static String map() {
    return "{\"StartAt\":\"M\",\"States\":{\"M\":{\"Type\":\"Map\",\"MaxConcurrency\":1,"
        + "\"End\":true,\"ItemProcessor\":"
        + machine(TASK)
        + "}}}";
  }
}
