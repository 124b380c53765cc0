package io.stepwell.asl.plan;

/// Delays (States Language, "Wait State").
public record WaitState(
    String name, QueryLanguage language, Transition transition, DataFlow flow, Until until)
    implements State {

  /// Exactly one of the four forms.
  public sealed interface Until {
    /// `Seconds` or `SecondsPath`.
    record Seconds(Setting value) implements Until {}

    /// `Timestamp` or `TimestampPath`.
    record Timestamp(Setting value) implements Until {}
  }
}
