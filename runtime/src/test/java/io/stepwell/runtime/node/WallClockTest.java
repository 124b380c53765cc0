package io.stepwell.runtime.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class WallClockTest {
  private long wall = 1_000_000;
  private long nano;
  private final List<Long> jumps = new ArrayList<>();
  private final WallClock clock = new WallClock(() -> wall, () -> nano, jumps::add);

  @Test
  void aClockThatIsSetBackIsToldOnceAndNeverGoesBack() {
    pass(3_000);
    wall -= 600_000;
    long before = clock.getAsLong();
    for (int second = 0; second < 60; second++) {
      pass(1_500);
      assertThat(clock.getAsLong()).isEqualTo(before + 1_500);
      before += 1_500;
    }
    assertThat(jumps).containsExactly(-600_000L);
  }

  @Test
  void eachJumpForwardIsToldAndFollowed() {
    pass(3_000);
    wall += 60_000;
    pass(1_500);
    assertThat(clock.getAsLong()).isEqualTo(wall);
    pass(1_500);
    assertThat(clock.getAsLong()).isEqualTo(wall);
    wall += 60_000;
    pass(1_500);
    assertThat(clock.getAsLong()).isEqualTo(wall);
    assertThat(jumps).containsExactly(60_000L, 60_000L);
  }

  private void pass(long millis) {
    wall += millis;
    nano += millis * 1_000_000;
  }
}
