package io.stepwell.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.stepwell.engine.ExecutionStatus;
import io.stepwell.json.Payload;
import io.stepwell.runtime.Account;
import io.stepwell.runtime.Orchestrator;
import io.stepwell.runtime.Orchestrator.ActivityTask;
import io.stepwell.runtime.Orchestrator.Execution;
import io.stepwell.runtime.Orchestrator.Presence;
import io.stepwell.runtime.Orchestrator.SyncExecution;
import io.stepwell.store.memory.MemoryStore;
import io.stepwell.tasks.TaskCall;
import io.stepwell.tasks.TaskHandler;
import io.stepwell.tasks.TaskOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The time between being told to end and ending: what is out may come to its end, what is not begun
/// is left to the next process. No call here may be repeated, so that one which is would show.
final class DrainTest {
  private static final Account ACCOUNT = Account.DEFAULT;
  private static final String TWO_CALLS =
      """
      {"StartAt": "A", "States": {
        "A": {"Type": "Task", "Resource": "%1$s", "Next": "B"},
        "B": {"Type": "Task", "Resource": "%1$s", "End": true}}}
      """
          .formatted(Machines.FUNCTION);

  private final List<TaskCall> calls = new CopyOnWriteArrayList<>();
  private final Semaphore answers = new Semaphore(0);
  private int room = 1000;
  private MemoryStore store = new MemoryStore();
  private @Nullable LocalOrchestrator open;

  @BeforeEach
  void open() {
    open = Orchestrators.open(Settings.of(store, _ -> new Service(), _ -> {}).withPartitions(3));
  }

  @AfterEach
  void close() {
    orchestrator().close();
    store.close();
  }

  @Test
  void aCallThatIsOutEndsAndTheNextOneIsMadeByTheNextProcess() throws Exception {
    String arn = start(Machines.create(orchestrator(), "two", TWO_CALLS));
    awaitCalls(1);

    orchestrator().drain();
    assertThat(orchestrator().callsUnderWay()).isEqualTo(1);
    answers.release();
    until(() -> orchestrator().callsUnderWay() == 0);
    reopen();
    answers.release();

    assertThat(ended(arn).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(calls).extracting(TaskCall::repeated).containsExactly(false, false);
  }

  @Test
  void callsThatWaitForRoomAreNotBegunAndNotLost() throws Exception {
    room = 1;
    String machine = Machines.create(orchestrator(), "one", Machines.task(Machines.FUNCTION));
    String first = start(machine);
    awaitCalls(1);
    List<String> others = List.of(start(machine), start(machine), start(machine));

    orchestrator().drain();
    answers.release(10);
    until(() -> orchestrator().callsUnderWay() == 0);
    reopen();

    assertThat(ended(first).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    for (String other : others) {
      assertThat(ended(other).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }
    assertThat(calls).hasSize(4).extracting(TaskCall::repeated).containsOnly(false);
  }

  @Test
  void theNoteOfUnmadeCallsCountsOnce() throws Exception {
    String arn = start(Machines.create(orchestrator(), "two", TWO_CALLS));
    awaitCalls(1);
    orchestrator().drain();
    answers.release();
    until(() -> orchestrator().callsUnderWay() == 0);
    reopen();
    awaitCalls(2);

    store = store.crash(); // the second call is out, and may have had its effect
    LocalOrchestrator dying = orchestrator();
    open();
    dying.close();

    assertThat(String.valueOf(ended(arn).error())).contains("its outcome is unknown");
    assertThat(calls).hasSize(2);
  }

  @Test
  void anExpressExecutionGoesOnToItsEnd() throws Exception {
    String machine = Machines.createExpress(orchestrator(), "express", TWO_CALLS);
    FutureTask<SyncExecution> waiting =
        new FutureTask<>(
            () -> orchestrator().startSyncExecution(ACCOUNT, machine, null, "{}", null));
    Thread.ofVirtual().start(waiting);
    awaitCalls(1);

    orchestrator().drain();
    assertThat(orchestrator().runningExpress()).isEqualTo(1);
    answers.release(2);

    assertThat(waiting.get().output()).isEqualTo(Payload.ofText("\"answer\""));
    until(() -> orchestrator().runningExpress() == 0);
  }

  @Test
  void pollsForActivityTasksEndAtOnce() throws Exception {
    orchestrator().createActivity(ACCOUNT, "work", Map.of(), null);
    FutureTask<@Nullable ActivityTask> poll =
        new FutureTask<>(
            () ->
                orchestrator()
                    .getActivityTask(
                        ACCOUNT,
                        Machines.ACTIVITY,
                        null,
                        Duration.ofMinutes(10),
                        Presence.CERTAIN));
    Thread.ofVirtual().start(poll);
    until(
        () ->
            orchestrator().overview().activity(ACCOUNT, Machines.ACTIVITY, 1, null).polling() == 1);

    orchestrator().drain();

    assertThat(poll.get()).isNull();
  }

  private void awaitCalls(int count) {
    until(() -> calls.size() >= count);
  }

  private static void until(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      Thread.onSpinWait();
    }
  }

  private void reopen() {
    orchestrator().close();
    store = store.crash();
    open();
  }

  private LocalOrchestrator orchestrator() {
    return java.util.Objects.requireNonNull(open);
  }

  private String start(String machine) {
    return orchestrator().startExecution(ACCOUNT, machine, null, "{}", null).executionArn();
  }

  private Execution ended(String arn) throws InterruptedException {
    try (Orchestrator.Watch watch = orchestrator().watch(ACCOUNT, arn, _ -> {})) {
      assertThat(watch.awaitEnd(Duration.ofSeconds(20))).as("%s ends", arn).isTrue();
    }
    return orchestrator().describeExecution(ACCOUNT, arn);
  }

  /// A service that answers as often as it is let.
  private final class Service implements TaskHandler {
    @Override
    public TaskOutcome call(TaskCall call) throws InterruptedException {
      calls.add(call);
      answers.acquire();
      return new TaskOutcome.Succeeded(Payload.ofText("\"answer\""));
    }

    @Override
    public boolean repeatable() {
      return false;
    }

    @Override
    public int maxConcurrency() {
      return room;
    }
  }
}
