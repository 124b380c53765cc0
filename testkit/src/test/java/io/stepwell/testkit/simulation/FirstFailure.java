package io.stepwell.testkit.simulation;

/// Runs seeds until one fails: `FirstFailure FROM TO` prints that seed and what it said on one line,
/// or nothing.
final class FirstFailure {
  private FirstFailure() {}

  public static void main(String[] args) {
    long to = Long.parseLong(args[1]);
    for (long seed = Long.parseLong(args[0]); seed <= to; seed++) {
      try {
        new Simulation(seed, new Coverage()).run();
      } catch (RuntimeException | AssertionError | StackOverflowError e) {
        System.out.println(seed + "\t" + said(e));
        return;
      }
    }
  }

  private static String said(Throwable e) {
    return e instanceof Violation violation
        ? violation.invariant()
        : e.toString().lines().findFirst().orElse("");
  }
}
