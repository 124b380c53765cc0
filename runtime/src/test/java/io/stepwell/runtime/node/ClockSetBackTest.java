package io.stepwell.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.stepwell.engine.ExecutionStatus;
import io.stepwell.engine.Limits;
import org.junit.jupiter.api.Test;

/// The machine's clock was set back while the server was down.
final class ClockSetBackTest {
  private static final String WAIT =
      "{\"StartAt\":\"W\",\"States\":{\"W\":{\"Type\":\"Wait\",\"Seconds\":2,\"End\":true}}}";

  @Test
  void aDeadlineBeforeThoseThatFiredInTheLastProcessIsKept() {
    World world = new World(1, _ -> null, World.tight(), Limits.AWS);
    world.createMachine("wait", WAIT);
    for (int i = 0; i < 20; i++) { // often enough for the place where scans begin to move
      world.start("wait", "before-" + i);
      finish(world);
    }
    world.setBack(60_000);
    world.restart();

    world.start("wait", "after");
    finish(world);

    String after = "arn:aws:states:us-east-1:123456789012:execution:wait:after";
    assertThat(world.row(after).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(world.state(after).stoppedAt() - world.state(after).startedAt())
        .isGreaterThanOrEqualTo(2_000);
  }

  private static void finish(World world) {
    while (world.step()) {}
  }
}
