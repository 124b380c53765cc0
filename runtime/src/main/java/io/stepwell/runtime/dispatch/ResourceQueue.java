package io.stepwell.runtime.dispatch;

import java.util.LinkedHashSet;

/// The calls of one target of a resource: as many at once as its handler allows, the others in order.
/// A slow service so fills its own limit, and not the engine.
final class ResourceQueue {
  /// A call that waits for room.
  interface Entry {
    int maxConcurrency();

    /// Begins, and runs the action when it is over; false when it is no longer wanted.
    boolean start(Runnable ended);
  }

  private final LinkedHashSet<Entry> waiting = new LinkedHashSet<>();
  private final Runnable emptied;
  private int running;

  /// @param emptied told when nothing runs or waits any more; not while something is added
  ResourceQueue(Runnable emptied) {
    this.emptied = emptied;
  }

  synchronized void add(Entry entry) {
    waiting.add(entry);
    fill();
  }

  /// It is no longer wanted: if it waits, it goes.
  void remove(Entry entry) {
    if (gone(entry)) {
      emptied.run();
    }
  }

  /// True when it was the last.
  private synchronized boolean gone(Entry entry) {
    boolean waited = waiting.remove(entry);
    if (waited) {
      fill(); // the next one's limit may be another
    }
    return waited && isIdle();
  }

  private void ended() {
    if (leave()) {
      emptied.run();
    }
  }

  /// True when it is idle then.
  private synchronized boolean leave() {
    running--;
    fill();
    return isIdle();
  }

  synchronized boolean isIdle() {
    return running == 0 && waiting.isEmpty();
  }

  private void fill() {
    while (!waiting.isEmpty() && running < waiting.getFirst().maxConcurrency()) {
      Entry next = waiting.removeFirst();
      if (next.start(this::ended)) {
        running++;
      }
    }
  }
}
