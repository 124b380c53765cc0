package io.stepwell.cli;

import io.stepwell.cli.Console.Colour;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Prints an execution as it goes: each state as it is entered and left, each failure of a task and
/// each new attempt.
final class StateLog {
  private static final int MAX_CAUSE = 100;
  private static final String ENTERED = "StateEntered";
  private static final String EXITED = "StateExited";

  private final Console console;
  private final Map<String, Deque<Double>> enteredAt = new HashMap<>();
  private final Map<String, Integer> failures = new HashMap<>();
  private String current = "";
  private double startedAt;

  StateLog(Console console) {
    this.console = console;
  }

  /// @param event as GetExecutionHistory shows it
  void show(Map<?, ?> event) {
    String type = String.valueOf(event.get("type"));
    double at = event.get("timestamp") instanceof Number time ? time.doubleValue() : 0;
    if (type.equals("ExecutionStarted")) {
      startedAt = at;
    } else if (type.endsWith(ENTERED)) {
      entered(name(event, "stateEnteredEventDetails"), at);
    } else if (type.endsWith(EXITED)) {
      exited(name(event, "stateExitedEventDetails"), at);
    } else if (isAttempt(type)) {
      attempted(at);
    } else if (isFailure(type)) {
      failed(type, event, at);
    }
  }

  private static boolean isAttempt(String type) {
    return type.equals("TaskScheduled")
        || type.equals("LambdaFunctionScheduled")
        || type.equals("ActivityScheduled");
  }

  private static boolean isFailure(String type) {
    return !type.startsWith("Execution") && (type.endsWith("Failed") || type.endsWith("TimedOut"));
  }

  private void entered(String state, double at) {
    current = state;
    failures.remove(state);
    enteredAt.computeIfAbsent(state, _ -> new ArrayDeque<>()).addLast(at);
    line(at, Colour.CYAN, console.sign("\u2192", "->"), state);
  }

  private void exited(String state, double at) {
    Deque<Double> open = enteredAt.getOrDefault(state, new ArrayDeque<>());
    Double since = open.pollFirst();
    String took = since == null ? "" : seconds(at - since) + " s";
    line(
        at,
        Colour.GREEN,
        console.sign("\u2713", "<-"),
        "%-28s %s".formatted(state, console.coloured(Colour.DIM, took)));
  }

  private void attempted(double at) {
    Integer failed = failures.get(current);
    if (failed != null) {
      line(
          at,
          Colour.YELLOW,
          console.sign("\u21bb", "**"),
          "%s again, attempt %d".formatted(current, failed + 1));
    }
  }

  private void failed(String type, Map<?, ?> event, double at) {
    Map<?, ?> details = details(event);
    if (details.get("error") == null) {
      return; // MapStateFailed and its like say nothing of their own
    }
    failures.merge(current, 1, Integer::sum);
    String cause = details.get("cause") instanceof String text ? Causes.sentence(text) : "";
    line(
        at,
        Colour.RED,
        console.sign("\u2717", "!!"),
        "%s %s%s"
            .formatted(
                type.endsWith("TimedOut") ? "timed out:" : "failed:",
                details.get("error"),
                cause.isEmpty() ? "" : ": " + shortened(cause)));
  }

  /// The one member that holds an object, whatever the type of the event.
  private static Map<?, ?> details(Map<?, ?> event) {
    for (Object value : event.values()) {
      if (value instanceof Map<?, ?> details) {
        return details;
      }
    }
    return Map.of();
  }

  private static String name(Map<?, ?> event, String member) {
    return event.get(member) instanceof Map<?, ?> details
        ? String.valueOf(details.get("name"))
        : "?";
  }

  private static String shortened(String text) {
    return text.length() <= MAX_CAUSE ? text : text.substring(0, MAX_CAUSE) + "...";
  }

  private void line(double at, Colour colour, String sign, String text) {
    String time = "%8s s".formatted(seconds(at - startedAt));
    console.line(
        "  %s  %s %s"
            .formatted(console.coloured(Colour.DIM, time), console.coloured(colour, sign), text)
            .stripTrailing());
  }

  private static @Nullable String seconds(double seconds) {
    return String.format(Locale.ROOT, "%.3f", Math.max(0, seconds));
  }
}
