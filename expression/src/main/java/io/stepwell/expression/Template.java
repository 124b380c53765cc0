package io.stepwell.expression;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A compiled expression, or a JSON value with expressions in it: a path, an intrinsic call, a
/// payload template, a JSONata expression, or a literal. Immutable, evaluated without side effects.
public interface Template {
  /// The value in this scope, as [io.stepwell.json.Json] describes values.
  ///
  /// @throws EvaluationException when the value can't be found or computed
  /// @throws OutOfFuelException when the scope's meter ran out
  @Nullable Object evaluate(Scope scope);

  /// The names of the variables that the expressions read, without `$`.
  Set<String> variables();
}
