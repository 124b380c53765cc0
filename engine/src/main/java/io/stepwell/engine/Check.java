package io.stepwell.engine;

/// Checks that stay on in production: a failed one is a bug, and takes the execution out of service
/// before a wrong state is written.
public final class Check {
  private Check() {}

  public static void that(boolean holds, String what) {
    if (!holds) {
      throw new IllegalStateException("does not hold: " + what);
    }
  }
}
