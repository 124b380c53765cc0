package io.stepwell.runtime.dispatch;

import java.util.ArrayDeque;

/// The calls of one resource: as many at once as its handler allows, the others in order. A slow
/// service so fills its own limit, and not the engine.
final class ResourceQueue {
  /// A call that waits for room.
  interface Entry {
    int maxConcurrency();

    /// Begins, and runs the action when it is over; false when it is no longer wanted.
    boolean start(Runnable ended);
  }

  private final ArrayDeque<Entry> waiting = new ArrayDeque<>();
  private int running;

  synchronized void add(Entry entry) {
    waiting.add(entry);
    fill();
  }

  private synchronized void ended() {
    running--;
    fill();
  }

  private void fill() {
    for (Entry next = waiting.peek();
        next != null && running < next.maxConcurrency();
        next = waiting.peek()) {
      waiting.remove();
      if (next.start(this::ended)) {
        running++;
      }
    }
  }
}
