package io.stepwell.conformance;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one task does. Times are seconds since the task was handed out.
///
/// @param given what the task must have been given; null when any input will do
/// @param after when the end comes
/// @param submits for tasks that wait for a callback or a job: the reply to the call itself
/// @param worker for activities: the name of the worker that takes the task
/// @param claimedAfter for activities: when a worker takes it
/// @param heartbeats when heartbeats are sent
public record Behaviour(
    @Nullable Json given,
    End end,
    double after,
    Json submits,
    @Nullable String worker,
    double claimedAfter,
    List<Double> heartbeats) {

  /// A JSON value, so that null can be told from absence.
  public record Json(@Nullable Object value) {}

  /// How the task ends.
  public sealed interface End {
    record Returns(@Nullable Object output) implements End {}

    record Fails(@Nullable String error, @Nullable String cause) implements End {}

    /// Nobody ever hears of it again.
    record Silent() implements End {}
  }
}
