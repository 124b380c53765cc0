package io.stepwell.runtime.node;

import io.stepwell.runtime.schedule.Schedules;
import io.stepwell.store.StoreException;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The thread that fires schedules when they are due. It looks at the clock at least every few
/// seconds, since that may be set.
final class ScheduleClock {
  private static final Logger LOG = LoggerFactory.getLogger(ScheduleClock.class);
  private static final long LONGEST_WAIT_MILLIS = 5_000;

  private final Schedules schedules;
  private final LongSupplier clock;
  private final Semaphore changes = new Semaphore(0);
  private final Thread thread;

  ScheduleClock(Schedules schedules, LongSupplier clock) {
    this.schedules = schedules;
    this.clock = clock;
    schedules.onChange(changes::release);
    thread = Thread.ofPlatform().name("schedules").daemon().start(this::run);
  }

  private void run() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        int fired = schedules.fireDue();
        if (fired == 0 && changes.tryAcquire(untilNext(), TimeUnit.MILLISECONDS)) {
          changes.drainPermits();
        }
      } catch (InterruptedException e) {
        return;
      } catch (StoreException e) {
        LOG.error("Schedules stop: {}", e.getMessage());
        return;
      } catch (RuntimeException e) {
        LOG.error("A schedule could not be fired; it is tried again", e);
        pause();
      }
    }
  }

  private long untilNext() {
    Instant next = schedules.nextFire();
    long millis = next == null ? LONGEST_WAIT_MILLIS : next.toEpochMilli() - clock.getAsLong();
    return Math.clamp(millis, 1, LONGEST_WAIT_MILLIS);
  }

  private static void pause() {
    try {
      Thread.sleep(LONGEST_WAIT_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Returns when nothing is being fired any more.
  void close() {
    thread.interrupt();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
