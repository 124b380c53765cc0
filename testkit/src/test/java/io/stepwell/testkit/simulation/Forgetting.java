package io.stepwell.testkit.simulation;

import io.stepwell.engine.Command;
import io.stepwell.runtime.CallerException;
import io.stepwell.runtime.node.World;
import io.stepwell.runtime.partition.Retention;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/// The end of retention: all that has ended is forgotten, while the process dies again and again, and
/// callers redrive what is just being forgotten and use its names again.
final class Forgetting {
  private static final int STEPS_TO_THE_END = 100_000;
  private static final int NAMES = 5;

  private final World world;
  private final Services services;
  private final Random random;
  private final Coverage coverage;
  private final List<String> ended;
  private int redrives = 20;
  private int starts = 20;

  /// @param ended executions that can be redriven or not
  Forgetting(World world, Services services, Random random, Coverage coverage, Set<String> ended) {
    this.world = world;
    this.services = services;
    this.random = random;
    this.coverage = coverage;
    this.ended = ended.stream().sorted().toList();
  }

  void run() {
    world.show((_, _) -> {}); // a name stands for another execution soon
    world.createMachine(
        "plain", "{\"StartAt\":\"P\",\"States\":{\"P\":{\"Type\":\"Pass\",\"End\":true}}}");
    Duration executions = Duration.ofSeconds(1 + random.nextInt(100));
    world.keep(new Retention(executions, Map.of("plain", Duration.ofSeconds(2)), executions));
    for (int life = random.nextInt(6); life >= 0; life--) {
      crash();
      Audit.of(world.store());
      int until = world.commits() + 1 + random.nextInt(20);
      while (world.commits() < until && step()) {}
      coverage.count("end of a process: while it forgot");
    }
    crash();
    redrives = 0;
    starts = 0;
    for (int steps = 0; world.step(); steps++) {
      if (steps > STEPS_TO_THE_END) {
        throw new Violation("what has ended is forgotten", "no end in sight");
      }
    }
    Audit.of(world.store());
    Audit.ofEnd(world.store());
    Audit.ofForgotten(world.store());
  }

  private void crash() {
    world.crash();
    services.newProcess();
  }

  private boolean step() {
    if (redrives > 0 && !ended.isEmpty() && random.nextInt(10) == 0) {
      redrives--;
      String arn = ended.get(random.nextInt(ended.size()));
      refused(() -> world.ask(arn, new Command.RedriveExecution(null)));
    }
    if (starts > 0 && random.nextInt(10) == 0) {
      starts--;
      refused(() -> world.start("plain", "again" + random.nextInt(NAMES)));
    }
    return world.step();
  }

  private void refused(Runnable call) {
    CallerException refusal = Simulation.refusal(call);
    if (refusal != null) {
      coverage.count("refused: " + refusal.code());
    }
  }
}
