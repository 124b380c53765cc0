package io.stepwell.store;

/// The durability of one batch.
public interface Ticket {
  /// Runs the action once the batch is durable: on the committer's thread, in the order of the
  /// partition's appends, or at once when it already is. The action must be short and must not
  /// throw or close the store. It never runs when the batch is refused or the store fails.
  void whenDurable(Runnable action);

  boolean isDurable();

  /// Blocks until the batch is durable.
  ///
  /// @throws StoreException when the batch was refused or the store has failed
  void await() throws InterruptedException;
}
