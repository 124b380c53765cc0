package io.stepwell.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.stepwell.engine.Limits;
import io.stepwell.engine.Stamped;
import io.stepwell.json.Json;
import io.stepwell.runtime.CallerException;
import io.stepwell.runtime.node.StatusChanges.Pending;
import io.stepwell.runtime.observe.Observed;
import io.stepwell.runtime.observe.Observer;
import io.stepwell.tasks.TaskHandlers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Changes of status are told at least once, whenever the power fails.
final class StatusChangeSimulationTest {
  private static final TaskHandlers NO_TASKS = _ -> null;
  private static final String EXECUTION = "arn:aws:states:us-east-1:123456789012:execution:m:";
  private static final String DEFINITION =
      """
      {"StartAt": "W", "States": {
        "W": {"Type": "Wait", "Seconds": 1, "Next": "C"},
        "C": {"Type": "Choice", "Choices": [{"Variable": "$.items[0]", "NumericEquals": 1, "Next": "F"}], "Default": "S"},
        "S": {"Type": "Succeed"},
        "F": {"Type": "Fail", "Error": "E"}}}
      """;

  private static final class Teller implements Observer {
    @Override
    public void events(Observed execution, List<Stamped> events) {}

    @Override
    public boolean tellsStatus() {
      return true;
    }
  }

  @Test
  void everyChangeOfWhatIsDurableIsToldWhereverThePowerFails() {
    for (long seed = 0; seed < 150; seed++) {
      new Run(seed).toItsEnd();
    }
  }

  private static final class Run {
    private final Random random;
    private final World world;
    private final List<String> names = new ArrayList<>();

    /// Statuses in the order in which they were told, by ARN.
    private final Map<String, List<String>> told = new HashMap<>();

    private final Set<String> ids = new HashSet<>();
    private final long seed;

    Run(long seed) {
      this.seed = seed;
      random = new Random(seed);
      world = new World(seed, NO_TASKS, World.tight(), Limits.AWS);
      world.show(new Teller());
      world.createMachine("m", DEFINITION);
    }

    void toItsEnd() {
      for (int i = 0; i < 5; i++) {
        names.add("e" + i);
        world.start("m", "e" + i);
        steps(random.nextInt(30));
        if (random.nextBoolean()) {
          tell(random.nextInt(3));
        }
        if (random.nextInt(3) == 0) {
          world.crash();
        }
      }
      while (world.step()) {}
      do {
        tell(Integer.MAX_VALUE);
        while (world.step()) {}
      } while (!new StatusChanges(world.machinery()).oldest(1).isEmpty());
      names.forEach(this::check);
    }

    private void steps(int count) {
      for (int i = 0; i < count && world.step(); i++) {}
    }

    private void tell(int max) {
      StatusChanges changes = new StatusChanges(world.machinery());
      List<Pending> oldest = changes.oldest(max);
      for (Pending change : oldest) {
        Map<?, ?> event = (Map<?, ?>) Objects.requireNonNull(Json.parse(change.event()));
        Map<?, ?> detail = (Map<?, ?>) Objects.requireNonNull(event.get("detail"));
        if (ids.add(String.valueOf(event.get("id")))) {
          told.computeIfAbsent(String.valueOf(detail.get("executionArn")), _ -> new ArrayList<>())
              .add(String.valueOf(detail.get("status")));
        }
      }
      changes.told(oldest);
    }

    private void check(String name) {
      String arn = EXECUTION + name;
      try {
        world.history(arn);
      } catch (CallerException e) {
        assertThat(told).as("seed %d: %s never was", seed, name).doesNotContainKey(arn);
        return;
      }
      assertThat(told.get(arn)).as("seed %d: %s", seed, name).containsExactly("RUNNING", "FAILED");
    }
  }
}
