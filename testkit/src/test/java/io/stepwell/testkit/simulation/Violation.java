package io.stepwell.testkit.simulation;

import java.io.Serial;

/// An invariant does not hold. An error, so that nothing on the way takes it for a failing service.
final class Violation extends AssertionError {
  @Serial private static final long serialVersionUID = 1L;

  private final String invariant;

  Violation(String invariant, String found) {
    super(invariant + ": " + found);
    this.invariant = invariant;
  }

  Violation(String invariant, String found, Throwable cause) {
    super(invariant + ": " + found, cause);
    this.invariant = invariant;
  }

  String invariant() {
    return invariant;
  }
}
