package io.stepwell.conformance;

/// An engine of Amazon States Language that can be measured with the cases. It starts the machine at
/// [#START], lets time pass as fast as it likes, and plays the tasks as the case says.
@FunctionalInterface
public interface Engine {
  /// When every execution starts.
  String START = "2026-01-01T00:00:00Z";

  /// Runs the case to its end, or until nothing more will happen by itself. Compares nothing.
  Outcome run(Case given);
}
