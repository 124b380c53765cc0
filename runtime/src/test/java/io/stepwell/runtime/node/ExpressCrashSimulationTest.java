package io.stepwell.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.stepwell.engine.Event;
import io.stepwell.engine.Limits;
import io.stepwell.engine.Stamped;
import io.stepwell.runtime.Orchestrator.Started;
import io.stepwell.runtime.observe.Observed;
import io.stepwell.runtime.partition.Bounds;
import io.stepwell.runtime.storage.Tables;
import io.stepwell.store.Cursor;
import io.stepwell.tasks.TaskCall;
import io.stepwell.tasks.TaskOutcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// The power fails while asynchronous express executions run: each whose start was answered runs to
/// its end in some process, from the start, and then leaves nothing behind.
final class ExpressCrashSimulationTest {
  private static final int SEEDS = 15;
  private static final int EXECUTIONS = 12;
  private static final Limits LITTLE_FUEL =
      new Limits(262_144, 25_000, 40, 10 << 20, 3, 512 << 10, 10, 10_000_000);
  private static final String DEFINITION =
      """
      {"StartAt": "Costly", "States": {
        "Costly": {"Type": "Pass", "ResultPath": null, "Next": "Both",
          "Parameters": {"range.$": "States.ArrayRange(1, 40, 1)"}},
        "Both": {"Type": "Parallel", "End": true, "Branches": [
          {"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 2, "End": true}}},
          {"StartAt": "T", "States": {"T": {"Type": "Task", "Resource": "%s", "Retry": [
            {"ErrorEquals": ["States.ALL"], "IntervalSeconds": 1, "MaxAttempts": 50,
             "BackoffRate": 1}], "End": true}}}]}}}
      """
          .formatted(Machines.FUNCTION);

  @Test
  void whatWasAnsweredRunsToItsEnd() {
    int again = 0;
    for (long seed = 1; seed <= SEEDS; seed++) {
      try {
        Run run = new Run(seed);
        run.toItsEnd();
        again += run.begunAgain();
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
    assertThat(again).as("executions that ran again").isPositive();
  }

  private static final class Run {
    private final Random random;
    private final World world;
    private final Map<String, Integer> begun = new HashMap<>();
    private final Map<String, String> requests = new HashMap<>();
    private final Set<String> ended = new HashSet<>();
    private final List<CompletableFuture<Started>> starts = new ArrayList<>();

    Run(long seed) {
      random = new Random(seed * 31);
      world = new World(seed, _ -> this::call, Bounds.DEFAULT, LITTLE_FUEL);
      world.show(this::events);
      world.createExpressMachine("express", DEFINITION);
    }

    void toItsEnd() {
      for (int i = 0; i < EXECUTIONS; i++) {
        starts.add(world.startExpress("express"));
        steps(random.nextInt(40));
        if (random.nextInt(3) == 0) {
          world.crash();
        }
      }
      while (world.step()) {}
      for (CompletableFuture<Started> start : starts) {
        if (start.isDone()) {
          assertThat(ended).contains(start.join().executionArn());
        }
      }
      assertThat(world.machinery().express.running()).isZero();
      assertThat(rows()).isZero();
    }

    int begunAgain() {
      return (int) begun.values().stream().filter(times -> times > 1).count();
    }

    private void steps(int count) {
      for (int i = 0; i < count && world.step(); i++) {}
    }

    private void events(Observed execution, List<Stamped> events) {
      String arn = execution.arn();
      for (Stamped event : events) {
        if (event.event() instanceof Event.ExecutionStarted) {
          begun.merge(arn, 1, Integer::sum);
        } else if (event.event() instanceof Event.ExecutionSucceeded) {
          ended.add(arn);
        }
      }
    }

    /// The first call of each execution fails, and is tried again.
    private TaskOutcome call(TaskCall call) {
      String first = requests.putIfAbsent(call.execution().arn(), call.requestId());
      if (first == null) {
        return new TaskOutcome.Failed("First", "fails");
      }
      return new TaskOutcome.Succeeded(call.input());
    }

    private int rows() {
      int rows = 0;
      try (Cursor cursor =
          world
              .machinery()
              .store
              .scan(
                  Tables.EXPRESS_PARTITION,
                  Tables.EXPRESS_STARTS,
                  new byte[0],
                  Tables.lastKey(),
                  false)) {
        while (cursor.next()) {
          rows++;
        }
      }
      return rows;
    }
  }
}
