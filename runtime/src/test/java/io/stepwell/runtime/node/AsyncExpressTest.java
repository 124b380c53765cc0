package io.stepwell.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stepwell.engine.ErrorOutput;
import io.stepwell.engine.ExecutionStatus;
import io.stepwell.json.Payload;
import io.stepwell.runtime.Account;
import io.stepwell.runtime.CallerException;
import io.stepwell.runtime.ErrorCode;
import io.stepwell.runtime.Orchestrator.Execution;
import io.stepwell.runtime.Orchestrator.RecentExecution;
import io.stepwell.runtime.Orchestrator.Started;
import io.stepwell.runtime.storage.Tables;
import io.stepwell.runtime.storage.Tables.Count;
import io.stepwell.store.memory.MemoryStore;
import io.stepwell.tasks.TaskOutcome;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// StartExecution of express machines, as its callers see it.
final class AsyncExpressTest {
  private static final Account ACCOUNT = Account.DEFAULT;

  private final MemoryStore store = new MemoryStore();
  private final CountDownLatch called = new CountDownLatch(1);
  private final CountDownLatch mayReturn = new CountDownLatch(1);
  private LocalOrchestrator orchestrator = open();

  @AfterEach
  void close() {
    mayReturn.countDown();
    orchestrator.close();
    store.close();
  }

  @Test
  void aNameMayBeUsedAgainAndEachStartRuns() throws Exception {
    String machine = Machines.createExpress(orchestrator, "passes", Machines.passes(2));

    Started first = orchestrator.startExecution(ACCOUNT, machine, "one", "{\"a\":1}", null);
    Started second = orchestrator.startExecution(ACCOUNT, machine, "one", "{\"a\":2}", null);
    allEnded();

    assertThat(first.executionArn())
        .startsWith("arn:aws:states:us-east-1:123456789012:express:passes:one:");
    assertThat(second.executionArn()).isNotEqualTo(first.executionArn());
    List<Execution> recent = orchestrator.listRecentExpress(ACCOUNT, machine, 10);
    assertThat(recent).hasSize(2);
    assertThat(recent).allMatch(e -> e.status() == ExecutionStatus.SUCCEEDED);
    RecentExecution seen = orchestrator.recentExpress(ACCOUNT, second.executionArn());
    assertThat(seen.execution().output()).isEqualTo(Payload.ofText("{\"a\":2}"));
    assertThat(seen.events()).hasSize(6);
    assertThat(seen.complete()).isTrue();
  }

  @Test
  void oneThatTheEndOfTheServerInterruptsRunsAgain() throws Exception {
    String machine =
        Machines.createExpress(orchestrator, "calls", Machines.task(Machines.FUNCTION));
    Started started = orchestrator.startExecution(ACCOUNT, machine, null, "{\"a\":1}", null);
    called.await();

    orchestrator.close();
    mayReturn.countDown();
    orchestrator = open();
    allEnded();

    RecentExecution seen = orchestrator.recentExpress(ACCOUNT, started.executionArn());
    assertThat(seen.execution().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    orchestrator.close();
    orchestrator = open();
    assertThat(orchestrator.runningExpress()).isZero();
    assertRefused(
        () -> orchestrator.recentExpress(ACCOUNT, started.executionArn()),
        ErrorCode.EXECUTION_DOES_NOT_EXIST);
  }

  @Test
  void whatIsForStandardExecutionsOnlyIsRefused() {
    String machine = Machines.createExpress(orchestrator, "passes", Machines.passes(1));
    String arn = orchestrator.startExecution(ACCOUNT, machine, null, null, null).executionArn();

    assertRefused(
        () -> orchestrator.stopExecution(ACCOUNT, arn, new ErrorOutput(null, null)),
        ErrorCode.INVALID_ARN);
    assertRefused(() -> orchestrator.describeExecution(ACCOUNT, arn), ErrorCode.INVALID_ARN);
    assertRefused(() -> orchestrator.history(ACCOUNT, arn, false, 10, null), ErrorCode.INVALID_ARN);
    assertRefused(
        () -> orchestrator.listExecutions(ACCOUNT, machine, null, 10, null),
        ErrorCode.STATE_MACHINE_TYPE_NOT_SUPPORTED);
  }

  @Test
  void executionsAreCounted() throws Exception {
    String machine = Machines.createExpress(orchestrator, "counted", Machines.passes(3));
    String fails =
        Machines.createExpress(
            orchestrator,
            "fails",
            "{\"StartAt\": \"F\", \"States\": {\"F\": {\"Type\": \"Fail\"}}}");
    for (int i = 0; i < 4; i++) {
      orchestrator.startSyncExecution(ACCOUNT, machine, null, "{}", null);
    }
    orchestrator.startSyncExecution(ACCOUNT, fails, null, "{}", null);
    orchestrator.startExecution(ACCOUNT, machine, null, "{}", null);
    allEnded();
    orchestrator.close();

    assertThat(count("counted", Count.STARTED)).isEqualTo(5);
    assertThat(count("counted", Count.SUCCEEDED)).isEqualTo(5);
    assertThat(count("counted", Count.TRANSITIONS)).isEqualTo(15);
    assertThat(count("counted", Count.BILLED_MILLIS)).isGreaterThanOrEqualTo(500);
    assertThat(count("counted", Count.BILLED_MEGABYTE_MILLIS))
        .isEqualTo(64 * count("counted", Count.BILLED_MILLIS));
    assertThat(count("fails", Count.FAILED)).isEqualTo(1);
  }

  // ---- what all of them need

  private LocalOrchestrator open() {
    return Orchestrators.open(
        Settings.of(
                store,
                _ ->
                    call -> {
                      called.countDown();
                      mayReturn.await();
                      return new TaskOutcome.Succeeded(call.input());
                    },
                _ -> {})
            .withPartitions(4));
  }

  private void allEnded() {
    while (orchestrator.runningExpress() > 0) {
      Thread.onSpinWait();
    }
  }

  private long count(String machine, Count what) throws Exception {
    int account = 1;
    long now = System.currentTimeMillis() / 3_600_000;
    long sum = 0;
    for (long hour = now - 1; hour <= now; hour++) { // the clock may strike
      byte[] value =
          store.get(
              Tables.EXPRESS_PARTITION,
              Tables.COUNTERS,
              Tables.counter(account, machine, (int) hour, what));
      sum += value == null ? 0 : ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN).getLong();
    }
    return sum;
  }

  private static void assertRefused(ThrowingCallable call, ErrorCode code) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(CallerException.class, e -> assertThat(e.code()).isEqualTo(code));
  }
}
