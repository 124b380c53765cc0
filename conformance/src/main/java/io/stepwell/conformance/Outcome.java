package io.stepwell.conformance;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What an engine made of a case.
public sealed interface Outcome {
  record Refused(List<Expectation.Diagnostic> errors) implements Outcome {}

  /// @param status `SUCCEEDED`, `FAILED`, `TIMED_OUT`, `ABORTED`, or `RUNNING` when nothing more will
  ///     happen by itself
  /// @param output null unless it succeeded
  /// @param history as GetExecutionHistory shows it
  /// @param given by state: what its tasks were given
  /// @param calls by state: when its tasks were handed out, in seconds since the start
  /// @param seconds from the start to the end
  record Ran(
      List<Expectation.Diagnostic> warnings,
      String status,
      Behaviour.@Nullable Json output,
      @Nullable String error,
      @Nullable String cause,
      List<Map<String, @Nullable Object>> history,
      Map<String, List<Behaviour.Json>> given,
      Map<String, List<Double>> calls,
      double seconds)
      implements Outcome {}
}
