package io.stepwell.engine;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Whether an execution that has ended can go on where it failed (Step Functions,
/// "RedriveExecution"). The sentences are AWS's.
public final class Redrive {
  /// How long the same client token means the same request.
  public static final Duration SAME_REQUEST = Duration.ofMinutes(15);

  private static final Duration PERIOD = Duration.ofDays(14);
  private static final Duration LONGEST_EXECUTION = Duration.ofDays(365);

  private Redrive() {}

  /// Why it can't, or null when it can.
  ///
  /// @param events in its history
  /// @param now epoch milliseconds, like the other times
  public static @Nullable String refusal(
      ExecutionStatus status,
      long events,
      long startedAt,
      long stoppedAt,
      long now,
      Limits limits) {
    switch (status) {
      case RUNNING, SUCCEEDED, PENDING_REDRIVE -> {
        return "Execution is " + status.name() + " and cannot be redriven";
      }
      case FAILED, TIMED_OUT, ABORTED -> {}
    }
    if (events >= limits.maxEvents() - 1L) {
      return "Execution history event limit exceeded";
    }
    if (now - startedAt > LONGEST_EXECUTION.toMillis()) {
      return "Execution has exceeded the max execution time";
    }
    return now - stoppedAt > PERIOD.toMillis() ? "Execution redrivable period exceeded" : null;
  }
}
