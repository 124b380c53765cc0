package io.stepwell.functions.host;

import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// Everything that has to end before a host is closed: workers, from before their process starts
/// until their directory is gone, and calls that are being served.
///
/// The pool knows those workers that it can give away. This knows the others, too: those that still
/// start, and those that it has stopped.
final class LivingWorkers {
  private final Set<Worker> workers = new HashSet<>();
  private int entered;
  private boolean closed;

  /// Something begins that [#leave] ends.
  ///
  /// @return false when nothing may begin any more
  synchronized boolean enter() {
    if (!closed) {
      entered++;
    }
    return !closed;
  }

  synchronized void leave() {
    entered--;
    notifyAll();
  }

  /// A process was started by somebody who had entered.
  void add(Worker worker) {
    boolean late;
    synchronized (this) {
      workers.add(worker);
      late = closed;
    }
    if (late) {
      worker.stop();
    }
  }

  synchronized void remove(Worker worker) {
    workers.remove(worker);
    notifyAll();
  }

  /// Stops all workers and waits until nothing is left, but not longer than this.
  ///
  /// @return whether nothing is left
  boolean close(int seconds) {
    Set<Worker> stopped;
    synchronized (this) {
      closed = true;
      stopped = Set.copyOf(workers);
    }
    stopped.forEach(Worker::stop);
    return await(System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds));
  }

  private synchronized boolean await(long deadlineNanos) {
    try {
      while (entered > 0 || !workers.isEmpty()) {
        long millis = TimeUnit.NANOSECONDS.toMillis(deadlineNanos - System.nanoTime());
        if (millis <= 0) {
          return false;
        }
        wait(millis);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
