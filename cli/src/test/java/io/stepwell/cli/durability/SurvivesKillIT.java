package io.stepwell.cli.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;

/// A server that is killed (SIGKILL) at random moments, also while it starts, and what must hold
/// all the same: every execution that was acknowledged ends as it should, no event changes or goes
/// once it was seen, a result that was acknowledged is in the history, and a call whose result was
/// recorded is not made again.
///
/// Longer runs: `-Dstepwell.kills=100 -Dstepwell.sagas=2000 -Dstepwell.seed=…`. The seed decides what
/// happens to each saga and when the server is killed; threads and the kernel decide the rest.
final class SurvivesKillIT {
  private static final int KILLS = Integer.getInteger("stepwell.kills", 10);
  private static final int SAGAS = Integer.getInteger("stepwell.sagas", 320);
  private static final long SEED = Long.getLong("stepwell.seed", System.nanoTime());
  private static final int MILLIS_PER_KILL = 4_500;

  private final Random random = new Random(SEED);
  private final Ledger ledger = new Ledger();
  private final List<AutoCloseable> open = new ArrayList<>();

  @TempDir private Path directory;
  private ServerProcess server;
  private SfnClient sfn;
  private Histories histories;
  private String machine;

  @SuppressWarnings("NullAway.Init") // set before each test
  SurvivesKillIT() {}

  @BeforeEach
  void start() throws Exception {
    System.out.printf("kills %d, sagas %d, seed %d%n", KILLS, SAGAS, SEED);
    server = opened(new ServerProcess(directory));
    sfn = opened(Persistence.sfn(server.endpoint()));
    histories = new Histories(sfn, ledger);
    Results results = new Results(sfn, ledger);
    Services services = opened(new Services(ledger, results));
    server.settings(services::settings);
    server.start();
    server.awaitReady();
    String activity = sfn.createActivity(r -> r.name("ReserveStock")).activityArn();
    opened(new Workers(server.endpoint(), activity, 4, ledger, results));
    Deployed.print(server.endpoint());
    String definition = Deployed.saga();
    machine =
        sfn.createStateMachine(
                r ->
                    r.name("Saga")
                        .definition(definition)
                        .roleArn("arn:aws:iam::123456789012:role/any"))
            .stateMachineArn();
  }

  @AfterEach
  void stop() throws Exception {
    for (AutoCloseable part : open.reversed()) {
      part.close();
    }
  }

  private <T extends AutoCloseable> T opened(T part) {
    open.add(part);
    return part;
  }

  @Test
  void whatWasAcknowledgedEndsAsItShould() throws Exception {
    Sagas sagas = opened(new Sagas(sfn, machine, SAGAS, KILLS * MILLIS_PER_KILL, random, ledger));
    Set<String> ended = new HashSet<>();
    for (int kill = 1; kill <= KILLS; kill++) {
      watch(sagas, ended, untilNextKill());
      restart();
    }
    await()
        .atMost(Duration.ofMinutes(3))
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(100))
        .untilAsserted(
            () -> {
              watch(sagas, ended, 0);
              assertThat(notEnded(sagas, ended)).as("sagas that have not ended").isEmpty();
            });
    server.awaitReady();
    restart(); // what has ended is as durable as what has not
    System.out.println(ledger);
    check(sagas);
  }

  /// Counted from the start of the process, so that some die before they are ready.
  private int untilNextKill() {
    return random.nextInt(5) == 0
        ? random.nextInt(1_500)
        : MILLIS_PER_KILL / 2 + random.nextInt(MILLIS_PER_KILL);
  }

  private void restart() throws Exception {
    server.kill(random.nextBoolean());
    server.start();
  }

  /// Looks at histories, in no order, for a while; or once at all that have not ended.
  private void watch(Sagas sagas, Set<String> ended, int millis) {
    long until = System.nanoTime() + Duration.ofMillis(millis).toNanos();
    do {
      List<String> running = new ArrayList<>(sagas.acknowledged());
      running.removeAll(ended);
      if (millis > 0 && !running.isEmpty()) {
        running = List.of(running.get(random.nextInt(running.size())));
      }
      for (String arn : running) {
        HistoryEvent last = histories.look(arn).getLast();
        if (last.typeAsString().matches("Execution(Succeeded|Failed|Aborted|TimedOut)")) {
          ended.add(arn);
        }
      }
      LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    } while (System.nanoTime() < until);
  }

  private static List<String> notEnded(Sagas sagas, Set<String> ended) {
    return sagas.all().stream().map(sagas::arn).filter(arn -> !ended.contains(arn)).toList();
  }

  private void check(Sagas sagas) {
    Map<String, String> ends = new HashMap<>();
    for (Saga saga : sagas.all()) {
      String arn = sagas.arn(saga);
      List<HistoryEvent> events = histories.look(arn);
      Grammar.check(arn, events);
      onlyOneEndForEachKey(ends, events);
      Outcome.check(saga, describe(arn), events, ledger);
    }
    Set<String> inHistory = new HashSet<>();
    sagas
        .all()
        .forEach(saga -> inHistory.addAll(Outcome.receipts(histories.look(sagas.arn(saga)))));
    assertThat(inHistory)
        .as("results that were acknowledged are in the history")
        .containsAll(ledger.receipts().keySet());
    assertThat(ledger.violations()).as(server.said()).isEmpty();
  }

  private static void onlyOneEndForEachKey(Map<String, String> ends, List<HistoryEvent> events) {
    for (HistoryEvent event : events) {
      String key = Histories.key(event);
      if (key != null) {
        assertThat(ends.put(key, event.toString())).as("an earlier end of %s", key).isNull();
      }
    }
  }

  private DescribeExecutionResponse describe(String arn) {
    return Persistence.answer(() -> sfn.describeExecution(r -> r.executionArn(arn)));
  }
}
