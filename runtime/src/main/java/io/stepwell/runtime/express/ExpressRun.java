package io.stepwell.runtime.express;

/// An execution that nobody waits for, for whoever gives it a thread: [#run] on a virtual thread, or
/// the other methods in a simulation of one thread.
public interface ExpressRun extends Runnable {
  /// Runs it to its end.
  @Override
  void run();

  /// Whether [#advance] would find something to do now.
  boolean ready();

  /// Goes on until it ends or waits.
  void advance();

  /// When time alone makes it ready, in epoch milliseconds; `Long.MAX_VALUE` for never, and once it
  /// has ended.
  long due();
}
