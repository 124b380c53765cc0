package io.stepwell.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.stepwell.asl.Definitions;
import io.stepwell.asl.plan.MachineType;
import io.stepwell.asl.plan.Plan;
import io.stepwell.engine.Command;
import io.stepwell.engine.Effect;
import io.stepwell.engine.ErrorOutput;
import io.stepwell.engine.Limits;
import io.stepwell.json.Json;
import io.stepwell.json.Payload;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Whatever the definition, the input and the results: it is refused, or the execution ends as the
/// language says, and its events tell the same state again. Longer:
/// `-Dstepwell.fuzz.seconds=600`.
final class EngineFuzzTest {
  private static final Limits SMALL =
      new Limits(262_144, 400, 40, 10 << 20, 256, 512 << 10, 20_000, 200_000);
  private static final int MOST_COMMANDS = 2_000;

  @Test
  void noMachineDoesMoreThanFail() {
    FuzzBudget budget = new FuzzBudget(300, System.nanoTime());
    int ran = 0;
    int rounds = 0;
    while (budget.next()) {
      rounds++;
      String definition = WildDefinition.of(budget.seed());
      try {
        Plan plan = Definitions.compile(definition, MachineType.STANDARD).plan();
        if (plan != null) {
          ran++;
          run(plan, budget.seed());
        }
      } catch (RuntimeException | Error e) {
        throw new AssertionError(
            "-Dstepwell.fuzz.seed=" + budget.seed() + " fails on " + definition, e);
      }
    }
    assertThat(ran).as("machines that were accepted").isGreaterThan(rounds / 5);
  }

  private static void run(Plan plan, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    EngineRun run = new EngineRun(plan, SMALL, seed);
    run.start(Json.write(WildDefinition.json(random, 0)));
    for (int i = 0; !run.state().status().closed(); i++) {
      assertThat(i).as("commands").isLessThan(MOST_COMMANDS);
      Command next = answer(random, run);
      if (next != null) {
        run.send(next);
      } else {
        run.elapse(Duration.ofMillis(Math.max(0, run.state().nextDeadline() - run.now())));
      }
    }
    assertThat(run.refolded().describe()).isEqualTo(run.state().describe());
  }

  private static @Nullable Command answer(SplittableRandom random, EngineRun run) {
    List<Effect.CallTask> calls =
        run.effects().stream()
            .filter(Effect.CallTask.class::isInstance)
            .map(Effect.CallTask.class::cast)
            .toList();
    if (calls.isEmpty()) {
      return null;
    }
    int task = calls.get(random.nextInt(calls.size())).task();
    return random.nextInt(3) == 0
        ? new Command.FailTask(task, new ErrorOutput("E" + random.nextInt(3), null), false)
        : new Command.CompleteTask(task, Payload.of(WildDefinition.json(random, 0)), false);
  }
}
