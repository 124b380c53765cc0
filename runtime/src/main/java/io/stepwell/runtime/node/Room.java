package io.stepwell.runtime.node;

import io.stepwell.runtime.CallerException;
import io.stepwell.runtime.ErrorCode;
import io.stepwell.store.Store;
import java.util.function.LongSupplier;

/// Keeps new executions out while the disk is nearly full, so that those that run can end.
final class Room {
  private static final long ENOUGH_BYTES = 64L << 20;
  private static final long CHECK_EVERY_MILLIS = 1_000;

  private final Store store;
  private final LongSupplier clock;
  private volatile long checkedAt = Long.MIN_VALUE / 2;
  private volatile long free = Long.MAX_VALUE;

  Room(Store store, LongSupplier clock) {
    this.store = store;
    this.clock = clock;
  }

  /// @throws CallerException ExecutionLimitExceeded
  void check() {
    long now = clock.getAsLong();
    if (now - checkedAt > CHECK_EVERY_MILLIS) {
      checkedAt = now;
      free = store.freeBytes();
    }
    if (free < ENOUGH_BYTES) {
      throw new CallerException(
          ErrorCode.EXECUTION_LIMIT_EXCEEDED,
          "The disk has only "
              + (free >> 20)
              + " MiB left for the data directory; new executions are taken again when it has "
              + (ENOUGH_BYTES >> 20));
    }
  }
}
