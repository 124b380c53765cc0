package io.stepwell.runtime.partition;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a partition has still to do, in order. Commands from outside meet a bound; those from inside
/// never do, because outstanding effects bound them: so no task result is ever turned away, and two
/// partitions can't wait for each other.
///
/// Nobody takes all the room: once half of it is taken, a state machine may have as many commands of
/// those that came since as there is room left. Whoever floods is refused while others still get in.
final class Inbox {
  /// @param crowd whose share of a full inbox this takes; null when there was room for all
  private record Item(Message message, boolean outside, @Nullable String crowd) {}

  private final int maxOutside;
  private final ArrayDeque<Item> items = new ArrayDeque<>();
  private final Map<String, Integer> crowds = new HashMap<>();
  private int outside;

  Inbox(int maxOutside) {
    this.maxOutside = maxOutside;
  }

  /// From outside; false when there are too many, or too many of the same state machine.
  synchronized boolean offer(Message message) {
    String crowd = null;
    if (outside >= maxOutside / 2) {
      crowd = Message.machine(message);
      int left = maxOutside - outside;
      if (crowds.getOrDefault(crowd, 0) >= left) {
        return false;
      }
      crowds.merge(crowd, 1, Integer::sum);
    }
    outside++;
    items.add(new Item(message, true, crowd));
    return true;
  }

  /// From inside.
  synchronized void add(Message message) {
    items.add(new Item(message, false, null));
  }

  synchronized @Nullable Message poll() {
    Item item = items.poll();
    if (item == null) {
      return null;
    }
    if (item.outside) {
      outside--;
      if (item.crowd != null) {
        crowds.computeIfPresent(item.crowd, (_, many) -> many == 1 ? null : many - 1);
      }
    }
    return item.message;
  }

  synchronized int size() {
    return items.size();
  }
}
