package io.stepwell.server.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.stepwell.server.observe.OpenTasks.Times;
import org.junit.jupiter.api.Test;

final class OpenTasksTest {
  private static final String ONE = "arn:aws:states:us-east-1:123456789012:execution:m:one";
  private static final String OTHER = "arn:aws:states:us-east-1:123456789012:execution:m:other";

  private final OpenTasks open = new OpenTasks();

  @Test
  void tasksOfOneExecutionAreKeptApart() {
    open.scheduled(ONE, 2, 100);
    open.scheduled(ONE, 5, 200);
    open.scheduled(ONE, 9, 300);

    assertThat(open.started(ONE, 5, 250)).isEqualTo(new Times(5, 200, 0));
    assertThat(open.ended(ONE, 5)).isEqualTo(new Times(5, 200, 250));
    assertThat(open.ended(ONE, 5)).as("it has ended").isNull();
    assertThat(open.ended(ONE, 2)).isEqualTo(new Times(2, 100, 0));
    assertThat(open.ended(ONE, 9)).isEqualTo(new Times(9, 300, 0));
  }

  @Test
  void executionsAreKeptApart() {
    open.scheduled(ONE, 2, 100);
    open.scheduled(OTHER, 2, 200);

    open.executionEnded(ONE);

    assertThat(open.started(ONE, 2, 250)).isNull();
    assertThat(open.ended(OTHER, 2)).isEqualTo(new Times(2, 200, 0));
  }

  @Test
  void anExecutionWithManyOpenTasksHasABound() {
    for (int task = 0; task < 2_000; task++) {
      open.scheduled(ONE, task, task);
    }

    assertThat(open.ended(ONE, 999)).isEqualTo(new Times(999, 999, 0));
    assertThat(open.ended(ONE, 1_999)).as("beyond the bound").isNull();
  }
}
