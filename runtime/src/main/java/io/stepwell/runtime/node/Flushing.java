package io.stepwell.runtime.node;

import io.stepwell.store.StoreException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A thread that hands over, a few times a second, what need not be durable at once.
final class Flushing {
  private static final Logger LOG = LoggerFactory.getLogger(Flushing.class);
  private static final long EVERY_MILLIS = 200;

  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread;

  Flushing(Runnable flush) {
    thread = Thread.ofPlatform().name("flush").daemon().start(() -> run(flush));
  }

  private void run(Runnable flush) {
    try {
      while (!closed.await(EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
        flush.run();
      }
    } catch (StoreException e) {
      LOG.error("The store takes no more: {}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Returns when no flush is under way any more.
  void close() throws InterruptedException {
    closed.countDown();
    thread.join();
  }
}
