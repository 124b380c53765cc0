package io.stepwell.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stepwell.engine.Command;
import io.stepwell.engine.Effect;
import io.stepwell.engine.ErrorOutput;
import io.stepwell.engine.ExecutionStatus;
import io.stepwell.engine.Limits;
import io.stepwell.engine.Rejection;
import io.stepwell.engine.state.ExecutionState;
import io.stepwell.json.Payload;
import io.stepwell.runtime.CallerException;
import io.stepwell.runtime.Orchestrator.MapRun;
import io.stepwell.runtime.partition.Origin;
import io.stepwell.runtime.partition.Reply;
import io.stepwell.runtime.query.Executions.Found;
import io.stepwell.tasks.TaskOutcome;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/// Executions whose histories can't be read for a while. What else holds of them the simulation
/// tries, and `RecoveryTest`.
final class OutOfServiceTest {
  private static final String ARN = "arn:aws:states:us-east-1:123456789012:execution:m:e";
  private static final String FAIL =
      "{\"StartAt\":\"F\",\"States\":{\"F\":{\"Type\":\"Fail\",\"Error\":\"E\"}}}";
  private static final String CALL =
      """
      {"StartAt":"T","States":{"T":{"Type":"Task","End":true,
        "Resource":"arn:aws:lambda:us-east-1:123456789012:function:work"}}}
      """;

  private static final String MAP_OF_TWO =
      """
      {"StartAt": "L", "States": {
        "L": {"Type": "Pass", "Result": [1, 2], "Next": "M"},
        "M": {"Type": "Map", "End": true, "ItemProcessor": {
          "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
          "StartAt": "T", "States": {"T": {"Type": "Task", "Resource": "%s", "End": true}}}}}}
      """
          .formatted(Machines.FUNCTION);

  @Test
  void whatHasEndedCanBeRedrivenOnceItCanBeReadAgain() {
    World world = new World(1, _ -> null, World.tight(), Limits.AWS);
    world.createMachine("m", FAIL);
    world.start("m", "e");
    finish(world);
    world.damage(ARN);
    Reply<Optional<Rejection>> refused = world.ask(ARN, new Command.RedriveExecution(null));
    finish(world);
    assertThatThrownBy(refused::await)
        .isInstanceOf(CallerException.class)
        .hasMessageContaining("out of service");

    assertThat(world.release()).isTrue();
    finish(world);
    assertThat(world.outOfService()).as("it can't be read yet").contains(ARN);
    world.repair();
    world.release();
    finish(world);
    assertThat(world.outOfService()).isEmpty();
    Reply<Optional<Rejection>> redriven = world.ask(ARN, new Command.RedriveExecution(null));
    finish(world);

    assertThat(redriven.await()).isEmpty();
    assertThat(world.state(ARN).redriveCount()).isEqualTo(1);
  }

  @Test
  void aCallThatIsStillOutIsNotMadeASecondTimeBesideItself() {
    AtomicInteger calls = new AtomicInteger();
    World world =
        new World(
            1,
            _ ->
                _ -> {
                  calls.incrementAndGet();
                  return new TaskOutcome.Succeeded(Payload.ofText("{}"));
                },
            World.tight(),
            Limits.AWS);
    world.latency(() -> 10_000);
    world.createMachine("m", CALL);
    world.start("m", "e");
    while (world.calls() == 0 && world.step()) {}

    ExecutionState state = world.state(ARN);
    Effect.CallTask call = (Effect.CallTask) state.outstanding().iterator().next();
    Origin origin =
        new Origin(
            world.machinery().partitions.partitionOf(world.machinery().executions.name(ARN)),
            world.row(ARN).key(),
            Objects.requireNonNull(state.start()));
    world.machinery().calls.open(origin, call, true); // as when it is taken back into service
    finish(world);

    assertThat(calls).hasValue(1);
    assertThat(world.row(ARN).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
  }

  @Test
  void aMapRunWhoseRowsAreDamagedFailsAlone() {
    World world =
        new World(1, _ -> _ -> new TaskOutcome.Failed("Bad", "luck"), World.tight(), Limits.AWS);
    world.createMachine("m", MAP_OF_TWO);
    world.createMachine("other", FAIL);
    world.start("m", "e");
    finish(world);
    Found found = world.machinery().executions.find(ARN);
    world.damageMapRun(
        world.machinery().mapRuns.list(found, ARN, 100, null).items().getFirst().arn());

    world.ask(ARN, new Command.RedriveExecution(null));
    world.start("other", "f");
    finish(world);

    assertThat(world.row(ARN).status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(world.state(ARN).redriveCount()).isEqualTo(1);
    assertThat(world.machinery().executions.describe(ARN).error())
        .isEqualTo(
            ErrorOutput.runtime(
                "The Map Run can't go on: the result of a child is damaged: its version is"
                    + " unknown"));
    assertThat(world.row(ARN.replace("m:e", "other:f")).status()).isEqualTo(ExecutionStatus.FAILED);
  }

  @Test
  void aMapRunThatIsLostAtTheStartFailsItsParentWhichCanBeRedriven() {
    World world =
        new World(
            1, _ -> _ -> new TaskOutcome.Succeeded(Payload.ofText("1")), World.tight(), Limits.AWS);
    world.latency(() -> 10_000);
    world.createMachine("m", MAP_OF_TWO);
    world.start("m", "e");
    while (world.calls() == 0 && world.step()) {}
    String lost = runs(world).getFirst().arn();
    world.loseMapRun(lost);
    world.crash();
    finish(world);

    assertThat(world.row(ARN).status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(world.machinery().executions.describe(ARN).error())
        .isEqualTo(
            ErrorOutput.runtime(
                "The Map Run '"
                    + lost
                    + "' can't go on: a map run's progress is damaged: its version is unknown"));
    assertThat(runs(world)).isEmpty();
    world.crash(); // nothing of it is left open
    finish(world);

    world.ask(ARN, new Command.RedriveExecution(null));
    finish(world);
    assertThat(world.row(ARN).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
  }

  private static List<MapRun> runs(World world) {
    Found found = world.machinery().executions.find(ARN);
    return world.machinery().mapRuns.list(found, ARN, 100, null).items();
  }

  private static void finish(World world) {
    while (world.step()) {}
  }
}
