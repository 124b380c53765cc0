package io.stepwell.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stepwell.engine.ErrorOutput;
import io.stepwell.engine.ExecutionStatus;
import io.stepwell.engine.Limits;
import io.stepwell.json.Payload;
import io.stepwell.runtime.Account;
import io.stepwell.runtime.CallerException;
import io.stepwell.runtime.ErrorCode;
import io.stepwell.runtime.Orchestrator;
import io.stepwell.runtime.Orchestrator.ActivityTask;
import io.stepwell.runtime.Orchestrator.Execution;
import io.stepwell.runtime.Orchestrator.Presence;
import io.stepwell.runtime.partition.Bounds;
import io.stepwell.runtime.storage.Tables;
import io.stepwell.store.Batch;
import io.stepwell.store.Cursor;
import io.stepwell.store.Store;
import io.stepwell.store.memory.MemoryStore;
import io.stepwell.tasks.TaskCall;
import io.stepwell.tasks.TaskHandler;
import io.stepwell.tasks.TaskOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is left of an orchestrator when its process has ended, and what the next one makes of it.
final class RecoveryTest {
  private static final Account ACCOUNT = Account.DEFAULT;

  private final List<TaskCall> calls = new CopyOnWriteArrayList<>();
  private volatile boolean answers;
  private volatile boolean repeatable = true;
  private int snapshotTail = 16;
  private MemoryStore store = new MemoryStore();
  private Limits limits = Limits.AWS;
  private @Nullable LocalOrchestrator open;
  private @Nullable LongSupplier time;

  @BeforeEach
  void openFirst() {
    open();
  }

  @AfterEach
  void close() {
    orchestrator().close();
    store.close();
  }

  @Test
  void aWaitThatLeftMemoryEndsInTheNextProcess() throws Exception {
    String arn = start("waits", Machines.waiting(1));
    awaitEviction();
    assertThat(orchestrator().metrics().snapshots.sum()).isPositive();

    reopen();

    assertThat(ended(arn).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
  }

  @Test
  void aCallThatWasOutIsMadeAgainWithItsRequestId() throws Exception {
    String arn = start("calls", Machines.task(Machines.FUNCTION));
    awaitCalls(1);

    answers = true;
    reopen();

    assertThat(ended(arn).output()).isEqualTo(Payload.ofText("\"answer\""));
    assertThat(calls).hasSize(2);
    assertThat(calls.get(0).repeated()).isFalse();
    assertThat(calls.get(1).repeated()).isTrue();
    assertThat(calls.get(1).requestId()).isEqualTo(calls.get(0).requestId());
  }

  @Test
  void aCallThatMayNotBeRepeatedFailsInstead() throws Exception {
    repeatable = false;
    String arn = start("calls", Machines.task(Machines.FUNCTION));
    awaitCalls(1);

    reopen();

    assertThat(ended(arn).error())
        .isEqualTo(
            new ErrorOutput(
                "States.TaskFailed", "the server stopped during the call; its outcome is unknown"));
    assertThat(calls).hasSize(1);
  }

  @Test
  void tokensAndOffersOutliveTheProcess() throws Exception {
    orchestrator().createActivity(ACCOUNT, "work", Map.of(), null);
    String taken = start("works", Machines.task(Machines.ACTIVITY));
    ActivityTask task = poll();
    String waiting = start("works", Machines.task(Machines.ACTIVITY));

    reopen();

    orchestrator().sendTaskSuccess(ACCOUNT, task.token(), "1");
    orchestrator().sendTaskSuccess(ACCOUNT, poll().token(), "2");
    assertThat(ended(taken).output()).isEqualTo(Payload.ofText("1"));
    assertThat(ended(waiting).output()).isEqualTo(Payload.ofText("2"));
  }

  @Test
  void aWorkerGetsOneMoreIntervalAfterAnOutage() throws Exception {
    AtomicLong now = new AtomicLong(1_700_000_000_000L);
    time = now::get;
    reopen();
    orchestrator().createActivity(ACCOUNT, "work", Map.of(), null);
    String definition =
        """
        {"StartAt": "T", "States": {"T": {"Type": "Task", "Resource": "%s",
          "HeartbeatSeconds": 10, "End": true}}}
        """
            .formatted(Machines.ACTIVITY);
    String spared = start("works", definition);
    ActivityTask task = poll();

    orchestrator().close();
    now.addAndGet(60_000); // an outage: nobody could send heartbeats
    store = store.crash();
    open();
    awaitTimers(1);
    orchestrator().sendTaskHeartbeat(ACCOUNT, task.token());
    now.addAndGet(10_001); // now it is the worker's fault

    assertThat(ended(spared).status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(ended(spared).error()).isEqualTo(new ErrorOutput("States.Timeout", null));
    assertThat(orchestrator().metrics().timersFired.sum()).isGreaterThanOrEqualTo(2);
  }

  @Test
  void aDamagedExecutionIsTakenOutOfServiceAndOthersGoOn() throws Exception {
    snapshotTail = 1 << 20; // no snapshot, so that the damaged segment is needed
    reopen();
    String damaged = start("waits", Machines.waiting(1000));
    String fine = start("calls", Machines.task(Machines.FUNCTION));
    answers = true;
    reopenAfter(RecoveryTest::damageFirstSegmentOfWaits);

    assertThatThrownBy(
            () -> orchestrator().stopExecution(ACCOUNT, damaged, new ErrorOutput(null, null)))
        .isInstanceOfSatisfying(
            CallerException.class,
            refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.INTERNAL_FAILURE));
    assertThat(ended(fine).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(orchestrator().describeExecution(ACCOUNT, damaged).status())
        .isEqualTo(ExecutionStatus.RUNNING);
    QuarantineDesk desk = orchestrator().quarantine();
    assertThat(desk.quarantined())
        .extracting(QuarantineDesk.Quarantined::executionArn)
        .containsExactly(damaged);

    assertThat(desk.retry(damaged)).isTrue(); // still damaged, so it is out of service again
    assertThatThrownBy(
            () -> orchestrator().stopExecution(ACCOUNT, damaged, new ErrorOutput(null, null)))
        .isInstanceOf(CallerException.class);
    assertThat(desk.abort(damaged)).isTrue();

    assertThat(desk.quarantined()).isEmpty();
    assertThat(listed(ExecutionStatus.ABORTED)).containsExactly(damaged);
    assertThat(listed(ExecutionStatus.RUNNING)).isEmpty();
    Execution shown = orchestrator().describeExecution(ACCOUNT, damaged);
    assertThat(shown.status()).isEqualTo(ExecutionStatus.ABORTED);
    assertThat(shown.arn()).isEqualTo(damaged);
    assertThat(shown.stoppedAt()).isGreaterThanOrEqualTo(shown.startedAt());
    assertThat(shown.input()).isNull();
    assertThat(Objects.requireNonNull(shown.error()).cause())
        .startsWith("The stored history of this execution can't be read: ");
    assertThat(orchestrator().history(ACCOUNT, damaged, false, 100, null).items()).isEmpty();
  }

  @Test
  void anExpressionOutOfFuelIsDecidedSlowly() throws Exception {
    limits = new Limits(262_144, 25_000, 40, 10 << 20, 256, 512 << 10, 5, 10_000_000);
    reopen();
    String arn =
        start(
            "costly",
            """
            {"StartAt": "P", "States": {"P": {"Type": "Pass", "End": true,
              "Parameters": {"range.$": "States.ArrayRange(1, 900, 1)"}}}}
            """);

    Execution ended = ended(arn);

    assertThat(ended.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(orchestrator().metrics().slowDecisions.sum()).isPositive();
  }

  @Test
  void theNumberOfPartitionsIsTheStores() {
    String arn = start("waits", Machines.waiting(1000));

    orchestrator().close();
    store = store.crash();
    open = Orchestrators.open(settings().withPartitions(7));

    assertThat(orchestrator().describeExecution(ACCOUNT, arn).status())
        .isEqualTo(ExecutionStatus.RUNNING);
  }

  private static void damageFirstSegmentOfWaits(Store store) {
    for (int partition = 0; partition < 3; partition++) {
      List<byte[]> keys = new ArrayList<>();
      try (Cursor cursor =
          store.scan(partition, Tables.SEGMENTS, new byte[0], Tables.lastKey(), false)) {
        while (cursor.next()) {
          if (new String(cursor.value(), java.nio.charset.StandardCharsets.ISO_8859_1)
              .contains("waits")) {
            keys.add(cursor.key());
          }
        }
      }
      Batch batch = new Batch(store.lease(partition));
      keys.forEach(key -> batch.put(Tables.SEGMENTS, key, new byte[] {1, 2, 3}));
      assertThat(store.append(batch).isDurable()).isTrue();
    }
  }

  private List<String> listed(ExecutionStatus status) {
    String machine = "arn:aws:states:us-east-1:123456789012:stateMachine:waits";
    return orchestrator().listExecutions(ACCOUNT, machine, status, 10, null).items().stream()
        .map(Execution::arn)
        .toList();
  }

  private ActivityTask poll() throws InterruptedException {
    ActivityTask task =
        orchestrator()
            .getActivityTask(
                ACCOUNT, Machines.ACTIVITY, null, Duration.ofSeconds(20), Presence.CERTAIN);
    assertThat(task).isNotNull();
    return java.util.Objects.requireNonNull(task);
  }

  private void awaitCalls(int count) {
    while (calls.size() < count) {
      Thread.onSpinWait();
    }
  }

  private void awaitTimers(int count) {
    while (orchestrator().metrics().timersFired.sum() < count) {
      Thread.onSpinWait();
    }
  }

  private void awaitEviction() {
    while (orchestrator().metrics().evictions.sum() == 0) {
      Thread.onSpinWait();
    }
  }

  private void reopen() {
    reopenAfter(_ -> {});
  }

  private void reopenAfter(java.util.function.Consumer<Store> change) {
    orchestrator().close();
    store = store.crash();
    change.accept(store);
    open();
  }

  private void open() {
    open = Orchestrators.open(settings());
  }

  private Settings settings() {
    Bounds bounds = new Bounds(100, 16, 1 << 16, Duration.ZERO, 0, snapshotTail, 256);
    Settings settings =
        Settings.of(store, _ -> new Service(), _ -> {})
            .withPartitions(3)
            .withBounds(bounds)
            .withLimits(limits);
    LongSupplier clock = time;
    return clock == null ? settings : settings.withTime(clock, 1);
  }

  private LocalOrchestrator orchestrator() {
    return java.util.Objects.requireNonNull(open);
  }

  private String start(String name, String definition) {
    String machine = Machines.create(orchestrator(), name, definition);
    return orchestrator().startExecution(ACCOUNT, machine, null, "{}", null).executionArn();
  }

  private Execution ended(String arn) throws InterruptedException {
    try (Orchestrator.Watch watch = orchestrator().watch(ACCOUNT, arn, _ -> {})) {
      assertThat(watch.awaitEnd(Duration.ofSeconds(20))).as("%s ends", arn).isTrue();
    }
    return orchestrator().describeExecution(ACCOUNT, arn);
  }

  /// A service that answers only when it is told to.
  private final class Service implements TaskHandler {
    @Override
    public TaskOutcome call(TaskCall call) throws InterruptedException {
      calls.add(call);
      if (!answers) {
        new CountDownLatch(1).await();
      }
      return new TaskOutcome.Succeeded(Payload.ofText("\"answer\""));
    }

    @Override
    public boolean repeatable() {
      return repeatable;
    }
  }
}
