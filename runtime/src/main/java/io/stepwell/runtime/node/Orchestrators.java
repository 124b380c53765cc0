package io.stepwell.runtime.node;

import io.stepwell.store.StoreException;

/// Opens orchestrators.
///
/// ```java
/// try (Store store = …; LocalOrchestrator orchestrator =
///     Orchestrators.open(Settings.of(store, handlers, failure -> …))) {
///   orchestrator.startExecution(Account.DEFAULT, arn, null, "{}", null);
/// }
/// ```
public final class Orchestrators {
  private Orchestrators() {}

  /// Leases all partitions, looks after what was outstanding when the store was last used, and
  /// serves until it is closed.
  ///
  /// @throws StoreException when the store is in use or its data can't be read
  public static LocalOrchestrator open(Settings settings) {
    try {
      return new LocalOrchestrator(settings);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("Interrupted while the store was being opened", e);
    }
  }
}
