package io.stepwell.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stepwell.engine.ErrorOutput;
import io.stepwell.engine.ExecutionStatus;
import io.stepwell.runtime.Account;
import io.stepwell.runtime.CallerException;
import io.stepwell.runtime.ErrorCode;
import io.stepwell.runtime.Orchestrator.Execution;
import io.stepwell.runtime.Overview;
import io.stepwell.runtime.partition.Retention;
import io.stepwell.runtime.storage.Tables;
import io.stepwell.store.Cursor;
import io.stepwell.store.Table;
import io.stepwell.store.memory.MemoryStore;
import io.stepwell.tasks.TaskOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What has ended is forgotten after its time, and nothing else is.
final class RetentionTest {
  private static final long START = 1_700_000_000_000L;
  private static final long DAY = Duration.ofDays(1).toMillis();
  private static final int PARTITIONS = 3;

  private final AtomicLong now = new AtomicLong(START);
  private final MemoryStore store = new MemoryStore();
  private LocalOrchestrator orchestrator;

  @BeforeEach
  void open() throws InterruptedException {
    open(Retention.AWS);
  }

  private void open(Retention retention) throws InterruptedException {
    orchestrator =
        Orchestrators.open(
            Settings.of(store, _ -> call -> new TaskOutcome.Succeeded(call.input()), _ -> {})
                .withPartitions(PARTITIONS)
                .withRetention(retention)
                .withTime(now::get, 7L));
  }

  @AfterEach
  void close() {
    orchestrator.close();
    store.close();
  }

  private void reopen(Retention retention) throws InterruptedException {
    orchestrator.close();
    open(retention);
  }

  private void elapse(long millis) {
    now.addAndGet(millis);
  }

  private String start(String machineArn, String name) {
    return orchestrator
        .startExecution(Account.DEFAULT, machineArn, name, "{}", null)
        .executionArn();
  }

  private Execution describe(String arn) {
    return orchestrator.describeExecution(Account.DEFAULT, arn);
  }

  private void awaitStatus(String arn, ExecutionStatus status) {
    await(() -> describe(arn).status() == status);
  }

  private boolean known(String arn) {
    try {
      describe(arn);
      return true;
    } catch (CallerException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.EXECUTION_DOES_NOT_EXIST);
      return false;
    }
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("it never came about").isLessThan(deadline);
      LockSupport.parkNanos(1_000_000);
    }
  }

  private int rows(Table table) {
    int rows = 0;
    for (int partition = 0; partition < PARTITIONS; partition++) {
      try (Cursor cursor = store.scan(partition, table, new byte[0], Tables.lastKey(), false)) {
        while (cursor.next()) {
          rows++;
        }
      }
    }
    return rows;
  }

  @Test
  void whatEndedNinetyDaysAgoDoesNotExistAnyLonger() {
    String machine = Machines.create(orchestrator, "m", Machines.passes(2));
    String arn = start(machine, "one");
    awaitStatus(arn, ExecutionStatus.SUCCEEDED);

    elapse(90 * DAY - 1);
    String later = start(machine, "two");
    awaitStatus(later, ExecutionStatus.SUCCEEDED);
    assertThat(known(arn)).isTrue();

    elapse(DAY / 48); // the next look is at most ten minutes away
    await(() -> !known(arn));
    assertThat(orchestrator.listExecutions(Account.DEFAULT, machine, null, 0, null).items())
        .extracting(Execution::name)
        .containsExactly("two");
    assertThatThrownBy(() -> orchestrator.history(Account.DEFAULT, arn, false, 0, null))
        .isInstanceOf(CallerException.class)
        .hasMessage("Execution Does Not Exist: '" + arn + "'");
    assertThatThrownBy(() -> orchestrator.redriveExecution(Account.DEFAULT, arn, null))
        .isInstanceOf(CallerException.class)
        .hasMessage("Execution Does Not Exist: '" + arn + "'");
  }

  @Test
  void aNameIsFreeAgainWhenItsExecutionIsForgotten() {
    String machine = Machines.create(orchestrator, "m", Machines.passes(1));
    String arn = start(machine, "name");
    awaitStatus(arn, ExecutionStatus.SUCCEEDED);
    assertThatThrownBy(() -> start(machine, "name")).hasMessageContaining("Already Exists");

    elapse(91 * DAY);
    await(() -> !known(arn));
    assertThat(start(machine, "name")).isEqualTo(arn);
    awaitStatus(arn, ExecutionStatus.SUCCEEDED);
    assertThat(describe(arn).startedAt()).isEqualTo(now.get());
  }

  @Test
  void whatRunsStaysHoweverOldItIs() {
    String machine = Machines.create(orchestrator, "m", Machines.waiting(200 * 24 * 3600));
    String old = start(machine, "old");
    String stopped = start(machine, "stopped");
    elapse(100 * DAY);
    orchestrator.stopExecution(Account.DEFAULT, stopped, new ErrorOutput("E", null));
    elapse(89 * DAY);
    String probe = start(Machines.create(orchestrator, "p", Machines.passes(1)), "probe");
    awaitStatus(probe, ExecutionStatus.SUCCEEDED);
    elapse(DAY / 48);
    assertThat(describe(old).status()).isEqualTo(ExecutionStatus.RUNNING);
    assertThat(describe(stopped).status()).isEqualTo(ExecutionStatus.ABORTED);

    elapse(2 * DAY);
    await(() -> !known(stopped)); // 90 days after its end, not its start
    assertThat(describe(old).status()).isEqualTo(ExecutionStatus.RUNNING);
    elapse(20 * DAY);
    awaitStatus(old, ExecutionStatus.SUCCEEDED);
  }

  @Test
  void aMachineMayKeepItsExecutionsForAnotherTime() throws InterruptedException {
    reopen(
        new Retention(
            Duration.ofDays(90), Map.of("short", Duration.ofHours(1)), Duration.ofDays(455)));
    String brief = start(Machines.create(orchestrator, "short", Machines.passes(1)), "e");
    String other = start(Machines.create(orchestrator, "long", Machines.passes(1)), "e");
    awaitStatus(brief, ExecutionStatus.SUCCEEDED);
    awaitStatus(other, ExecutionStatus.SUCCEEDED);
    elapse(2 * 3_600_000);
    await(() -> !known(brief));
    assertThat(known(other)).isTrue();
  }

  @Test
  void aMapRunAndItsChildrenGoAfterTheExecution() {
    String machine =
        Machines.create(
            orchestrator,
            "m",
            """
            {"StartAt": "M", "States": {"M": {"Type": "Map", "End": true, "ItemProcessor": {
              "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
              "StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}}}}}
            """);
    String arn =
        orchestrator
            .startExecution(Account.DEFAULT, machine, "e", "[1,2,3,4,5,6,7,8,9]", null)
            .executionArn();
    awaitStatus(arn, ExecutionStatus.SUCCEEDED);
    await(() -> rows(Tables.OUTBOX) == 0);
    assertThat(rows(Tables.EXECUTIONS)).isEqualTo(10);

    elapse(91 * DAY);
    await(() -> !known(arn));
    for (Table table :
        List.of(
            Tables.MAP_RUNS,
            Tables.MAP_RUN_PROGRESS,
            Tables.MAP_RUN_NAMES,
            Tables.MAP_RUN_RESULTS,
            Tables.MAP_RUNS_OF,
            Tables.EXECUTIONS,
            Tables.LIST,
            Tables.SEGMENTS)) {
      await(
          () -> {
            elapse(600_000); // one look later
            return rows(table) == 0;
          });
    }
  }

  @Test
  void countersOutliveTheExecutionsAndGoAfterTheirOwnTime() {
    String machine = Machines.create(orchestrator, "m", Machines.passes(3));
    String arn = start(machine, "e");
    awaitStatus(arn, ExecutionStatus.SUCCEEDED);
    int ofOne = rows(Tables.COUNTERS);
    elapse(91 * DAY);
    await(() -> !known(arn));
    assertThat(counts(machine).started()).isEqualTo(1);
    assertThat(counts(machine).transitions()).isEqualTo(3);

    elapse(365 * DAY);
    awaitStatus(start(machine, "another"), ExecutionStatus.SUCCEEDED);
    elapse(DAY / 48);
    await(() -> rows(Tables.COUNTERS) == ofOne); // those of the last one
  }

  private Overview.Counts counts(String machine) {
    return orchestrator.overview().hours(Account.DEFAULT, machine, 0, Integer.MAX_VALUE).stream()
        .map(Overview.Hour::counts)
        .reduce(Overview.Counts.NONE, Overview.Counts::plus);
  }

  @Test
  void aThousandAreForgottenInSlices() throws InterruptedException {
    String machine = Machines.create(orchestrator, "m", Machines.passes(1));
    for (int i = 0; i < 1_000; i++) {
      start(machine, "e" + i);
    }
    await(() -> rows(Tables.AWAKE) == 0);
    elapse(91 * DAY);
    await(
        () -> {
          elapse(50);
          return rows(Tables.EXECUTIONS) == 0;
        });
    assertThat(rows(Tables.SEGMENTS)).isZero();
    assertThat(rows(Tables.LIST)).isZero();
    assertThat(orchestrator.metrics().purged.sum()).isEqualTo(1_000);
  }

  @Test
  void nothingIsForgottenWhereNothingIsToBe() throws InterruptedException {
    reopen(Retention.NONE);
    String machine = Machines.create(orchestrator, "m", Machines.passes(1));
    String arn = start(machine, "e");
    awaitStatus(arn, ExecutionStatus.SUCCEEDED);
    elapse(10_000 * DAY);
    awaitStatus(start(machine, "later"), ExecutionStatus.SUCCEEDED);
    elapse(3_600_000);
    awaitStatus(start(machine, "still-later"), ExecutionStatus.SUCCEEDED);
    assertThat(known(arn)).isTrue();
  }
}
