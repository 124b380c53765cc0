package io.stepwell.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stepwell.engine.ErrorOutput;
import io.stepwell.engine.Event;
import io.stepwell.engine.ExecutionStatus;
import io.stepwell.engine.Limits;
import io.stepwell.engine.Stamped;
import io.stepwell.json.Payload;
import io.stepwell.runtime.Account;
import io.stepwell.runtime.CallerException;
import io.stepwell.runtime.ErrorCode;
import io.stepwell.runtime.Orchestrator.SyncExecution;
import io.stepwell.runtime.express.ExpressBounds;
import io.stepwell.store.memory.MemoryStore;
import io.stepwell.tasks.TaskHandler;
import io.stepwell.tasks.TaskOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// StartSyncExecution, as its callers see it.
final class SyncExpressTest {
  private static final Account ACCOUNT = Account.DEFAULT;

  private final Map<String, TaskHandler> handlers = new ConcurrentHashMap<>();
  private final MemoryStore store = new MemoryStore();
  private @Nullable LocalOrchestrator opened;

  @AfterEach
  void close() {
    if (opened != null) {
      opened.close();
    }
    store.close();
  }

  @Test
  void runsToItsEndAndWritesNothing() throws Exception {
    LocalOrchestrator orchestrator = open(UnaryOperator.identity());
    String machine = Machines.createExpress(orchestrator, "passes", Machines.passes(10));

    SyncExecution ended = run(orchestrator, machine, "{\"a\":1}");

    assertThat(ended.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(ended.output()).isEqualTo(Payload.ofText("{\"a\":1}"));
    assertThat(ended.arn())
        .matches("arn:aws:states:us-east-1:123456789012:express:passes:[0-9a-f-]{36}:[0-9a-f-]+");
    assertThat(ended.billedMillis() % 100).isZero();
    assertThat(ended.billedMegabytes()).isEqualTo(64);
    assertThat(orchestrator.metrics().transitions.sum()).isEqualTo(10);
    assertThat(orchestrator.metrics().batches.sum()).isZero();
    assertThat(orchestrator.runningExpress()).isZero();
  }

  @Test
  void twoMayHaveOneName() throws Exception {
    LocalOrchestrator orchestrator = open(UnaryOperator.identity());
    String machine = Machines.createExpress(orchestrator, "passes", Machines.passes(1));

    SyncExecution first = orchestrator.startSyncExecution(ACCOUNT, machine, "n", null, "t");
    SyncExecution second = orchestrator.startSyncExecution(ACCOUNT, machine, "n", null, "t");

    assertThat(first.name()).isEqualTo("n");
    assertThat(first.traceHeader()).isEqualTo("t");
    assertThat(first.arn()).isNotEqualTo(second.arn());
  }

  @Test
  void callsBranchesIterationsAndRetriesDoWhatTheyDoInStandardOnes() throws Exception {
    LocalOrchestrator orchestrator = open(UnaryOperator.identity());
    Map<String, Boolean> failed = new ConcurrentHashMap<>();
    handlers.put(
        Machines.FUNCTION,
        call ->
            failed.putIfAbsent(call.input().text(), true) == null
                ? new TaskOutcome.Failed("Again", "once")
                : new TaskOutcome.Succeeded(call.input()));
    String retried =
        Machines.task(Machines.FUNCTION)
            .replace(
                "\"End\"",
                "\"Retry\": [{\"ErrorEquals\": [\"Again\"], \"IntervalSeconds\": 1,"
                    + " \"MaxDelaySeconds\": 1}], \"End\"");
    String definition =
        """
        {"StartAt": "P", "States": {
          "P": {"Type": "Parallel", "Next": "M", "Branches": [%s, %s]},
          "M": {"Type": "Map", "MaxConcurrency": 2, "End": true, "ItemProcessor": %s}}}
        """
            .formatted(Machines.passes(2), Machines.waiting(0), retried);

    SyncExecution ended =
        run(orchestrator, Machines.createExpress(orchestrator, "all", definition), "7");

    assertThat(ended.error()).isNull();
    assertThat(ended.output()).isEqualTo(Payload.ofText("[7,7]"));
  }

  @Test
  void aFailureIsAnAnswer() throws Exception {
    LocalOrchestrator orchestrator = open(UnaryOperator.identity());
    handlers.put(Machines.FUNCTION, _ -> new TaskOutcome.Failed("Card.Busy", "later"));
    String machine =
        Machines.createExpress(orchestrator, "fails", Machines.task(Machines.FUNCTION));

    SyncExecution ended = run(orchestrator, machine, "{}");

    assertThat(ended.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(ended.error()).isEqualTo(new ErrorOutput("Card.Busy", "later"));
    assertThat(ended.output()).isNull();
  }

  @Test
  void itTimesOutAndItsCallIsInterrupted() throws Exception {
    LocalOrchestrator orchestrator =
        open(s -> s.withExpress(bounds(10, 1_000_000, Duration.ofMillis(50))));
    CountDownLatch interrupted = new CountDownLatch(1);
    handlers.put(Machines.FUNCTION, blocking(new CountDownLatch(1), interrupted));
    String machine =
        Machines.createExpress(orchestrator, "hangs", Machines.task(Machines.FUNCTION));

    SyncExecution ended = run(orchestrator, machine, "{}");

    assertThat(ended.status()).isEqualTo(ExecutionStatus.TIMED_OUT);
    assertThat(ended.error()).isEqualTo(new ErrorOutput("States.Timeout", null));
    interrupted.await();
  }

  @Test
  void moreThanMayRunAreRefused() throws Exception {
    LocalOrchestrator orchestrator =
        open(s -> s.withExpress(bounds(1, 100, Duration.ofMinutes(5))));
    CountDownLatch called = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    handlers.put(Machines.FUNCTION, blocking(called, interrupted));
    String hangs = Machines.createExpress(orchestrator, "hangs", Machines.task(Machines.FUNCTION));
    String passes = Machines.createExpress(orchestrator, "passes", Machines.passes(1));
    assertThrottled(() -> run(orchestrator, passes, "\"" + "x".repeat(100) + "\""));

    FutureTask<SyncExecution> first = new FutureTask<>(() -> run(orchestrator, hangs, "{}"));
    Thread caller = Thread.ofVirtual().start(first);
    called.await();
    assertThrottled(() -> run(orchestrator, passes, "{}"));
    caller.interrupt();
    assertThatThrownBy(first::get).hasCauseInstanceOf(InterruptedException.class);
    interrupted.await();

    assertThat(run(orchestrator, passes, "{}").status()).isEqualTo(ExecutionStatus.SUCCEEDED);
  }

  @Test
  void theEndOfTheServerEndsThoseThatWait() throws Exception {
    LocalOrchestrator orchestrator = open(UnaryOperator.identity());
    CountDownLatch called = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    handlers.put(Machines.FUNCTION, blocking(called, interrupted));
    String machine =
        Machines.createExpress(orchestrator, "hangs", Machines.task(Machines.FUNCTION));
    FutureTask<SyncExecution> waiting = new FutureTask<>(() -> run(orchestrator, machine, "{}"));
    Thread.ofVirtual().start(waiting);
    called.await();

    orchestrator.close();

    assertThatThrownBy(waiting::get).hasCauseInstanceOf(InterruptedException.class);
    interrupted.await();
    assertThatThrownBy(() -> run(orchestrator, machine, "{}"))
        .isInstanceOfSatisfying(
            CallerException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.SERVICE_UNAVAILABLE));
  }

  @Test
  void aCostlyExpressionIsDecidedBeside() throws Exception {
    Limits little = new Limits(262_144, 25_000, 40, 10 << 20, 3, 512 << 10, 10, 10_000_000);
    LocalOrchestrator orchestrator = open(s -> s.withLimits(little));
    String definition =
        """
        {"StartAt": "C", "States": {"C": {"Type": "Pass", "Next": "P",
          "Parameters": {"n.$": "States.ArrayLength(States.ArrayRange(1, 40, 1))"}},
          "P": {"Type": "Pass", "End": true}}}
        """;

    SyncExecution ended =
        run(orchestrator, Machines.createExpress(orchestrator, "costly", definition), "{}");

    assertThat(ended.output()).isEqualTo(Payload.ofText("{\"n\":40}"));
    assertThat(orchestrator.metrics().slowDecisions.sum()).isPositive();
  }

  @Test
  void aHistoryMayBeLongerThanAStandardOne() throws Exception {
    Limits few = new Limits(262_144, 10, 40, 10 << 20, 256, 512 << 10, 20_000, 10_000_000);
    LocalOrchestrator orchestrator = open(s -> s.withLimits(few));

    SyncExecution ended =
        run(orchestrator, Machines.createExpress(orchestrator, "long", Machines.passes(600)), "{}");

    assertThat(ended.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
  }

  @Test
  void itsContextHasNoRedriveCount() throws Exception {
    LocalOrchestrator orchestrator = open(UnaryOperator.identity());
    String definition =
        """
        {"StartAt": "C", "States": {"C": {"Type": "Pass", "End": true,
          "Parameters": {"redrives.$": "$$.Execution"}}}}
        """;

    SyncExecution ended =
        run(orchestrator, Machines.createExpress(orchestrator, "context", definition), "{}");

    assertThat(String.valueOf(ended.output())).contains("StartTime").doesNotContain("Redrive");
  }

  @Test
  void aStandardMachineIsRefused() {
    LocalOrchestrator orchestrator = open(UnaryOperator.identity());
    String machine = Machines.create(orchestrator, "standard", Machines.passes(1));

    assertThatThrownBy(() -> run(orchestrator, machine, "{}"))
        .isInstanceOfSatisfying(
            CallerException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.STATE_MACHINE_TYPE_NOT_SUPPORTED));
  }

  @Test
  void itsEventsAreShownAsTheyHappen() throws Exception {
    List<Stamped> seen = new ArrayList<>();
    LocalOrchestrator orchestrator = open(s -> s.withObserver((_, events) -> seen.addAll(events)));

    SyncExecution ended =
        run(orchestrator, Machines.createExpress(orchestrator, "seen", Machines.passes(300)), "{}");

    assertThat(ended.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(seen).hasSize(602);
    for (int i = 0; i < seen.size(); i++) {
      assertThat(seen.get(i).id()).isEqualTo(i + 1);
    }
    assertThat(seen.getLast().event()).isInstanceOf(Event.ExecutionSucceeded.class);
  }

  // ---- what all of them need

  private LocalOrchestrator open(UnaryOperator<Settings> change) {
    LocalOrchestrator orchestrator =
        Orchestrators.open(
            change.apply(Settings.of(store, handlers::get, _ -> {}).withPartitions(4)));
    opened = orchestrator;
    return orchestrator;
  }

  private static SyncExecution run(LocalOrchestrator orchestrator, String machine, String input)
      throws InterruptedException {
    return orchestrator.startSyncExecution(ACCOUNT, machine, null, input, null);
  }

  private static ExpressBounds bounds(int running, long inputBytes, Duration duration) {
    return new ExpressBounds(running, inputBytes, duration, ExpressBounds.Recent.DEFAULT);
  }

  private static TaskHandler blocking(CountDownLatch called, CountDownLatch interrupted) {
    return _ -> {
      called.countDown();
      try {
        new CountDownLatch(1).await();
        throw new IllegalStateException("nothing lets it go");
      } catch (InterruptedException e) {
        interrupted.countDown();
        throw e;
      }
    };
  }

  private static void assertThrottled(org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            CallerException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.THROTTLING));
  }
}
