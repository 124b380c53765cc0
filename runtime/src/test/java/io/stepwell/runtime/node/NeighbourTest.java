package io.stepwell.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stepwell.engine.ErrorOutput;
import io.stepwell.engine.ExecutionStatus;
import io.stepwell.runtime.Account;
import io.stepwell.runtime.CallerException;
import io.stepwell.runtime.Orchestrator;
import io.stepwell.runtime.Orchestrator.Execution;
import io.stepwell.runtime.storage.Tables;
import io.stepwell.store.Batch;
import io.stepwell.store.Cursor;
import io.stepwell.store.Store;
import io.stepwell.store.rocksdb.RocksDbStore;
import io.stepwell.tasks.TaskHandler;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Executions that share a partition, there being only one, with a bad one.
final class NeighbourTest {
  private static final Account ACCOUNT = Account.DEFAULT;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path directory;
  private @Nullable Store store;
  private @Nullable LocalOrchestrator open;

  @BeforeEach
  void open() {
    store = RocksDbStore.open(directory, Tables.ALL, _ -> {});
    TaskHandler silent =
        _ -> {
          new CountDownLatch(1).await();
          throw new InterruptedException();
        };
    open = Orchestrators.open(Settings.of(store, _ -> silent, _ -> {}).withPartitions(1));
  }

  @AfterEach
  void close() {
    orchestrator().close();
    store().close();
  }

  /// Twenty of them are far more work for the slow pool than all the neighbours are for the
  /// partition: if that waited for them, all would have ended before the neighbours.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "$.items[?(@.text =~ /(.*)(.*)(.*)(.*)(.*)(.*)(.*)b/)]",
        "$.items[?(@.numbers subsetof $.others)]"
      })
  void aCatastrophicExpressionDoesNotHoldUpItsNeighbours(String path) throws Exception {
    String costly =
        Machines.create(
            orchestrator(),
            "costly",
            """
            {"StartAt": "P", "States": {"P": {"Type": "Pass", "InputPath": "%s", "End": true}}}
            """
                .formatted(path));
    String plain = Machines.create(orchestrator(), "plain", Machines.passes(10));
    List<String> slow = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      slow.add(start(costly, "slow-" + i, costlyInput()));
    }
    List<String> neighbours = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      neighbours.add(start(plain, "neighbour-" + i, "{}"));
    }

    for (String neighbour : neighbours) {
      assertThat(ended(neighbour).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    assertThat(orchestrator().metrics().slowDecisions.sum()).isPositive();
    assertThat(orchestrator().describeExecution(ACCOUNT, slow.getLast()).status())
        .isEqualTo(ExecutionStatus.RUNNING);
    Execution first = ended(slow.getFirst());
    assertThat(first.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(Objects.requireNonNull(first.error()).error()).isEqualTo("States.Runtime");
    assertThat(first.error().cause())
        .endsWith("An expression of the state ran longer than it may.");
  }

  /// A text that the pattern backtracks on, and two lists to compare number by number.
  private static String costlyInput() {
    String numbers = IntStream.range(10_000, 25_000).boxed().toList().toString();
    return "{\"items\":[{\"text\":\"%s\",\"numbers\":%s}],\"others\":%s}"
        .formatted("a".repeat(60), numbers, numbers);
  }

  @Test
  void aDamagedSegmentTakesOnlyItsExecutionOutOfService() throws Exception {
    String calling = Machines.create(orchestrator(), "calling", Machines.task(Machines.FUNCTION));
    String waiting = Machines.create(orchestrator(), "waiting", Machines.waiting(1));
    String damaged = start(calling, "damaged", "{\"mark\":\"to be damaged\"}");
    String sound = start(waiting, "sound", "{}");

    orchestrator().close();
    assertThat(flipAByteWhere("to be damaged")).isPositive();
    store().close();
    open(); // recovery loads what has a call out

    assertThat(ended(sound).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(ended(start(waiting, "later", "{}")).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThatThrownBy(
            () -> orchestrator().stopExecution(ACCOUNT, damaged, new ErrorOutput(null, null)))
        .isInstanceOf(CallerException.class);
    QuarantineDesk desk = orchestrator().quarantine();
    assertThat(desk.quarantined()).hasSize(1);
    assertThat(desk.quarantined().getFirst().executionArn()).isEqualTo(damaged);
    assertThat(desk.quarantined().getFirst().reason()).contains("its checksum does not fit");
    assertThat(statuses(calling)).containsExactly(ExecutionStatus.RUNNING);

    assertThat(desk.abort(damaged)).isTrue();
    assertThat(desk.quarantined()).isEmpty();
    assertThat(statuses(calling)).containsExactly(ExecutionStatus.ABORTED);
  }

  private List<ExecutionStatus> statuses(String machine) {
    return orchestrator().listExecutions(ACCOUNT, machine, null, 10, null).items().stream()
        .map(Execution::status)
        .toList();
  }

  /// How many segments hold the text, one byte of which is another one now.
  private int flipAByteWhere(String text) throws InterruptedException {
    Batch batch = new Batch(store().lease(0));
    int found = 0;
    try (Cursor cursor = store().scan(0, Tables.SEGMENTS, new byte[0], Tables.lastKey(), false)) {
      while (cursor.next()) {
        byte[] value = cursor.value().clone();
        int at = new String(value, StandardCharsets.ISO_8859_1).indexOf(text);
        if (at >= 0) {
          value[at] ^= 1;
          batch.put(Tables.SEGMENTS, cursor.key(), value);
          found++;
        }
      }
    }
    store().append(batch).await();
    return found;
  }

  private String start(String machine, String name, String input) {
    return orchestrator().startExecution(ACCOUNT, machine, name, input, null).executionArn();
  }

  private Execution ended(String arn) throws InterruptedException {
    try (Orchestrator.Watch watch = orchestrator().watch(ACCOUNT, arn, _ -> {})) {
      assertThat(watch.awaitEnd(PATIENCE)).as("%s ends", arn).isTrue();
    }
    return orchestrator().describeExecution(ACCOUNT, arn);
  }

  private LocalOrchestrator orchestrator() {
    return Objects.requireNonNull(open);
  }

  private Store store() {
    return Objects.requireNonNull(store);
  }
}
