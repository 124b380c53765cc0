package io.stepwell.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.stepwell.engine.Command;
import io.stepwell.engine.ErrorOutput;
import io.stepwell.engine.Event;
import io.stepwell.engine.ExecutionStatus;
import io.stepwell.engine.Limits;
import io.stepwell.runtime.Account;
import io.stepwell.runtime.Orchestrator.Execution;
import io.stepwell.runtime.Orchestrator.MapRun;
import io.stepwell.runtime.Orchestrator.Started;
import io.stepwell.runtime.partition.Bounds;
import io.stepwell.runtime.partition.Reply;
import io.stepwell.runtime.query.Executions.Found;
import io.stepwell.tasks.TaskHandler;
import io.stepwell.tasks.TaskOutcome;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Executions whose map runs fail, or that are stopped, are redriven until they succeed, while the
/// power fails at any commit: one run does it all, and what a child had done is not done again.
final class MapRunRedriveSimulationTest {
  private static final int SEEDS = 16;
  private static final int ITEMS = 12;
  private static final String RESULT = "[0,1,2,3,4,5,6,7,8,9,10,11]";

  @Test
  void oneRunGoesOnUntilEveryItemHasSucceededOnce() {
    for (long seed = 1; seed <= SEEDS; seed++) {
      try {
        new Run(seed).toItsEnd();
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }

  private static final class Run {
    private final Random random;
    private final World world;
    private String arn = "";
    private int redrives;

    Run(long seed) {
      random = new Random(seed * 37);
      TaskHandler failingAtTimes =
          call ->
              random.nextInt(6) == 0
                  ? new TaskOutcome.Failed("Bad", "luck")
                  : new TaskOutcome.Succeeded(call.input());
      Bounds bounds = random.nextBoolean() ? World.tight() : Bounds.DEFAULT;
      world = new World(seed, _ -> failingAtTimes, bounds, Limits.AWS);
      world.createMachine(
          "m",
          """
          {"StartAt": "List", "States": {
            "List": {"Type": "Pass", "Result": %s, "Next": "Each"},
            "Each": {"Type": "Map", "MaxConcurrency": %d, "End": true,
              "ItemProcessor": {
                "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
                "StartAt": "T", "States": {
                  "T": {"Type": "Task", "Resource": "%s", "Next": "S"},
                  "S": {"Type": "Wait", "Seconds": 1, "End": true}}}}}}
          """
              .formatted(RESULT, random.nextInt(6), Machines.FUNCTION));
    }

    void toItsEnd() {
      Reply<Started> start = world.start("m", "e");
      while (!start.isDone()) {
        assertThat(world.step()).isTrue();
      }
      arn = start.await().executionArn();
      int steps = 0;
      while (found().row().status() != ExecutionStatus.SUCCEEDED) {
        assertThat(steps++).as("steps").isLessThan(200_000);
        if (found().row().status().closed()) {
          redrive();
        } else if (redrives < 5 && random.nextInt(300) == 0) {
          tell(new Command.StopExecution(new ErrorOutput("Stop", null)));
        } else if (steps < 3_000 && random.nextInt(100) == 0) {
          world.crash();
        }
        assertThat(world.step()).as("something is left to happen").isTrue();
      }
      while (world.letters() > 0) {
        assertThat(world.step()).as("the last letters are acknowledged").isTrue();
      }
      check();
    }

    private Found found() {
      return world.machinery().executions.find(arn);
    }

    private void tell(Command command) {
      Found found = found();
      world.machinery().partitions.tell(found.partition(), found.row().key(), command);
    }

    /// Asked for until it is durable: the power may fail before.
    private void redrive() {
      redrives++;
      int before = found().row().redriveCount();
      tell(new Command.RedriveExecution(null));
      while (found().row().redriveCount() == before) {
        assertThat(world.step()).isTrue();
      }
    }

    private void check() {
      assertThat(world.failure()).isNull();
      Execution execution = world.machinery().executions.describe(arn);
      assertThat(Objects.requireNonNull(execution.output()).text()).isEqualTo(RESULT);
      List<MapRun> runs = world.machinery().mapRuns.list(found(), arn, 100, null).items();
      assertThat(runs).hasSize(1);
      MapRun run = runs.getFirst();
      assertThat(run.status()).isEqualTo("SUCCEEDED");
      assertThat(run.redriveCount()).isLessThanOrEqualTo(redrives);
      assertThat(run.items()).isEqualTo(run.executions());
      assertThat(run.items().succeeded()).isEqualTo(ITEMS);
      assertThat(run.items().total()).isEqualTo(ITEMS);
      assertThat(run.items().pendingRedrive()).isZero();
      assertThat(run.items().running()).isZero();
      children(run.arn());
    }

    private void children(String runArn) {
      io.stepwell.runtime.maprun.MapRun run = world.machinery().mapRuns.find(runArn);
      List<Execution> children =
          world.machinery().lists.list(Account.DEFAULT, run, null, null, 100, null).items();
      assertThat(children).hasSize(ITEMS);
      for (Execution child : children) {
        assertThat(child.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(world.history(child.arn()))
            .as("%s has done its task once", child.arn())
            .filteredOn(event -> event.event() instanceof Event.TaskSucceeded)
            .hasSize(1);
      }
    }
  }
}
