package io.stepwell.expression;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// The [Meter] is empty. What was evaluated so far is dropped; whoever set the meter decides whether
/// to try again with a larger one.
public final class OutOfFuelException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final transient @Nullable EvaluationException failure;

  OutOfFuelException() {
    this(null);
  }

  /// @param failure what the language calls it when an expression takes too long
  public OutOfFuelException(@Nullable EvaluationException failure) {
    super("out of fuel", null, false, false);
    this.failure = failure;
  }

  /// The error of the language, for whoever does not try again; null where it has none.
  public @Nullable EvaluationException failure() {
    return failure;
  }
}
