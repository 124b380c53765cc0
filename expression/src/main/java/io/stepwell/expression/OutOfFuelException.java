package io.stepwell.expression;

import java.io.Serial;

/// The [Meter] is empty. What was evaluated so far is dropped; whoever set the meter decides whether
/// to try again with a larger one.
public final class OutOfFuelException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  OutOfFuelException() {
    super("out of fuel", null, false, false);
  }
}
