package io.stepwell.runtime.partition;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// What a partition has still to do, in order. Commands from outside meet a bound; those from inside
/// never do, because outstanding effects bound them: so no task result is ever turned away, and two
/// partitions can't wait for each other.
final class Inbox {
  private record Item(Message message, boolean outside) {}

  private final int maxOutside;
  private final ArrayDeque<Item> items = new ArrayDeque<>();
  private int outside;

  Inbox(int maxOutside) {
    this.maxOutside = maxOutside;
  }

  /// From outside; false when there are too many.
  synchronized boolean offer(Message message) {
    if (outside >= maxOutside) {
      return false;
    }
    outside++;
    items.add(new Item(message, true));
    return true;
  }

  /// From inside.
  synchronized void add(Message message) {
    items.add(new Item(message, false));
  }

  synchronized @Nullable Message poll() {
    Item item = items.poll();
    if (item == null) {
      return null;
    }
    if (item.outside) {
      outside--;
    }
    return item.message;
  }

  synchronized int size() {
    return items.size();
  }
}
