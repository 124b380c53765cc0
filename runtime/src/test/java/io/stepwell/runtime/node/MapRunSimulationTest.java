package io.stepwell.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.stepwell.engine.ExecutionStatus;
import io.stepwell.engine.Limits;
import io.stepwell.json.Json;
import io.stepwell.json.Payload;
import io.stepwell.runtime.Orchestrator.Execution;
import io.stepwell.runtime.Orchestrator.Started;
import io.stepwell.runtime.partition.Bounds;
import io.stepwell.runtime.partition.Reply;
import io.stepwell.tasks.TaskHandler;
import io.stepwell.tasks.TaskOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/// The power fails again and again while map runs are under way, at any commit: every item is in
/// the result exactly once, in its place, and no letter is left in any outbox.
final class MapRunSimulationTest {
  private static final int SEEDS = 8;
  private static final int ITEMS = 30;

  @Test
  void everyItemIsInTheResultExactlyOnce() {
    for (long seed = 1; seed <= SEEDS; seed++) {
      try {
        new Run(seed).toItsEnd();
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }

  private static String items() {
    List<Object> all = new ArrayList<>();
    for (long i = 0; i < ITEMS; i++) {
      all.add(i * 7);
    }
    return Json.write(all);
  }

  private static final class Run {
    private final Random random;
    private final World world;
    private final boolean batches;
    private String arn = "";

    Run(long seed) {
      random = new Random(seed * 31);
      batches = random.nextInt(3) == 0;
      TaskHandler busyAtTimes =
          call ->
              random.nextInt(4) == 0
                  ? new TaskOutcome.Failed("Busy", "try again")
                  : new TaskOutcome.Succeeded(call.input());
      Bounds bounds = random.nextBoolean() ? World.tight() : Bounds.DEFAULT;
      world = new World(seed, _ -> busyAtTimes, bounds, Limits.AWS);
      world.createMachine(
          "m",
          """
          {"StartAt": "List", "States": {
            "List": {"Type": "Pass", "Result": %2$s, "Next": "Each"},
            "Each": {"Type": "Map", "MaxConcurrency": %3$d, "End": true,
              "Retry": [{"ErrorEquals": ["Never"]}],
              "ItemSelector": {"n.$": "$$.Map.Item.Value", "at.$": "$$.Map.Item.Index",
                "of.$": "$$.Execution.Name"},
              %4$s
              "ItemProcessor": {
                "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
                "StartAt": "T", "States": {
                  "T": {"Type": "Task", "Resource": "%1$s", "Retry": [
                    {"ErrorEquals": ["States.ALL"], "IntervalSeconds": 1, "MaxAttempts": 50,
                     "BackoffRate": 1}], "Next": "S"},
                  "S": {"Type": "Wait", "Seconds": 1, "End": true}}}}}}
          """
              .formatted(
                  Machines.FUNCTION,
                  items(),
                  random.nextInt(8),
                  batches ? "\"ItemBatcher\": {\"MaxItemsPerBatch\": 4}," : ""));
    }

    void toItsEnd() {
      Reply<Started> start = world.start("m", "e");
      while (!start.isDone()) {
        assertThat(world.step()).isTrue();
      }
      arn = start.await().executionArn();
      for (int crash = 0; crash < 10; crash++) {
        int until = world.commits() + random.nextInt(40);
        boolean more = true;
        while (more && world.commits() < until) {
          more = world.step();
        }
        world.crash();
      }
      int steps = 0;
      while (world.machinery().executions.find(arn).row().stoppedAt() == 0) {
        assertThat(steps++).as("steps").isLessThan(500_000);
        assertThat(world.step()).as("something is left to happen").isTrue();
      }
      while (world.letters() > 0) {
        assertThat(world.step()).as("the last letters are acknowledged").isTrue();
      }
      check();
    }

    private void check() {
      assertThat(world.failure()).isNull();
      Execution execution = world.machinery().executions.describe(arn);
      assertThat(execution.status())
          .as("%s", execution.error())
          .isEqualTo(ExecutionStatus.SUCCEEDED);
      List<Object> expected = new ArrayList<>();
      for (long i = 0; i < ITEMS; i++) {
        var item = new TreeMap<String, Object>();
        item.put("n", i * 7);
        item.put("at", i);
        item.put("of", "e");
        expected.add(item);
      }
      List<Object> found = new ArrayList<>();
      Payload output = Objects.requireNonNull(execution.output());
      for (Object one : (List<?>) Objects.requireNonNull(output.value())) {
        if (batches) {
          found.addAll((List<?>) ((Map<?, ?>) one).get("Items"));
        } else {
          found.add(one);
        }
      }
      assertThat(found).isEqualTo(expected);
    }
  }
}
