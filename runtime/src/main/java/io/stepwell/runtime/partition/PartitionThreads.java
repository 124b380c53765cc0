package io.stepwell.runtime.partition;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// A few platform threads that serve the partitions that have something to do, round robin, and one
/// that knows when time alone makes a turn due. A partition is served by one thread at a time.
public final class PartitionThreads implements AutoCloseable {
  private static final long LONGEST_SLEEP_MILLIS = 200;

  private final LongSupplier clock;
  private final Consumer<Throwable> onFatal;
  private final LinkedBlockingQueue<Seat> ready = new LinkedBlockingQueue<>();
  private final Map<Partition, Seat> seats = new ConcurrentHashMap<>();
  private final List<Thread> threads = new ArrayList<>();
  private final Thread watch;
  private volatile boolean closing;
  private volatile long sleepingUntil = Long.MIN_VALUE;

  /// A partition's place in the round.
  private static final class Seat {
    final Partition partition;
    final AtomicBoolean queued = new AtomicBoolean();
    final AtomicBoolean again = new AtomicBoolean();

    Seat(Partition partition) {
      this.partition = partition;
    }
  }

  /// @param clock epoch milliseconds
  /// @param onFatal told when a turn fails: the store is gone, or there is a bug outside executions
  public PartitionThreads(int count, LongSupplier clock, Consumer<Throwable> onFatal) {
    this.clock = clock;
    this.onFatal = onFatal;
    for (int i = 0; i < count; i++) {
      threads.add(Thread.ofPlatform().name("partitions-" + i).unstarted(this::serve));
    }
    watch = Thread.ofPlatform().name("partitions-time").unstarted(this::watchTime);
  }

  /// Begins to serve.
  public void start(List<Partition> partitions) {
    for (Partition partition : partitions) {
      ready(partition);
    }
    threads.forEach(Thread::start);
    watch.start();
  }

  /// A turn of this partition is due.
  public void ready(Partition partition) {
    Seat seat = seats.computeIfAbsent(partition, Seat::new);
    if (seat.queued.compareAndSet(false, true)) {
      ready.add(seat);
    } else {
      seat.again.set(true);
    }
  }

  private void serve() {
    try {
      while (true) {
        Seat seat = ready.take();
        if (closing) {
          return;
        }
        seat.again.set(false);
        seat.partition.turn();
        if (seat.partition.wakeAt() < sleepingUntil) {
          LockSupport.unpark(watch);
        }
        seat.queued.set(false);
        if (seat.again.getAndSet(false) || seat.partition.hasWork()) {
          ready(seat.partition);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody does this; whoever did wants it to end
    } catch (Throwable e) {
      onFatal.accept(e);
    }
  }

  private void watchTime() {
    while (!closing) {
      long now = clock.getAsLong();
      long next = now + LONGEST_SLEEP_MILLIS;
      for (Seat seat : seats.values()) {
        long wakeAt = seat.partition.wakeAt();
        if (wakeAt <= now) {
          ready(seat.partition);
          next = Math.min(next, now + 1);
        } else {
          next = Math.min(next, wakeAt);
        }
      }
      sleepingUntil = next;
      LockSupport.parkNanos(Math.max(1, next - now) * 1_000_000);
    }
  }

  /// Waits until nobody has anything left to do, or the time is over: what is left then is
  /// outstanding in the store.
  public void drain(Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (System.nanoTime() < deadline && busy()) {
      Thread.sleep(1);
    }
  }

  private boolean busy() {
    return seats.values().stream().anyMatch(seat -> seat.queued.get() || seat.partition.hasWork());
  }

  /// Ends the threads after the turns that are under way.
  @Override
  public void close() {
    closing = true;
    LockSupport.unpark(watch);
    seats.values().stream().limit(1).forEach(any -> threads.forEach(_ -> ready.add(any)));
    try {
      for (Thread thread : threads) {
        thread.join();
      }
      watch.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
