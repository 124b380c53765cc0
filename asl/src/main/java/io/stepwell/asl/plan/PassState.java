package io.stepwell.asl.plan;

import org.jspecify.annotations.Nullable;

/// Passes its input on, or makes a result (States Language, "Pass State").
///
/// @param result `Result` as a literal, or null when absent
public record PassState(
    String name,
    QueryLanguage language,
    Transition transition,
    DataFlow flow,
    @Nullable Literal result)
    implements State {
  /// Wraps the value so that a JSON null is not absence.
  public record Literal(@Nullable Object value) {}
}
