package io.stepwell.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stepwell.engine.ErrorOutput;
import io.stepwell.engine.Event;
import io.stepwell.engine.ExecutionStatus;
import io.stepwell.engine.Stamped;
import io.stepwell.json.Payload;
import io.stepwell.runtime.Account;
import io.stepwell.runtime.CallerException;
import io.stepwell.runtime.ErrorCode;
import io.stepwell.runtime.Orchestrator;
import io.stepwell.runtime.Orchestrator.ActivityTask;
import io.stepwell.runtime.Orchestrator.Execution;
import io.stepwell.runtime.Orchestrator.Page;
import io.stepwell.runtime.Orchestrator.Presence;
import io.stepwell.store.StoreException;
import io.stepwell.store.memory.MemoryStore;
import io.stepwell.tasks.TaskHandler;
import io.stepwell.tasks.TaskOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The orchestrator as its callers see it, over a store in memory.
final class LocalOrchestratorTest {
  private static final Account ACCOUNT = Account.DEFAULT;

  private final Map<String, TaskHandler> handlers = new ConcurrentHashMap<>();
  private final AtomicReference<Throwable> fatal = new AtomicReference<>();
  private final MemoryStore store = new MemoryStore();
  private final LocalOrchestrator orchestrator =
      Orchestrators.open(Settings.of(store, handlers::get, fatal::set).withPartitions(4));

  @AfterEach
  void close() {
    orchestrator.close();
    store.close();
    assertThat(fatal.get()).isNull();
  }

  @Test
  void tenPassStatesAreOneCommandOneSegmentAndOneBatch() throws Exception {
    String machine = Machines.create(orchestrator, "passes", Machines.passes(10));
    long batches = orchestrator.metrics().batches.sum();

    Execution ended = run(machine, "{\"a\":1}");

    assertThat(ended.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(ended.output()).isEqualTo(Payload.ofText("{\"a\":1}"));
    assertThat(orchestrator.metrics().batches.sum() - batches).isEqualTo(1);
    assertThat(orchestrator.metrics().transitions.sum()).isEqualTo(10);
  }

  @Test
  void startIsIdempotentWhileItRuns() {
    String machine = Machines.create(orchestrator, "waits", Machines.waiting(1000));

    Orchestrator.Started first =
        orchestrator.startExecution(ACCOUNT, machine, "one", "{\"a\":1}", null);
    Orchestrator.Started again =
        orchestrator.startExecution(ACCOUNT, machine, "one", "{\"a\":1}", null);

    assertThat(again).isEqualTo(first);
    assertRefused(
        () -> orchestrator.startExecution(ACCOUNT, machine, "one", "{\"a\":2}", null),
        ErrorCode.EXECUTION_ALREADY_EXISTS,
        "Execution Already Exists: '" + first.executionArn() + "'");
    long stopped =
        orchestrator.stopExecution(ACCOUNT, first.executionArn(), new ErrorOutput("E", "why"));
    assertThat(orchestrator.stopExecution(ACCOUNT, first.executionArn(), new ErrorOutput("F", "")))
        .isEqualTo(stopped);
    Execution described = orchestrator.describeExecution(ACCOUNT, first.executionArn());
    assertThat(described.status()).isEqualTo(ExecutionStatus.ABORTED);
    assertThat(described.error()).isEqualTo(new ErrorOutput("E", "why"));
    assertRefused(
        () -> orchestrator.startExecution(ACCOUNT, machine, "one", "{\"a\":1}", null),
        ErrorCode.EXECUTION_ALREADY_EXISTS,
        "Execution Already Exists: '" + first.executionArn() + "'");
  }

  @Test
  void badInputsAreRefusedInAwsWords() {
    String machine = Machines.create(orchestrator, "passes", Machines.passes(1));

    assertRefused(
        () -> orchestrator.startExecution(ACCOUNT, machine, null, "not some json", null),
        ErrorCode.INVALID_EXECUTION_INPUT,
        "Invalid State Machine Execution Input: 'Unrecognized token 'not': was expecting (JSON"
            + " String, Number, Array, Object or token 'null', 'true' or 'false')'");
    assertRefused(
        () -> orchestrator.startExecution(ACCOUNT, machine, null, "{'not': 'json'", null),
        ErrorCode.INVALID_EXECUTION_INPUT,
        "Invalid State Machine Execution Input: 'Unexpected character (''' (code 39)): was"
            + " expecting double-quote to start field name'");
    assertRefused(
        () -> orchestrator.startExecution(ACCOUNT, machine, null, "", null),
        ErrorCode.INVALID_EXECUTION_INPUT,
        "Invalid State Machine Execution Input: 'Invalid execution input.'");
    assertRefused(
        () -> orchestrator.startExecution(ACCOUNT, machine + "x", null, null, null),
        ErrorCode.STATE_MACHINE_DOES_NOT_EXIST,
        "State Machine Does Not Exist: '" + machine + "x'");
    assertRefused(
        () -> orchestrator.describeExecution(ACCOUNT, "invalid_state_machine_arn"),
        ErrorCode.INVALID_ARN,
        "Invalid Arn: 'Invalid ARN prefix: invalid_state_machine_arn'");
  }

  @Test
  void aTaskIsCalledAndItsResultTakenBack() throws Exception {
    handlers.put(
        Machines.FUNCTION,
        call -> new TaskOutcome.Succeeded(Payload.ofText("[" + call.input().text() + "]")));
    String machine = Machines.create(orchestrator, "calls", Machines.task(Machines.FUNCTION));

    Execution ended = run(machine, "{\"a\":1}");

    assertThat(ended.output()).isEqualTo(Payload.ofText("[{\"a\":1}]"));
  }

  @Test
  void aFailedCallAndAMissingHandlerFailTheTask() throws Exception {
    handlers.put(Machines.FUNCTION, _ -> new TaskOutcome.Failed("Card.Busy", "try later"));
    String fails = Machines.create(orchestrator, "fails", Machines.task(Machines.FUNCTION));
    String missing =
        Machines.create(orchestrator, "missing", Machines.task(Machines.FUNCTION + "2"));

    assertThat(run(fails, "{}").error()).isEqualTo(new ErrorOutput("Card.Busy", "try later"));
    ErrorOutput nobody = run(missing, "{}").error();
    assertThat(String.valueOf(nobody)).contains(Machines.FUNCTION + "2", "States.TaskFailed");
  }

  @Test
  void aHandlerWhoseLibraryIsMissingFailsTheTask() throws Exception {
    handlers.put(
        Machines.FUNCTION,
        _ -> {
          throw new NoClassDefFoundError("software/amazon/awssdk/Missing");
        });
    String machine = Machines.create(orchestrator, "broken", Machines.task(Machines.FUNCTION));

    assertThat(String.valueOf(run(machine, "{}").error()))
        .contains("States.TaskFailed", "software/amazon/awssdk/Missing");
  }

  @Test
  void aCallIsInterruptedWhenItsExecutionStops() throws Exception {
    CountDownLatch called = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    handlers.put(
        Machines.FUNCTION,
        _ -> {
          called.countDown();
          try {
            new CountDownLatch(1).await();
            throw new IllegalStateException("nobody counts this down");
          } catch (InterruptedException e) {
            interrupted.countDown();
            throw e;
          }
        });
    String machine = Machines.create(orchestrator, "calls", Machines.task(Machines.FUNCTION));
    String arn = start(machine, "{}");
    called.await();

    assertThat(orchestrator.stopExecution(ACCOUNT, arn, new ErrorOutput(null, null))).isPositive();

    interrupted.await();
  }

  @Test
  void aWaitEndsByTimeAlone() throws Exception {
    String machine = Machines.create(orchestrator, "waits", Machines.waiting(1));

    Execution ended = run(machine, "{}");

    assertThat(ended.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(ended.stoppedAt() - ended.startedAt()).isGreaterThanOrEqualTo(1000);
  }

  @Test
  void anActivityTaskIsHandedToAWorkerAndCompletedByToken() throws Exception {
    orchestrator.createActivity(ACCOUNT, "work", Map.of(), null);
    String machine = Machines.create(orchestrator, "works", Machines.task(Machines.ACTIVITY));
    String arn = start(machine, "{\"n\":1}");

    ActivityTask task = poll();

    assertThat(task.input().text()).isEqualTo("{\"n\":1}");
    Account other = new Account("aws", "us-east-1", "999999999999");
    assertRefused(
        () -> orchestrator.sendTaskSuccess(other, task.token(), "{}"),
        ErrorCode.INVALID_TOKEN,
        "Invalid Token: 'Invalid token'");
    orchestrator.sendTaskHeartbeat(ACCOUNT, task.token());
    orchestrator.sendTaskSuccess(ACCOUNT, task.token(), "\"done\"");
    assertThat(ended(arn).output()).isEqualTo(Payload.ofText("\"done\""));
    assertRefused(
        () -> orchestrator.sendTaskSuccess(ACCOUNT, task.token(), "{}"),
        ErrorCode.TASK_TIMED_OUT,
        "Task Timed Out: 'Provided task does not exist anymore'");
    assertRefused(
        () -> orchestrator.sendTaskSuccess(ACCOUNT, task.token() + "x", "{}"),
        ErrorCode.INVALID_TOKEN,
        "Invalid Token: 'Invalid token'");
  }

  @Test
  void aPollThatCameFirstGetsTheTask() throws Exception {
    orchestrator.createActivity(ACCOUNT, "work", Map.of(), null);
    String machine = Machines.create(orchestrator, "works", Machines.task(Machines.ACTIVITY));
    AtomicReference<ActivityTask> got = new AtomicReference<>();
    Thread worker =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    got.set(
                        orchestrator.getActivityTask(
                            ACCOUNT,
                            Machines.ACTIVITY,
                            null,
                            Duration.ofSeconds(20),
                            Presence.CERTAIN));
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });

    assertThat(start(machine, "{}")).isNotEmpty();
    worker.join();

    assertThat(got.get()).isNotNull();
  }

  @Test
  void aTaskThatIsGivenBackGoesToTheNextPollAndEndsOnce() throws Exception {
    orchestrator.createActivity(ACCOUNT, "work", Map.of(), null);
    String machine = Machines.create(orchestrator, "works", Machines.task(Machines.ACTIVITY));
    String arn = start(machine, "{}");
    ActivityTask lost = poll("first");

    orchestrator.returnActivityTask(lost.token());

    ActivityTask task = poll("second");
    assertThat(task.input()).isEqualTo(lost.input());
    orchestrator.sendTaskSuccess(ACCOUNT, task.token(), "2");
    assertThat(String.valueOf(ended(arn).output())).isEqualTo("2");
    orchestrator.returnActivityTask(task.token()); // too late: does nothing
  }

  private ActivityTask poll(String worker) throws InterruptedException {
    return Objects.requireNonNull(
        orchestrator.getActivityTask(
            ACCOUNT, Machines.ACTIVITY, worker, Duration.ofSeconds(20), Presence.CERTAIN));
  }

  @Test
  void aTaskThatWaitsForADeletedActivityFails() throws Exception {
    orchestrator.createActivity(ACCOUNT, "work", Map.of(), null);
    String machine = Machines.create(orchestrator, "works", Machines.task(Machines.ACTIVITY));
    String arn = start(machine, "{}");

    orchestrator.deleteActivity(ACCOUNT, Machines.ACTIVITY);

    assertThat(ended(arn).error())
        .isEqualTo(
            new ErrorOutput(
                "States.TaskFailed", "The activity " + Machines.ACTIVITY + " was deleted."));
    orchestrator.deleteActivity(ACCOUNT, Machines.ACTIVITY);
  }

  @Test
  void aPollEndsWithItsPatience() throws Exception {
    orchestrator.createActivity(ACCOUNT, "work", Map.of(), null);

    assertThat(
            orchestrator.getActivityTask(
                ACCOUNT, Machines.ACTIVITY, null, Duration.ofMillis(10), Presence.CERTAIN))
        .isNull();
  }

  @Test
  void historyComesInPagesInBothDirections() throws Exception {
    String machine = Machines.create(orchestrator, "passes", Machines.passes(10));
    String arn = run(machine, "{}").arn();

    List<Long> forward = ids(arn, false);
    List<Long> backward = ids(arn, true);

    assertThat(forward).hasSize(22).isSorted().startsWith(1L).endsWith(22L);
    assertThat(backward).isEqualTo(forward.reversed());
  }

  @Test
  void listsAreNewestFirstAndPagesDoNotShift() throws Exception {
    String machine = Machines.create(orchestrator, "passes", Machines.passes(1));
    List<String> started = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      started.add(run(machine, "{}").arn());
      Thread.sleep(1); // names of one millisecond have no order between partitions
    }
    Page<Execution> first = orchestrator.listExecutions(ACCOUNT, machine, null, 3, null);
    started.add(run(machine, "{}").arn());
    Page<Execution> second =
        orchestrator.listExecutions(ACCOUNT, machine, null, 3, first.nextToken());
    Page<Execution> third =
        orchestrator.listExecutions(ACCOUNT, machine, null, 3, second.nextToken());

    List<String> listed = new ArrayList<>();
    List.of(first, second, third)
        .forEach(page -> page.items().forEach(item -> listed.add(item.arn())));
    assertThat(listed).isEqualTo(started.subList(0, 7).reversed());
    assertThat(third.nextToken()).isNull();
    assertThat(
            orchestrator.listExecutions(ACCOUNT, machine, ExecutionStatus.RUNNING, 3, null).items())
        .isEmpty();
    assertRefused(
        () -> orchestrator.listExecutions(ACCOUNT, machine, null, 3, "bad"),
        ErrorCode.INVALID_TOKEN,
        "Invalid Token: 'Invalid token'");
  }

  @Test
  void aWatchShowsEveryEventOnceInOrder() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    handlers.put(
        Machines.FUNCTION,
        call -> {
          go.await();
          return new TaskOutcome.Succeeded(call.input());
        });
    String machine = Machines.create(orchestrator, "calls", Machines.task(Machines.FUNCTION));
    String arn = start(machine, "{}");
    List<Long> seen = new CopyOnWriteArrayList<>();

    try (Orchestrator.Watch watch =
        orchestrator.watch(ACCOUNT, arn, event -> seen.add(event.id()))) {
      go.countDown();
      assertThat(watch.awaitEnd(Duration.ofSeconds(20))).isTrue();
    }

    assertThat(seen).isEqualTo(ids(arn, false));
  }

  @Test
  void aDeletedMachineIsGoneWhenItsExecutionsAre() throws Exception {
    String machine = Machines.create(orchestrator, "waits", Machines.waiting(1));
    String arn = start(machine, "{}");

    orchestrator.deleteStateMachine(ACCOUNT, machine);

    assertThat(orchestrator.describeStateMachine(ACCOUNT, machine).deleting()).isTrue();
    assertRefused(
        () -> start(machine, "{}"),
        ErrorCode.STATE_MACHINE_DELETING,
        "State Machine is being deleted: '" + machine + "'");
    assertThat(ended(arn).status().closed()).isTrue();
    while (orchestrator.listStateMachines(ACCOUNT, 0, null).items().size() > 0) {
      Thread.onSpinWait();
    }
    assertThat(Machines.create(orchestrator, "waits", Machines.passes(1))).isEqualTo(machine);
  }

  @Test
  void anEndedSliceGoesOnAndOthersAreServedMeanwhile() throws Exception {
    String many = Machines.create(orchestrator, "many", Machines.passes(1000));

    Execution ended = run(many, "{}");

    assertThat(ended.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(ids(ended.arn(), false)).hasSize(2002);
  }

  @Test
  void afterAFailureOfTheStoreItStillCloses() {
    MemoryStore failing = new MemoryStore();
    AtomicReference<Throwable> told = new AtomicReference<>();
    LocalOrchestrator other =
        Orchestrators.open(Settings.of(failing, handlers::get, told::set).withPartitions(1));
    String machine = Machines.create(other, "waits", Machines.waiting(1));
    String arn = other.startExecution(ACCOUNT, machine, null, null, null).executionArn();
    assertThat(arn).isNotEmpty();

    failing.close();
    while (told.get() == null) {
      Thread.onSpinWait();
    }

    other.close();
    assertThat(told.get()).isInstanceOf(StoreException.class);
  }

  private ActivityTask poll() throws InterruptedException {
    return Objects.requireNonNull(
        orchestrator.getActivityTask(
            ACCOUNT, Machines.ACTIVITY, "w", Duration.ofSeconds(20), Presence.CERTAIN));
  }

  private List<Long> ids(String arn, boolean reverse) {
    List<Long> ids = new ArrayList<>();
    String token = null;
    do {
      Page<Stamped> page = orchestrator.history(ACCOUNT, arn, reverse, 5, token);
      page.items().forEach(event -> ids.add(event.id()));
      token = page.nextToken();
    } while (token != null);
    return ids;
  }

  private Execution run(String machine, String input) throws InterruptedException {
    return ended(start(machine, input));
  }

  private String start(String machine, String input) {
    return orchestrator.startExecution(ACCOUNT, machine, null, input, null).executionArn();
  }

  private Execution ended(String arn) throws InterruptedException {
    List<Event> last = new CopyOnWriteArrayList<>();
    try (Orchestrator.Watch watch =
        orchestrator.watch(ACCOUNT, arn, event -> last.add(event.event()))) {
      assertThat(watch.awaitEnd(Duration.ofSeconds(20))).as("%s ends: %s", arn, last).isTrue();
    }
    return orchestrator.describeExecution(ACCOUNT, arn);
  }

  private static void assertRefused(Runnable call, ErrorCode code, String message) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            CallerException.class,
            refusal -> {
              assertThat(refusal.message()).isEqualTo(message);
              assertThat(refusal.code()).isEqualTo(code);
            });
  }
}
