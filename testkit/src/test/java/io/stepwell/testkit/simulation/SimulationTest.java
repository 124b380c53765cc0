package io.stepwell.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Seeds, a few in the build; `-Dstepwell.seeds=100000` tries more, from `-Dstepwell.seed` on. What a
/// seed does is the same every time: the failure's message names it.
final class SimulationTest {
  private static final long SEEDS = Long.getLong("stepwell.seeds", 60);
  private static final long FIRST = Long.getLong("stepwell.seed", 1);

  @Test
  void whateverHappensNothingAcknowledgedIsLost() {
    Coverage coverage = new Coverage();
    for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
      try {
        new Simulation(seed, coverage).run();
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
      }
      if (SEEDS > 100 && (seed - FIRST + 1) % 1000 == 0) {
        System.out.println("seeds " + FIRST + " to " + seed + " are clean");
      }
    }
    System.out.println(coverage.text(SEEDS));
    if (SEEDS >= 60) {
      assertThat(dangers()).allSatisfy(what -> assertThat(coverage.times(what)).isPositive());
    }
  }

  private static List<String> dangers() {
    return List.of(
        "end of a process: crash",
        "end of a process: orderly",
        "end of a process: the disk fails",
        "end of a process: while it forgot",
        "forgotten executions",
        "evictions",
        "slow decisions",
        "snapshots",
        "redriven",
        "nested execution",
        "service: called again",
        "service: interrupted",
        "service: job cancelled",
        "service: never answers",
        "token: accepted",
        "event: MapRunSucceeded",
        "refused: THROTTLING");
  }
}
