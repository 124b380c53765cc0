package io.stepwell.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stepwell.engine.ErrorOutput;
import io.stepwell.engine.ExecutionStatus;
import io.stepwell.json.Payload;
import io.stepwell.runtime.Account;
import io.stepwell.runtime.CallerException;
import io.stepwell.runtime.Orchestrator;
import io.stepwell.runtime.Orchestrator.Execution;
import io.stepwell.runtime.storage.Tables;
import io.stepwell.store.memory.MemoryStore;
import io.stepwell.tasks.JobHandler;
import io.stepwell.tasks.TaskCall;
import io.stepwell.tasks.TaskOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Jobs, and executions that are redriven, over the end of a process.
final class JobRecoveryTest {
  private static final Account ACCOUNT = Account.DEFAULT;
  private static final ErrorOutput STOP = new ErrorOutput("Stop", "by hand");
  private static final String JOB =
      """
      {"StartAt": "J", "States": {"J": {"Type": "Task",
        "Resource": "arn:aws:states:::glue:startJobRun.sync",
        "Parameters": {"JobName": "j"}, "End": true}}}
      """;

  /// What the service was asked, such as `submit` or `cancel "job-1"`.
  private final LinkedBlockingQueue<String> asked = new LinkedBlockingQueue<>();

  private volatile CountDownLatch submits = new CountDownLatch(0);
  private volatile CountDownLatch ends = new CountDownLatch(1);
  private volatile CountDownLatch cancels = new CountDownLatch(0);
  private volatile @Nullable RuntimeException refusal;
  private MemoryStore store = new MemoryStore();
  private @Nullable LocalOrchestrator open;

  @BeforeEach
  void open() {
    open = Orchestrators.open(Settings.of(store, _ -> new Jobs(), _ -> {}).withPartitions(3));
  }

  @AfterEach
  void close() {
    orchestrator().close();
    store.close();
  }

  @Test
  void aJobIsFoundAgainByItsHandleAndNotSubmittedTwice() throws Exception {
    String arn = start();
    assertAsked("submit", "await \"job\"");

    reopen();
    assertAsked("await \"job\"");
    ends.countDown();

    assertThat(ended(arn).output()).isEqualTo(Payload.ofText("\"result\""));
    assertThat(asked).isEmpty();
  }

  @Test
  void theJobOfAStoppedExecutionIsStopped() throws Exception {
    String arn = start();
    assertAsked("submit", "await \"job\"");
    assertThat(orchestrator().stopExecution(ACCOUNT, arn, STOP)).isPositive();
    assertAsked("cancel \"job\"");
    assertThat(ended(arn).status()).isEqualTo(ExecutionStatus.ABORTED);
  }

  @Test
  void aJobThatACrashKeptFromBeingStoppedIsStoppedByTheNextProcess() throws Exception {
    cancels = new CountDownLatch(1);
    String arn = start();
    assertAsked("submit", "await \"job\"");
    assertThat(orchestrator().stopExecution(ACCOUNT, arn, STOP)).isPositive();
    assertAsked("cancel \"job\"");

    reopen();
    assertAsked("cancel \"job\"");
    cancels.countDown();
    awaitAcknowledged();

    reopen();
    assertThat(ended(arn).status()).isEqualTo(ExecutionStatus.ABORTED);
    assertThat(ended(arn).error()).isEqualTo(STOP);
    assertThat(asked).isEmpty();
  }

  @Test
  void aJobWhoseSubmissionWasInFlightIsStoppedOnceThatHasReturned() throws Exception {
    submits = new CountDownLatch(1);
    String arn = start();
    assertAsked("submit");
    assertThat(orchestrator().stopExecution(ACCOUNT, arn, STOP)).isPositive();
    assertThat(asked.poll(50, TimeUnit.MILLISECONDS)).isNull();
    submits.countDown();
    assertAsked("cancel null");
  }

  @Test
  void aServiceThatRefusesToStopAJobIsAskedAgain() throws Exception {
    refusal = new IllegalStateException("busy");
    String arn = start();
    assertAsked("submit", "await \"job\"");
    assertThat(orchestrator().stopExecution(ACCOUNT, arn, STOP)).isPositive();
    assertAsked("cancel \"job\"");
    refusal = null;
    assertAsked("cancel \"job\"");
  }

  @Test
  void aRedrivenExecutionGoesOnInTheNextProcess() throws Exception {
    String arn = start();
    assertAsked("submit", "await \"job\"");
    assertThat(orchestrator().stopExecution(ACCOUNT, arn, STOP)).isPositive();
    assertAsked("cancel \"job\"");
    awaitAcknowledged();

    reopen();
    assertThat(orchestrator().redriveExecution(ACCOUNT, arn, null)).isPositive();
    assertAsked("submit", "await \"job\"");
    Execution running = orchestrator().describeExecution(ACCOUNT, arn);
    assertThat(running.status()).isEqualTo(ExecutionStatus.RUNNING);
    assertThat(running.redriveCount()).isEqualTo(1);
    assertThat(running.stoppedAt()).isZero();
    assertThat(listed(ExecutionStatus.ABORTED)).isEmpty();
    assertThat(listed(ExecutionStatus.RUNNING)).containsExactly(arn);

    reopen();
    assertAsked("await \"job\"");
    ends.countDown();
    Execution done = ended(arn);
    assertThat(done.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(done.notRedrivable()).isEqualTo("Execution is SUCCEEDED and cannot be redriven");
    assertThatThrownBy(() -> orchestrator().redriveExecution(ACCOUNT, arn, null))
        .isInstanceOf(CallerException.class)
        .hasMessage("Execution is SUCCEEDED and cannot be redriven");
  }

  private void assertAsked(String... expected) throws InterruptedException {
    for (String one : expected) {
      assertThat(asked.poll(20, TimeUnit.SECONDS)).isEqualTo(one);
    }
  }

  /// The acknowledgement is the last thing that an ended execution writes.
  private void awaitAcknowledged() {
    while (awake()) {
      Thread.onSpinWait();
    }
  }

  private boolean awake() {
    for (int partition = 0; partition < 3; partition++) {
      try (var cursor = store.scan(partition, Tables.AWAKE, new byte[0], Tables.lastKey(), false)) {
        if (cursor.next()) {
          return true;
        }
      }
    }
    return false;
  }

  private List<String> listed(ExecutionStatus status) {
    String machine = "arn:aws:states:us-east-1:123456789012:stateMachine:jobs";
    return orchestrator().listExecutions(ACCOUNT, machine, status, 10, null).items().stream()
        .map(Execution::arn)
        .toList();
  }

  private String start() {
    String machine = Machines.create(orchestrator(), "jobs", JOB);
    return orchestrator().startExecution(ACCOUNT, machine, null, "{}", null).executionArn();
  }

  private void reopen() {
    orchestrator().close();
    store = store.crash();
    open();
  }

  private LocalOrchestrator orchestrator() {
    return Objects.requireNonNull(open);
  }

  private Execution ended(String arn) throws InterruptedException {
    try (Orchestrator.Watch watch = orchestrator().watch(ACCOUNT, arn, _ -> {})) {
      assertThat(watch.awaitEnd(Duration.ofSeconds(20))).as("%s ends", arn).isTrue();
    }
    return orchestrator().describeExecution(ACCOUNT, arn);
  }

  private final class Jobs implements JobHandler {
    @Override
    public TaskOutcome call(TaskCall call) {
      asked.add("submit");
      awaitUninterrupted(submits);
      return new TaskOutcome.Submitted(Payload.ofText("{}"), Payload.ofText("\"job\""));
    }

    @Override
    public TaskOutcome await(TaskCall call, Payload handle) throws InterruptedException {
      asked.add("await " + handle.text());
      ends.await();
      return new TaskOutcome.Succeeded(Payload.ofText("\"result\""));
    }

    @Override
    public void cancel(TaskCall call, @Nullable Payload handle) throws InterruptedException {
      RuntimeException refused = refusal; // before the test hears of the call, and changes its mind
      asked.add("cancel " + (handle == null ? null : handle.text()));
      cancels.await();
      if (refused != null) {
        throw refused;
      }
    }

    private static void awaitUninterrupted(CountDownLatch latch) {
      while (true) {
        try {
          latch.await();
          return;
        } catch (InterruptedException e) {
          // a service that cannot be told to stop submitting
        }
      }
    }
  }
}
