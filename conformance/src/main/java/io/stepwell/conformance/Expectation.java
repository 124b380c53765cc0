package io.stepwell.conformance;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a case expects. Only what is given is compared.
public sealed interface Expectation {
  /// The definition is not accepted, with exactly these errors in this order.
  record Refused(List<Diagnostic> errors) implements Expectation {}

  /// @param warnings of the definition; null when they do not matter
  /// @param output null when it does not matter
  /// @param error for failed, timed out and aborted executions; null when neither error nor cause matters
  /// @param history null when it does not matter
  /// @param calls by state: when its tasks were handed out, in seconds since the start
  /// @param seconds how long the execution took; null when it does not matter
  record Runs(
      @Nullable List<Diagnostic> warnings,
      String status,
      Behaviour.@Nullable Json output,
      @Nullable Failure error,
      @Nullable List<Event> history,
      Map<String, List<Double>> calls,
      @Nullable Double seconds)
      implements Expectation {}

  /// @param location AWS's path; null where AWS names none
  record Diagnostic(String code, String message, @Nullable String location) {}

  /// @param error null for none
  /// @param cause null for none
  record Failure(@Nullable String error, @Nullable String cause) {}

  /// An event of the history.
  ///
  /// @param details members that its details must have; more are allowed
  record Event(long id, long previousId, String type, Map<String, @Nullable Object> details) {}
}
