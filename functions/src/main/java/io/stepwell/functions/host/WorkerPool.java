package io.stepwell.functions.host;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Gives each call a worker: an idle one of its function, or one that is started because calls wait.
///
/// Limits: the number of workers at once, and how many start at once, of a function and in all
/// (starting is what costs CPU).
/// When all are in use, functions that have fewer workers than others get those that become free, so
/// that a busy function cannot keep another from running. Waiting calls of a function are served in
/// order.
final class WorkerPool {
  private static final long PATIENCE_NANOS = 300_000_000;

  private final int maxWorkers;
  private final int maxStarting;
  private final Starter starter;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Deployment.Key, Deque<Worker>> idle = new HashMap<>();
  private final Set<Worker> workers = new HashSet<>();
  private final Deque<Waiter> waiters = new ArrayDeque<>();
  private final Map<Deployment.Key, Integer> starting = new HashMap<>();
  private boolean closed;

  private static final Grant STOPPING =
      new Grant.Refused(requestId -> new Outcome.Unavailable("The server is stopping"));

  WorkerPool(int maxWorkers, int maxStarting, Starter starter) {
    this.maxWorkers = maxWorkers;
    this.maxStarting = maxStarting;
    this.starter = starter;
  }

  /// Starts a worker on a thread of its own and then calls [#started] or [#startFailed].
  interface Starter {
    void start(Deployment deployment);
  }

  /// What a call gets: a worker, or why there is none.
  sealed interface Grant {
    record Granted(Worker worker) implements Grant {}

    record Refused(Function<String, Outcome> outcomeOfRequest) implements Grant {}
  }

  private record Waiter(Deployment deployment, CompletableFuture<Grant> grant, long sinceNanos) {}

  /// Waits for a worker, which must be given back with [#release].
  Grant acquire(Deployment deployment) throws InterruptedException {
    Waiter waiter = new Waiter(deployment, new CompletableFuture<>(), System.nanoTime());
    lock.lock();
    try {
      if (closed) {
        return STOPPING;
      }
      Worker worker = takeIdle(deployment.key());
      if (worker != null) {
        return new Grant.Granted(worker);
      }
      waiters.add(waiter);
      grow();
    } finally {
      lock.unlock();
    }
    return await(waiter);
  }

  private Grant await(Waiter waiter) throws InterruptedException {
    try {
      return waiter.grant.get();
    } catch (InterruptedException e) {
      giveUp(waiter);
      throw e;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private void giveUp(Waiter waiter) {
    lock.lock();
    try {
      if (!waiters.remove(waiter) && waiter.grant.join() instanceof Grant.Granted granted) {
        put(granted.worker());
      }
    } finally {
      lock.unlock();
    }
  }

  /// Takes a worker back. One that has ended is forgotten.
  void release(Worker worker) {
    lock.lock();
    try {
      put(worker);
    } finally {
      lock.unlock();
    }
  }

  void started(Worker worker) {
    lock.lock();
    try {
      startEnded(worker.deployment().key());
      workers.add(worker);
      putFirst(worker);
    } finally {
      lock.unlock();
    }
    worker.whenEnded(() -> ended(worker));
  }

  /// One waiting call of the function is told why; the others may have better luck.
  void startFailed(Deployment deployment, Function<String, Outcome> why) {
    lock.lock();
    try {
      startEnded(deployment.key());
      Waiter waiter = firstWaiter(deployment.key());
      if (waiter != null) {
        waiters.remove(waiter);
        waiter.grant.complete(new Grant.Refused(why));
      }
      grow();
    } finally {
      lock.unlock();
    }
  }

  private void ended(Worker worker) {
    lock.lock();
    try {
      worker.closeApi();
      forget(worker);
      grow();
    } finally {
      lock.unlock();
    }
  }

  /// Ends the idle workers of a function; those that are busy serve no call after the current one's
  /// revision is gone, and end when they are idle for long.
  ///
  /// @param revision null for all
  void retire(String name, @Nullable String revision) {
    stopIdle(
        worker ->
            worker.deployment().name().equals(name)
                && (revision == null || worker.deployment().revision().equals(revision)));
  }

  /// Whether a process of the function is there, idle or not.
  boolean uses(String name) {
    lock.lock();
    try {
      return workers.stream().anyMatch(worker -> worker.deployment().name().equals(name));
    } finally {
      lock.unlock();
    }
  }

  /// Ends workers that were idle for so long.
  void sweep(long idleNanos) {
    long now = System.nanoTime();
    stopIdle(worker -> now - worker.idleSinceNanos() > idleNanos);
  }

  /// Refuses all calls from now on. Workers that come back are stopped.
  void close() {
    lock.lock();
    try {
      closed = true;
      for (Waiter waiter : waiters) {
        waiter.grant.complete(STOPPING);
      }
      waiters.clear();
    } finally {
      lock.unlock();
    }
  }

  // What follows runs under the lock.

  private void put(Worker worker) {
    if (closed || !worker.isAlive()) {
      worker.stop();
      forget(worker);
      grow();
      return;
    }
    Deployment.Key key = worker.deployment().key();
    Waiter waiter = mustYield(key) ? null : firstWaiter(key);
    if (waiter == null) {
      worker.becameIdle();
      idle.computeIfAbsent(key, k -> new ArrayDeque<>()).addFirst(worker);
    } else {
      waiters.remove(waiter);
      waiter.grant.complete(new Grant.Granted(worker));
    }
    grow();
  }

  /// A worker that was just started serves a call before it may have to yield: else functions could
  /// take each other's places for ever.
  private void putFirst(Worker worker) {
    Waiter waiter = firstWaiter(worker.deployment().key());
    if (waiter == null || closed || !worker.isAlive()) {
      put(worker);
    } else {
      waiters.remove(waiter);
      waiter.grant.complete(new Grant.Granted(worker));
      grow();
    }
  }

  /// Whether another function waits for a while already that has at least two workers less, or none
  /// at all, when there can be no more of them.
  private boolean mustYield(Deployment.Key key) {
    if (waiters.isEmpty() || total() < maxWorkers) {
      return false;
    }
    int own = count(key);
    long now = System.nanoTime();
    return waiters.stream()
        .filter(waiter -> now - waiter.sinceNanos() > PATIENCE_NANOS)
        .map(waiter -> waiter.deployment().key())
        .filter(other -> !other.equals(key))
        .mapToInt(this::count)
        .anyMatch(count -> count == 0 || count + 1 < own);
  }

  /// Starts workers for calls that wait, as far as the limits allow.
  private void grow() {
    if (closed || waiters.isEmpty()) {
      return;
    }
    serveIdle();
    Map<Deployment.Key, Integer> waiting = new HashMap<>();
    for (Waiter waiter : List.copyOf(waiters)) {
      Deployment.Key key = waiter.deployment().key();
      int needed = waiting.merge(key, 1, Integer::sum);
      if (starting.getOrDefault(key, 0) >= needed) {
        continue;
      }
      if (mayStart(key) && (total() < maxWorkers || evict(key))) {
        starting.merge(key, 1, Integer::sum);
        starter.start(waiter.deployment());
      }
    }
  }

  /// One function may not use up all starts: its workers may hang there.
  private boolean mayStart(Deployment.Key key) {
    int underway = starting.values().stream().mapToInt(Integer::intValue).sum();
    return underway < 2 * maxStarting && starting.getOrDefault(key, 0) < maxStarting;
  }

  /// Idle workers whose own function has calls waiting serve these, unless they were set aside.
  private void serveIdle() {
    for (Iterator<Waiter> all = waiters.iterator(); all.hasNext(); ) {
      Waiter waiter = all.next();
      Deployment.Key key = waiter.deployment().key();
      Worker worker = mustYield(key) ? null : takeIdle(key);
      if (worker != null) {
        all.remove();
        waiter.grant.complete(new Grant.Granted(worker));
      }
    }
  }

  /// Ends the worker that was idle longest, for the sake of another function.
  private boolean evict(Deployment.Key key) {
    Optional<Worker> oldest =
        idle.values().stream()
            .flatMap(Deque::stream)
            .filter(worker -> !worker.deployment().key().equals(key))
            .min(Comparator.comparingLong(Worker::idleSinceNanos));
    oldest.ifPresent(
        worker -> {
          forget(worker);
          Thread.startVirtualThread(worker::stop); // listing its children takes a while
        });
    return oldest.isPresent();
  }

  private @Nullable Worker takeIdle(Deployment.Key key) {
    Deque<Worker> candidates = idle.get(key);
    while (candidates != null && !candidates.isEmpty()) {
      Worker worker = candidates.removeFirst();
      if (candidates.isEmpty()) {
        idle.remove(key);
      }
      if (worker.isAlive()) {
        return worker;
      }
      workers.remove(worker);
    }
    return null;
  }

  private @Nullable Waiter firstWaiter(Deployment.Key key) {
    for (Waiter waiter : waiters) {
      if (waiter.deployment().key().equals(key)) {
        return waiter;
      }
    }
    return null;
  }

  private void forget(Worker worker) {
    workers.remove(worker);
    Deployment.Key key = worker.deployment().key();
    Deque<Worker> same = idle.get(key);
    if (same != null && same.remove(worker) && same.isEmpty()) {
      idle.remove(key);
    }
  }

  private void startEnded(Deployment.Key key) {
    starting.merge(key, -1, (a, b) -> a + b == 0 ? null : a + b);
  }

  private int total() {
    return workers.size() + starting.values().stream().mapToInt(Integer::intValue).sum();
  }

  private int count(Deployment.Key key) {
    int running = 0;
    for (Worker worker : workers) {
      running += worker.deployment().key().equals(key) ? 1 : 0;
    }
    return running + starting.getOrDefault(key, 0);
  }

  private void stopIdle(Predicate<Worker> which) {
    List<Worker> stopped = new ArrayList<>();
    lock.lock();
    try {
      idle.values().forEach(same -> same.stream().filter(which).forEach(stopped::add));
      stopped.forEach(this::forget);
    } finally {
      lock.unlock();
    }
    stopped.forEach(Worker::stop);
  }
}
