package io.stepwell.testkit.simulation;

import io.stepwell.engine.Limits;
import io.stepwell.runtime.CallerException;
import io.stepwell.runtime.Orchestrator.Started;
import io.stepwell.runtime.node.World;
import io.stepwell.runtime.partition.Bounds;
import io.stepwell.store.StoreException;
import io.stepwell.testkit.RandomDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// One seed: some machines, callers and services that do whatever they can do, and a process that
/// dies again and again. Then the faults stop, and everything has to end well.
final class Simulation {
  private static final Limits LITTLE_FUEL =
      new Limits(262_144, 25_000, 40, 10 << 20, 3, 512 << 10, 10, 10_000_000);
  private static final int STEPS_TO_THE_END = 100_000;

  private final Random random;
  private final Coverage coverage;
  private final Services services;
  private final World world;
  private final Ledger ledger;
  private final Callers callers;
  private final List<CompletableFuture<Started>> express = new ArrayList<>();
  private final boolean everyCommit;
  private final boolean everyAudit;
  private final boolean big;
  private final boolean damaging;
  private final boolean flood;
  private final boolean forgets;

  /// Every eighth seed crashes at every commit in turn, the others at some; every sixteenth has the
  /// whole disk audited at every commit; in every tenth some histories can not be read for a while;
  /// in every fifth a resource takes one call at a time. Three of four worlds are small. Every third
  /// forgets everything at its end.
  Simulation(long seed, Coverage coverage) {
    this.coverage = coverage;
    this.everyCommit = seed % 8 == 0;
    this.everyAudit = seed % 16 == 3;
    this.flood = seed % 30 == 0;
    this.big = seed % 4 == 1 || flood;
    this.damaging = seed % 10 == 7;
    this.forgets = seed % 3 == 1;
    random = new Random(seed * 31 + 7);
    Bounds bounds = random.nextInt(3) == 0 && !flood ? Bounds.DEFAULT : World.tight();
    Limits limits = random.nextInt(3) == 0 ? LITTLE_FUEL : Limits.AWS;
    World[] made = new World[1];
    services = new Services(random, coverage, seed % 5 == 2, arn -> made[0].state(arn));
    world = new World(seed, services, bounds, limits);
    made[0] = world;
    world.latency(services::latency);
    ledger = new Ledger(world, services, coverage);
    world.show((execution, events) -> ledger.events(execution.start(), events));
    callers = new Callers(world, random, services, ledger, coverage, big ? 6 : 2);
    createMachines(seed);
  }

  private void createMachines(long seed) {
    world.createActivity(
        RandomDefinition.ACTIVITY.substring(RandomDefinition.ACTIVITY.lastIndexOf(':') + 1));
    world.createMachine("random", Definitions.random(seed));
    world.createMachine("deadlines", Definitions.deadlines());
    world.createMachine("jobs", Definitions.jobs());
    world.createMachine("nested", Definitions.nested());
    world.createMachine("map", Definitions.mapRun());
    world.createExpressMachine("express", Definitions.express());
  }

  void run() {
    int lives = 1 + random.nextInt(everyCommit ? 30 : big ? 8 : 5);
    callers.startSome(flood);
    for (int life = 0; life < lives; life++) {
      live(world.commits() + (everyCommit ? 1 : 1 + random.nextInt(60)));
      die();
    }
    heal();
  }

  private void live(int untilCommit) {
    while (world.commits() < untilCommit) {
      act();
      if (!step()) {
        return;
      }
    }
  }

  private void act() {
    if (random.nextInt(5) == 0) {
      callers.act();
    }
    if (random.nextInt(120) == 0) {
      express.add(world.startExpress("express"));
      coverage.count("command: start express");
    }
  }

  private boolean step() {
    int before = world.commits();
    boolean more = world.step();
    if (world.commits() > before) {
      audit();
    }
    callers.listen();
    return more;
  }

  /// As if the process ended now.
  private void audit() {
    if (everyAudit) {
      Audit.of(world.store());
    } else {
      Audit.ofMarks(world.store());
    }
  }

  private void die() {
    switch (random.nextInt(8)) {
      case 0 -> {
        coverage.count("end of a process: orderly");
        world.restart();
      }
      case 1, 2 -> {
        coverage.count("end of a process: the disk fails");
        world.breakDisk();
        callers.forget(); // of this process nobody hears any more
        goOnForSomeTime();
        world.crash();
      }
      default -> {
        coverage.count("end of a process: crash");
        world.crash();
      }
    }
    callers.forget();
    if (damaging) {
      damage();
    }
    services.newProcess();
    express.removeIf(start -> !start.isDone());
    Audit.of(world.store());
    ledger.compare();
  }

  /// Some histories can't be read for a while.
  private void damage() {
    if (random.nextInt(3) == 0) {
      world.repair();
      world.release();
    } else {
      world.damage();
      services.toldAgain(); // outcomes are dropped for whoever is out of service
    }
  }

  /// The turns that are under way while the disk fails.
  private void goOnForSomeTime() {
    for (int i = random.nextInt(10); i > 0; i--) {
      try {
        world.step();
      } catch (StoreException e) {
        coverage.count("end of a process: met the failed disk");
        return;
      }
    }
  }

  /// The faults stop: every execution finishes, and nothing is left behind.
  private void heal() {
    services.heal();
    callers.heal();
    world.repair();
    int steps = 0;
    while (callers.more() || world.step() || world.release()) {
      callers.listen();
      if (steps % 500 == 499) {
        world.release(); // or workers ask for their tasks for ever
      }
      if (steps++ > STEPS_TO_THE_END) {
        throw new Violation(
            "every execution finishes once the faults stop",
            "no end in sight; out of service: " + world.outOfService());
      }
    }
    for (String arn : ledger.acknowledged()) {
      if (world.row(arn).stoppedAt() == 0) {
        throw new Violation(
            "every execution finishes once the faults stop",
            arn + " is left in\n" + world.state(arn).describe());
      }
    }
    for (CompletableFuture<Started> start : express) {
      String arn = start.isCompletedExceptionally() ? null : start.join().executionArn();
      if (arn != null && !ledger.expressEnded().contains(arn)) {
        throw new Violation("every execution finishes once the faults stop", arn);
      }
    }
    checkEnd();
  }

  private void checkEnd() {
    Throwable failure = world.failure();
    if (failure != null) {
      throw new Violation("no execution is out of service", "one is", failure);
    }
    Audit.of(world.store());
    Audit.ofEnd(world.store());
    ledger.compare();
    ledger.checkNumbers();
    same("calls that nobody waits for", world.calls());
    same("targets whose room is in use", world.targets());
    same("messages", world.fullestInbox());
    same("express executions", world.runningExpress());
    same("jobs", services.jobs().size());
    if (forgets) {
      new Forgetting(world, services, random, coverage, ledger.acknowledged()).run();
    }
    world.count(coverage.all());
    coverage.add("commits", world.commits());
  }

  private static void same(String what, int left) {
    if (left > 0) {
      throw new Violation("nothing is left behind", left + " " + what);
    }
  }

  /// The refusal that a call of an API met, or null.
  static @Nullable CallerException refusal(Runnable call) {
    try {
      call.run();
      return null;
    } catch (CallerException e) {
      return e;
    }
  }
}
