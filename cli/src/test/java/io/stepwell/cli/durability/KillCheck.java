package io.stepwell.cli.durability;

import static org.assertj.core.api.Assertions.assertThat;

import io.stepwell.cli.durability.KillLoad.Acknowledged;
import io.stepwell.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;

/// What must hold of each acknowledged execution of the [KillLoad] when nobody kills any more.
final class KillCheck {
  private static final int AT_A_TIME = 8;

  private final SfnClient sfn;
  private final KillLoad load;
  private final Ledger ledger;
  private final Map<String, Integer> checked = new ConcurrentHashMap<>();

  KillCheck(SfnClient sfn, KillLoad load, Ledger ledger) {
    this.sfn = sfn;
    this.load = load;
    this.ledger = ledger;
  }

  /// Looks at all of them; what does not hold is a violation.
  Map<String, Integer> all() {
    Semaphore room = new Semaphore(AT_A_TIME);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Acknowledged one : load.acknowledged()) {
        threads.execute(
            () -> {
              room.acquireUninterruptibly();
              try {
                check(one);
                checked.merge(one.machine(), 1, Integer::sum);
              } catch (RuntimeException | AssertionError e) {
                String what = String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
                ledger.violation(one + ": " + what);
              } finally {
                room.release();
              }
            });
      }
    }
    return new TreeMap<>(checked);
  }

  private void check(Acknowledged one) {
    if (one.machine().equals("Later")) {
      assertThat(load.wasCalled(one.number())).as("its function was called").isTrue();
      return;
    }
    DescribeExecutionResponse now =
        Persistence.answer(() -> sfn.describeExecution(r -> r.executionArn(one.arn())));
    assertThat(now.status())
        .as("%s, %s", now.error(), now.cause())
        .isEqualTo(
            one.machine().equals("Stopped") ? ExecutionStatus.ABORTED : ExecutionStatus.SUCCEEDED);
    List<HistoryEvent> events = new Histories(sfn, ledger).look(one.arn());
    switch (one.machine()) {
      case "Redriven" -> assertThat(now.redriveCount()).isEqualTo(1);
      case "Each" ->
          assertThat(Json.parse(now.output())).isEqualTo(input(one.number()).get("items"));
      case "Timer" -> timers(one, events);
      default -> {}
    }
    // A redriven one has two ends, and that of a stopped one points to nothing.
    if (!one.machine().equals("Redriven") && !one.machine().equals("Stopped")) {
      Grammar.check(one.arn(), events);
    }
  }

  private static Map<?, ?> input(int number) {
    return (Map<?, ?>) Objects.requireNonNull(Json.parse(KillLoad.input(number)));
  }

  private static void timers(Acknowledged one, List<HistoryEvent> events) {
    long first = 1L + one.number() % 9;
    long seconds = first;
    long entered = 0;
    for (HistoryEvent event : events) {
      if (event.type() == HistoryEventType.WAIT_STATE_ENTERED) {
        entered = event.timestamp().toEpochMilli();
      } else if (event.type() == HistoryEventType.WAIT_STATE_EXITED) {
        assertThat(event.timestamp().toEpochMilli() - entered)
            .as("milliseconds of a wait")
            .isGreaterThanOrEqualTo(seconds * 1000);
        seconds = 2;
      }
    }
  }
}
