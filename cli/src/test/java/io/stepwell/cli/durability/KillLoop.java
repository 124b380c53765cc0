package io.stepwell.cli.durability;

import io.stepwell.cli.durability.KillLoad.Acknowledged;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;

/// Kills a real server under load for some minutes: `KillLoop [MINUTES [CLIENTS [SEED]]]`.
///
/// Sagas (services, workers of an activity, callbacks, a deployed function), quick executions,
/// timers, nested ones, map runs, express ones of both kinds, stops and redrives go on all the time.
/// At the end everything that was acknowledged is looked at. Status 1 when something is not as it
/// should be.
final class KillLoop {
  private static final int SAGAS_PER_MINUTE = 120;
  private static final Duration LONGEST_END = Duration.ofMinutes(5);

  private final int minutes;
  private final int clients;
  private final Random random;
  private final Ledger ledger = new Ledger();
  private final List<Long> recoveries = Collections.synchronizedList(new ArrayList<>());

  private KillLoop(int minutes, int clients, long seed) {
    this.minutes = minutes;
    this.clients = clients;
    this.random = new Random(seed);
    System.out.printf("%d minutes, %d clients, seed %d%n", minutes, clients, seed);
  }

  public static void main(String[] args) throws Exception {
    int minutes = args.length > 0 ? Integer.parseInt(args[0]) : 10;
    int clients = args.length > 1 ? Integer.parseInt(args[1]) : 4;
    long seed = args.length > 2 ? Long.parseLong(args[2]) : System.nanoTime();
    System.exit(new KillLoop(minutes, clients, seed).run());
  }

  private int run() throws Exception {
    Path directory = Files.createTempDirectory("kill-loop");
    try (ServerProcess server = new ServerProcess(directory);
        SfnClient sfn = Persistence.sfn(server.endpoint());
        KillLoad load = new KillLoad(sfn, ledger);
        Services services = new Services(ledger, new Results(sfn, ledger))) {
      server.settings(generation -> services.settings(generation) + load.settings());
      server.start();
      server.awaitReady();
      load.createMachines();
      loop(server, sfn, load);
      if (!ledger.violations().isEmpty()) {
        Files.writeString(directory.resolve("said.txt"), server.said());
      }
    }
    ledger.violations().stream().limit(50).forEach(System.out::println);
    System.out.println(ledger.violations().size() + " violations");
    if (ledger.violations().isEmpty()) {
      delete(directory);
      return 0;
    }
    System.out.println("the data directory is " + directory);
    return 1;
  }

  private void loop(ServerProcess server, SfnClient sfn, KillLoad load) throws Exception {
    String activity = sfn.createActivity(r -> r.name("ReserveStock")).activityArn();
    Deployed.print(server.endpoint());
    String definition = Deployed.saga();
    String machine =
        sfn.createStateMachine(
                r ->
                    r.name("Saga")
                        .definition(definition)
                        .roleArn("arn:aws:iam::123456789012:role/any"))
            .stateMachineArn();
    int millis = minutes * 60_000;
    int kills;
    try (Workers _ = new Workers(server.endpoint(), activity, 4, ledger, new Results(sfn, ledger));
        Sagas sagas = new Sagas(sfn, machine, minutes * SAGAS_PER_MINUTE, millis, random, ledger)) {
      load.begin(clients);
      Histories histories = new Histories(sfn, ledger);
      Thread watcher = Thread.ofPlatform().start(() -> watch(sagas, histories));
      kills = killUntil(server, System.nanoTime() + millis * 1_000_000L);
      load.end();
      awaitEnds(load, sagas);
      watcher.interrupt();
      watcher.join();
      kill(server); // what has ended is as durable as what has not
      Map<String, Integer> checked = new KillCheck(sfn, load, ledger).all();
      check(sfn, sagas, histories);
      report(kills + 1, load, checked, sagas);
    }
  }

  private int killUntil(ServerProcess server, long end) throws Exception {
    int kills = 0;
    while (System.nanoTime() < end) {
      boolean early = random.nextInt(6) == 0; // some die while they recover
      LockSupport.parkNanos(
          (early ? random.nextInt(800) : 800 + random.nextInt(4_500)) * 1_000_000L);
      kill(server);
      kills++;
      if (kills % 10 == 0) {
        System.out.printf("%d kills, %d violations%n", kills, ledger.violations().size());
      }
    }
    return kills;
  }

  private void kill(ServerProcess server) throws Exception {
    server.kill(random.nextBoolean());
    long began = System.nanoTime();
    server.start();
    if (random.nextInt(8) > 0) {
      server.awaitReady();
      recoveries.add((System.nanoTime() - began) / 1_000_000);
    }
  }

  /// Looks at histories, so that results are known to be durable while calls are still made.
  private void watch(Sagas sagas, Histories histories) {
    Random which = new Random(1);
    while (!Thread.currentThread().isInterrupted()) {
      List<String> all = sagas.acknowledged();
      try {
        if (!all.isEmpty()) {
          histories.look(all.get(which.nextInt(all.size())));
        }
        Thread.sleep(5);
      } catch (InterruptedException e) {
        return;
      } catch (RuntimeException e) {
        if (!Thread.currentThread().isInterrupted()) {
          ledger.violation("a history can't be read: " + e);
        }
        return;
      }
    }
  }

  /// Everything finishes: what has not after some minutes is a violation.
  private void awaitEnds(KillLoad load, Sagas sagas) throws Exception {
    long end = System.nanoTime() + LONGEST_END.toNanos();
    Set<String> left = new HashSet<>();
    load.acknowledged().stream()
        .filter(one -> !one.machine().equals("Later"))
        .map(Acknowledged::arn)
        .forEach(left::add);
    while (!left.isEmpty() || !sagas.allStarted()) {
      left.addAll(sagas.allStarted() ? List.of() : sagas.acknowledged());
      left.removeIf(arn -> load.status(arn) != ExecutionStatus.RUNNING);
      if (System.nanoTime() > end) {
        left.forEach(arn -> ledger.violation(arn + " does not end"));
        return;
      }
      Thread.sleep(200);
    }
    for (String arn : sagas.acknowledged()) {
      while (load.status(arn) == ExecutionStatus.RUNNING && System.nanoTime() < end) {
        Thread.sleep(50);
      }
    }
  }

  private void check(SfnClient sfn, Sagas sagas, Histories histories) {
    Set<String> receipts = new HashSet<>();
    for (Saga saga : sagas.all()) {
      String arn = sagas.arn(saga);
      try {
        List<HistoryEvent> events = histories.look(arn);
        Grammar.check(arn, events);
        Outcome.check(
            saga,
            Persistence.answer(() -> sfn.describeExecution(r -> r.executionArn(arn))),
            events,
            ledger);
        receipts.addAll(Outcome.receipts(events));
      } catch (RuntimeException | AssertionError e) {
        ledger.violation(saga + ": " + String.valueOf(e.getMessage()).replaceAll("\\s+", " "));
      }
    }
    Set<String> lost = new HashSet<>(ledger.receipts().keySet());
    lost.removeAll(receipts);
    lost.forEach(receipt -> ledger.violation("a result that was acknowledged is lost: " + receipt));
  }

  private void report(int kills, KillLoad load, Map<String, Integer> checked, Sagas sagas) {
    List<Long> sorted = recoveries.stream().sorted().toList();
    System.out.printf(
        "%d kills; from start to ready p50 %,d ms, max %,d ms%n",
        kills, sorted.get(sorted.size() / 2), sorted.getLast());
    System.out.printf("%,d calls of clients acknowledged; %s%n", load.calls(), ledger);
    System.out.printf(
        "%,d executions looked at: %s, Saga=%d%n",
        sum(checked.values()) + sagas.all().size(),
        checked.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue())
            .collect(Collectors.joining(", ")),
        sagas.all().size());
  }

  private static int sum(Collection<Integer> numbers) {
    return numbers.stream().mapToInt(Integer::intValue).sum();
  }

  private static void delete(Path directory) throws Exception {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.sorted(Collections.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
