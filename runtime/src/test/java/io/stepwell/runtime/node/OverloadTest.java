package io.stepwell.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.stepwell.engine.ExecutionStatus;
import io.stepwell.engine.Limits;
import io.stepwell.json.Payload;
import io.stepwell.runtime.CallerException;
import io.stepwell.runtime.ErrorCode;
import io.stepwell.runtime.partition.Bounds;
import io.stepwell.tasks.TaskCall;
import io.stepwell.tasks.TaskHandler;
import io.stepwell.tasks.TaskOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// More than fits: who is refused, and who is not.
final class OverloadTest {
  private static final int ROOM = 100; // of each of three partitions
  private static final Bounds BOUNDS =
      new Bounds(ROOM, 4, 1 << 16, Duration.ofSeconds(2), 1_000, 4_096, 256);
  private static final String PASS =
      "{\"StartAt\":\"P\",\"States\":{\"P\":{\"Type\":\"Pass\",\"End\":true}}}";
  private static final String INVOKE =
      """
      {"StartAt":"T","States":{"T":{"Type":"Task","End":true,
        "Resource":"arn:aws:states:::lambda:invoke","Parameters":{"FunctionName":"%s"}}}}
      """;

  @Test
  void oneMachineThatFloodsIsRefusedWhileOthersStillGetIn() {
    World world = new World(1, _ -> null, BOUNDS, Limits.AWS);
    world.createMachine("flood", PASS);
    world.createMachine("other", PASS);

    int refused = 0;
    for (int i = 0; i < 10 * ROOM; i++) {
      refused += start(world, "flood", "f" + i) ? 0 : 1;
    }
    List<String> others = new ArrayList<>();
    for (int i = 0; i < ROOM / 10; i++) {
      assertThat(start(world, "other", "o" + i)).as("start %d of the other machine", i).isTrue();
      others.add("arn:aws:states:us-east-1:123456789012:execution:other:o" + i);
    }

    assertThat(refused).isGreaterThan(10 * ROOM - 3 * ROOM);
    assertThat(world.fullestInbox()).isLessThanOrEqualTo(ROOM);
    while (world.step()) {}
    assertThat(others)
        .allSatisfy(
            arn -> assertThat(world.row(arn).status()).isEqualTo(ExecutionStatus.SUCCEEDED));
    assertThat(start(world, "flood", "later")).as("room again").isTrue();
  }

  private static boolean start(World world, String machine, String name) {
    try {
      world.start(machine, name);
      return true;
    } catch (CallerException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.THROTTLING);
      assertThat(e).hasMessage("Rate exceeded");
      return false;
    }
  }

  @Test
  void aSlowFunctionDoesNotTakeTheRoomOfOthers() {
    World world = new World(1, _ -> new Invoke(), BOUNDS, Limits.AWS);
    world.createMachine("slow", INVOKE.formatted("slow"));
    world.createMachine("quick", INVOKE.formatted("quick"));
    long[] latency = {3_600_000};
    world.latency(() -> latency[0]);
    for (int i = 0; i < 3; i++) { // more than its limit
      world.start("slow", "s" + i);
    }
    long begun = world.now();
    while (world.calls() < 3 && world.step()) {}
    latency[0] = 0;

    world.start("quick", "q");
    while (world.now() < begun + 60_000 && world.step()) {}

    assertThat(world.row("arn:aws:states:us-east-1:123456789012:execution:quick:q").stoppedAt())
        .isBetween(begun, begun + 1_000);
  }

  /// As `lambda:invoke`, with room for two calls of each function.
  private static final class Invoke implements TaskHandler {
    @Override
    public TaskOutcome call(TaskCall call) {
      return new TaskOutcome.Succeeded(Payload.ofText("{}"));
    }

    @Override
    public String target(Payload input) {
      return String.valueOf(input.text());
    }

    @Override
    public int maxConcurrency() {
      return 2;
    }
  }
}
