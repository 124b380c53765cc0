package io.stepwell.expression;

/// Fuel for evaluating user expressions, counted in evaluator steps so that equal work costs the
/// same everywhere. One step is worth about 0.1 µs: looking at one node, producing one item,
/// reading eight characters.
///
/// Not thread-safe: one decision owns it.
public final class Meter {
  private long left;

  public Meter(long fuel) {
    this.left = fuel;
  }

  /// For places where nothing runs long.
  public static Meter unlimited() {
    return new Meter(Long.MAX_VALUE);
  }

  /// Takes `steps` away.
  ///
  /// @throws OutOfFuelException when fewer were left
  public void burn(long steps) {
    left -= steps;
    if (left < 0) {
      throw new OutOfFuelException();
    }
  }

  public long left() {
    return Math.max(0, left);
  }
}
