package io.stepwell.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.stepwell.engine.Command;
import io.stepwell.engine.ErrorOutput;
import io.stepwell.engine.ExecutionStatus;
import io.stepwell.engine.Limits;
import io.stepwell.json.Payload;
import io.stepwell.tasks.TaskCall;
import io.stepwell.tasks.TaskHandler;
import io.stepwell.tasks.TaskOutcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Calls that wait for room while their executions are not in memory.
final class ParkedCallsTest {
  private static final String MACHINE =
      """
      {"StartAt":"T","States":{"T":{"Type":"Task","End":true,
        "Resource":"arn:aws:lambda:us-east-1:123456789012:function:work"}}}
      """;

  private final List<String> called = new ArrayList<>();
  private final World world = new World(1, _ -> new Narrow(), World.tight(), Limits.AWS);

  @Test
  void executionsWhoseCallsWaitForRoomLeaveMemoryAndAreCalledInTheirTurn() {
    startAndPark(5);

    assertThat(world.calls()).isEqualTo(5);
    assertThat(called).as("only the first had room").isEmpty();

    finish();
    assertThat(called).hasSize(5).doesNotHaveDuplicates();
    for (int i = 0; i < 5; i++) {
      assertThat(world.row(arn(i)).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    }
    assertThat(world.calls()).isZero();
  }

  @Test
  void whatIsStoppedWhileItsCallIsParkedIsNotCalled() {
    startAndPark(5);

    for (int i = 0; i < 5; i++) {
      world.ask(arn(i), new Command.StopExecution(new ErrorOutput(null, null)));
    }
    finish();

    assertThat(called).isEmpty();
    for (int i = 0; i < 5; i++) {
      assertThat(world.row(arn(i)).status()).isEqualTo(ExecutionStatus.ABORTED);
    }
    assertThat(world.calls()).isZero();
    world.start("m", "later");
    finish();
    assertThat(called).as("the room is free again").hasSize(1);
  }

  @Test
  void aParkedCallOfAnExecutionThatWentOutOfServiceGivesItsRoomToTheNext() {
    startAndPark(3);
    world.damage(arn(1));

    finish();

    assertThat(called).hasSize(2);
    assertThat(world.calls()).isZero();
    assertThat(world.outOfService()).contains(arn(1));
  }

  /// The first call is out; those of the others wait.
  private void startAndPark(int count) {
    world.latency(() -> 10_000);
    world.createMachine("m", MACHINE);
    for (int i = 0; i < count; i++) {
      world.start("m", "e" + i);
    }
    while (world.machinery().metrics.parkedCalls.sum() < count - 1) {
      assertThat(world.step()).as("calls are parked").isTrue();
    }
  }

  private void finish() {
    while (world.step()) {}
  }

  private static String arn(int number) {
    return "arn:aws:states:us-east-1:123456789012:execution:m:e" + number;
  }

  /// One call at a time.
  private final class Narrow implements TaskHandler {
    @Override
    public TaskOutcome call(TaskCall call) throws InterruptedException {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      called.add(call.execution().arn());
      return new TaskOutcome.Succeeded(Payload.ofText("{}"));
    }

    @Override
    public int maxConcurrency() {
      return 1;
    }
  }
}
