package io.stepwell.runtime.node;

import io.stepwell.runtime.partition.Retention;
import io.stepwell.runtime.storage.ExecutionKey;
import io.stepwell.runtime.storage.Tables;
import io.stepwell.store.StoreException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A thread that has the store give the space of forgotten executions back: not for each few of them,
/// as the store rewrites files for it.
final class Reclaiming {
  private static final Logger LOG = LoggerFactory.getLogger(Reclaiming.class);
  private static final long LOOK_MILLIS = 10_000;
  private static final long MANY = 10_000;
  private static final long MANY_EVERY_MILLIS = 600_000;
  private static final long FEW_EVERY_MILLIS = 3_600_000;

  private final Machinery machinery;
  private final Retention retention;
  private final CountDownLatch closed = new CountDownLatch(1);
  private long reclaimed;
  private long last;

  Reclaiming(Machinery machinery, Retention retention) {
    this.machinery = machinery;
    this.retention = retention;
    last = System.nanoTime();
    Thread.ofPlatform().name("reclaim").daemon().start(this::run);
  }

  private void run() {
    try {
      while (!closed.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
        long purged = machinery.metrics.purged.sum();
        long since = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - last);
        if (isDue(purged - reclaimed, since)) {
          reclaimed = purged;
          reclaim();
          last = System.nanoTime();
        }
      }
    } catch (StoreException e) {
      LOG.warn("No more disk space is given back until the next start: {}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  static boolean isDue(long purged, long millisSince) {
    return purged > 0 && millisSince >= (purged >= MANY ? MANY_EVERY_MILLIS : FEW_EVERY_MILLIS);
  }

  /// The histories that are older than what is kept. Indexes are small, and the store tidies them up
  /// by itself.
  void reclaim() {
    long horizon = retention.latestHorizon(machinery.clock.getAsLong());
    for (int partition = 0; partition < machinery.installation.partitions(); partition++) {
      for (int account : machinery.catalog.accountNumbers()) {
        if (closed.getCount() > 0 && horizon > 0) {
          ExecutionKey end = new ExecutionKey(account, ExecutionKey.firstNumberAt(horizon));
          machinery.store.reclaim(
              partition, Tables.SEGMENTS, Tables.account(account), Tables.execution(end));
        }
      }
    }
  }

  /// Asks the thread to end; a store that is closed interrupts what it does.
  void close() {
    closed.countDown();
  }
}
