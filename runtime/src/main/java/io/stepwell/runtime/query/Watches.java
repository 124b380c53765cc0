package io.stepwell.runtime.query;

import io.stepwell.engine.Event;
import io.stepwell.engine.Stamped;
import io.stepwell.runtime.Orchestrator;
import io.stepwell.runtime.query.Executions.Found;
import io.stepwell.runtime.storage.ExecutionKey;
import io.stepwell.store.Store;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Watches of executions. A watch reads the store, segment by segment, and is only told when there
/// is more: it sees what is durable, in order, and however slow it is, nothing piles up.
public final class Watches implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Watches.class);

  private record Watched(int partition, ExecutionKey key) {}

  private final Store store;
  private final Map<Watched, Set<Watch>> watches = new ConcurrentHashMap<>();

  public Watches(Store store) {
    this.store = store;
  }

  /// The history of an execution has grown.
  public void grown(int partition, ExecutionKey key) {
    if (!watches.isEmpty()) {
      Set<Watch> own = watches.get(new Watched(partition, key));
      if (own != null) {
        own.forEach(Watch::more);
      }
    }
  }

  /// Begins to show an execution's events.
  public Orchestrator.Watch open(Found found, Consumer<Stamped> onEvent) {
    Watched watched = new Watched(found.partition(), found.row().key());
    Watch watch = new Watch(watched, onEvent);
    watches.compute(
        watched,
        (_, others) -> {
          Set<Watch> all = others == null ? ConcurrentHashMap.newKeySet() : others;
          all.add(watch);
          return all;
        });
    watch.begin();
    return watch;
  }

  @Override
  public void close() {
    watches.values().forEach(all -> all.forEach(Watch::close));
  }

  private final class Watch implements Orchestrator.Watch {
    private final Watched watched;
    private final Consumer<Stamped> onEvent;
    private final StoredHistory history;
    private final Semaphore more = new Semaphore(1);
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread thread;
    private int nextSegment;

    Watch(Watched watched, Consumer<Stamped> onEvent) {
      this.watched = watched;
      this.onEvent = onEvent;
      this.history = new StoredHistory(store, watched.partition(), watched.key());
      this.thread = Thread.ofVirtual().name("watch").unstarted(this::follow);
    }

    void begin() {
      thread.start();
    }

    void more() {
      if (more.availablePermits() == 0) {
        more.release();
      }
    }

    private void follow() {
      try {
        boolean over = false;
        while (!over) {
          more.acquire();
          more.drainPermits();
          over = show();
        }
        ended.countDown();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt(); // closed
      } catch (RuntimeException e) {
        LOG.warn("A watch ended early: {}", e.toString());
      } finally {
        forget();
      }
    }

    /// Shows what is there and was not shown; whether that was the end.
    private boolean show() {
      boolean over = false;
      for (int count = history.segments(); nextSegment < count; nextSegment++) {
        for (Stamped event : history.segment(nextSegment)) {
          if (!event.internal()) {
            onEvent.accept(event);
          }
          over = isEnd(event) || (over && event.internal()); // a job's end may follow
        }
      }
      return over;
    }

    @Override
    public boolean awaitEnd(Duration time) throws InterruptedException {
      return ended.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    @Override
    public void close() {
      forget();
      thread.interrupt();
    }

    private void forget() {
      watches.computeIfPresent(
          watched,
          (_, all) -> {
            all.remove(this);
            return all.isEmpty() ? null : all;
          });
    }
  }

  private static boolean isEnd(Stamped event) {
    Event what = event.event();
    return what instanceof Event.ExecutionSucceeded
        || what instanceof Event.ExecutionFailed
        || what instanceof Event.ExecutionAborted
        || what instanceof Event.ExecutionTimedOut;
  }
}
