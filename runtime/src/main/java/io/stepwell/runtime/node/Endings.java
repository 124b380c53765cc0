package io.stepwell.runtime.node;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Who waits for the end of which execution.
final class Endings {
  private final Map<String, Set<CountDownLatch>> waiting = new HashMap<>();

  /// The end of this execution is durable. Called where nothing may wait.
  void ended(String executionArn) {
    Set<CountDownLatch> latches;
    synchronized (waiting) {
      latches = waiting.remove(executionArn);
    }
    if (latches != null) {
      latches.forEach(CountDownLatch::countDown);
    }
  }

  /// @param already whether the execution has ended, as the store shows it; asked once
  void await(String executionArn, BooleanSupplier already) throws InterruptedException {
    CountDownLatch latch = new CountDownLatch(1);
    synchronized (waiting) {
      waiting.computeIfAbsent(executionArn, _ -> new HashSet<>()).add(latch);
    }
    try {
      if (!already.getAsBoolean()) {
        latch.await();
      }
    } finally {
      forget(executionArn, latch);
    }
  }

  private void forget(String executionArn, CountDownLatch latch) {
    synchronized (waiting) {
      @Nullable Set<CountDownLatch> latches = waiting.get(executionArn);
      if (latches != null && latches.remove(latch) && latches.isEmpty()) {
        waiting.remove(executionArn);
      }
    }
  }
}
