package io.stepwell.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.stepwell.engine.ExecutionStatus;
import io.stepwell.engine.Limits;
import io.stepwell.engine.Stamped;
import io.stepwell.runtime.Orchestrator.Execution;
import io.stepwell.runtime.Orchestrator.Started;
import io.stepwell.runtime.partition.Bounds;
import io.stepwell.runtime.partition.Reply;
import io.stepwell.tasks.TaskCall;
import io.stepwell.tasks.TaskHandler;
import io.stepwell.tasks.TaskOutcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The power fails again and again, at any commit. What was acknowledged finishes, what was once
/// seen stays, and a call is only made twice as a repetition of itself.
final class CrashSimulationTest {
  private static final int SEEDS = 25;
  private static final int EXECUTIONS = 20;
  private static final Limits LITTLE_FUEL =
      new Limits(262_144, 25_000, 40, 10 << 20, 3, 512 << 10, 10, 10_000_000);
  private static final String DEFINITION =
      """
      {"StartAt": "First", "States": {
        "First": {"Type": "Task", "Resource": "%1$s", "ResultPath": "$.first", "Retry": [
            {"ErrorEquals": ["States.ALL"], "IntervalSeconds": 1, "MaxAttempts": 50,
             "BackoffRate": 1}], "Next": "Costly"},
        "Costly": {"Type": "Pass", "ResultPath": "$.range", "Next": "Both",
          "Parameters": {"range.$": "States.ArrayRange(1, 40, 1)"}},
        "Both": {"Type": "Parallel", "ResultPath": "$.both", "Next": "Each", "Branches": [
          {"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 2, "End": true}}},
          {"StartAt": "T", "States": {"T": {"Type": "Task", "Resource": "%1$s", "Retry": [
            {"ErrorEquals": ["States.ALL"], "IntervalSeconds": 1, "MaxAttempts": 50,
             "BackoffRate": 1}], "End": true}}}]},
        "Each": {"Type": "Map", "ItemsPath": "$.items", "MaxConcurrency": 2, "End": true,
          "ItemProcessor": {"StartAt": "P", "States": {
            "P": {"Type": "Pass", "Next": "S"},
            "S": {"Type": "Wait", "Seconds": 1, "End": true}}}}}}
      """
          .formatted(Machines.FUNCTION);

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void nothingAcknowledgedIsLost(boolean repeatable) {
    Map<String, Long> happened = new TreeMap<>();
    for (long seed = 1; seed <= SEEDS; seed++) {
      try {
        Run run = new Run(seed, repeatable);
        run.toItsEnd();
        run.world.count(happened);
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("seed " + seed + ", repeatable " + repeatable, e);
      }
    }
    assertThat(happened).allSatisfy((_, times) -> assertThat(times).isPositive());
  }

  private static final class Run {
    private final Random random;
    private final Services services;
    private final World world;
    private final Map<String, Reply<Started>> starts = new HashMap<>();
    private final Set<String> acknowledged = new HashSet<>();
    private final Map<String, List<Stamped>> seen = new HashMap<>();

    Run(long seed, boolean repeatable) {
      random = new Random(seed * 31);
      services = new Services(random, repeatable);
      Bounds bounds = random.nextBoolean() ? World.tight() : Bounds.DEFAULT;
      Limits limits = random.nextBoolean() ? LITTLE_FUEL : Limits.AWS;
      world = new World(seed, _ -> services, bounds, limits);
      world.latency(() -> random.nextInt(3) * 100L);
      world.createMachine("m", DEFINITION);
    }

    void toItsEnd() {
      for (int i = 0; i < EXECUTIONS; i++) {
        starts.put("e" + i, world.start("m", "e" + i));
      }
      for (int crash = 0; crash < 8; crash++) {
        int until = world.commits() + random.nextInt(40);
        boolean more = true;
        while (more && world.commits() < until) {
          more = world.step();
          note();
        }
        world.crash();
        services.newProcess();
        compareHistories();
        startAgain();
      }
      int steps = 0;
      while (running() && steps++ < 200_000) {
        assertThat(world.step()).as("something is left to happen").isTrue();
        note();
      }
      check();
    }

    private boolean running() {
      return acknowledged.size() < EXECUTIONS
          || acknowledged.stream()
              .anyMatch(arn -> world.machinery().executions.find(arn).row().stoppedAt() == 0);
    }

    private void note() {
      starts.values().stream()
          .filter(Reply::isDone)
          .forEach(reply -> acknowledged.add(reply.await().executionArn()));
    }

    /// A caller that got no answer asks again; so does one that got one.
    private void startAgain() {
      for (String name : List.copyOf(starts.keySet())) {
        boolean known = acknowledged.stream().anyMatch(arn -> arn.endsWith(":" + name));
        if (!known) {
          starts.put(name, world.start("m", name));
        } else {
          starts.remove(name);
        }
      }
    }

    private void compareHistories() {
      for (String arn : acknowledged) {
        List<Stamped> now = world.history(arn);
        List<Stamped> before = seen.getOrDefault(arn, List.of());
        assertThat(now).hasSizeGreaterThanOrEqualTo(before.size());
        assertThat(now.subList(0, before.size())).isEqualTo(before);
        seen.put(arn, now);
      }
    }

    private void check() {
      assertThat(world.failure()).isNull();
      assertThat(acknowledged).hasSize(EXECUTIONS);
      for (String arn : acknowledged) {
        Execution execution = world.machinery().executions.describe(arn);
        assertThat(execution.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        List<Long> ids = world.history(arn).stream().map(Stamped::id).toList();
        List<Long> expected = new ArrayList<>();
        for (long id = 1; id <= ids.size(); id++) {
          expected.add(id);
        }
        assertThat(ids).isEqualTo(expected);
      }
      compareHistories();
      assertThat(services.mistakes).isEmpty();
    }
  }

  /// A service that is busy at times and remembers who called.
  private static final class Services implements TaskHandler {
    private final Random random;
    private final boolean repeatable;
    private final Set<String> callsOfProcess = new HashSet<>();
    private final Set<String> callsOfAll = new HashSet<>();
    private final List<String> mistakes = new ArrayList<>();

    Services(Random random, boolean repeatable) {
      this.random = random;
      this.repeatable = repeatable;
    }

    void newProcess() {
      callsOfProcess.clear();
    }

    @Override
    public TaskOutcome call(TaskCall call) {
      String id = call.requestId();
      if (!callsOfProcess.add(id)) {
        mistakes.add("twice in one process: " + id);
      }
      boolean first = callsOfAll.add(id);
      if (!first && !(call.repeated() && repeatable)) {
        mistakes.add("again, but not as a repetition: " + id);
      }
      return random.nextInt(4) == 0
          ? new TaskOutcome.Failed("Busy", "try again")
          : new TaskOutcome.Succeeded(call.input());
    }

    @Override
    public boolean repeatable() {
      return repeatable;
    }

    /// So little that calls wait for it, and their executions leave memory.
    @Override
    public int maxConcurrency() {
      return 2;
    }
  }
}
