package io.stepwell.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.stepwell.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class StateLogTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final StateLog log =
      new StateLog(Console.to(new PrintStream(out, true, StandardCharsets.UTF_8)));

  private void show(String event) {
    log.show((Map<?, ?>) Objects.requireNonNull(Json.parse(event)));
  }

  @Test
  void failuresAndNewAttemptsStandBetweenEnteringAndLeaving() {
    show("{\"timestamp\":10.0,\"type\":\"ExecutionStarted\",\"id\":1}");
    show(
        "{\"timestamp\":10.0,\"type\":\"TaskStateEntered\",\"stateEnteredEventDetails\":{\"name\":\"Place\"}}");
    show("{\"timestamp\":10.0,\"type\":\"TaskScheduled\",\"taskScheduledEventDetails\":{}}");
    show(
        "{\"timestamp\":10.25,\"type\":\"TaskFailed\",\"taskFailedEventDetails\":{\"error\":\"Busy\",\"cause\":\"{\\\"errorMessage\\\":\\\"try"
            + " later\\\"}\"}}");
    show("{\"timestamp\":11.25,\"type\":\"TaskScheduled\",\"taskScheduledEventDetails\":{}}");
    show("{\"timestamp\":11.5,\"type\":\"TaskSucceeded\",\"taskSucceededEventDetails\":{}}");
    show(
        "{\"timestamp\":11.5,\"type\":\"TaskStateExited\",\"stateExitedEventDetails\":{\"name\":\"Place\"}}");
    assertThat(out.toString(StandardCharsets.UTF_8).lines())
        .containsExactly(
            "     0.000 s  \u2192 Place",
            "     0.250 s  \u2717 failed: Busy: try later",
            "     1.250 s  \u21bb Place again, attempt 2",
            "     1.500 s  \u2713 Place                        1.500 s");
  }
}
