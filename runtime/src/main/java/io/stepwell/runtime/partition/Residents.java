package io.stepwell.runtime.partition;

import io.stepwell.runtime.storage.ExecutionKey;
import io.stepwell.runtime.storage.ExecutionName;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The executions of a partition that are in memory. Those that the store does not yet show, wholly
/// or in part, are always among them.
final class Residents {
  private final Map<ExecutionKey, LiveExecution> byKey = new HashMap<>();
  private final Map<ExecutionName, LiveExecution> byName = new HashMap<>();

  /// Those that only wait, the longest undisturbed first.
  private final LinkedHashMap<ExecutionKey, LiveExecution> resting = new LinkedHashMap<>();

  /// Those that wait for calls, in the same order, until it is known whether the calls wait for room.
  private final LinkedHashMap<ExecutionKey, LiveExecution> calling = new LinkedHashMap<>();

  /// Those that have ended and leave when that is durable, in the order of their batches.
  private final ArrayDeque<LiveExecution> ended = new ArrayDeque<>();

  @Nullable LiveExecution get(ExecutionKey key) {
    return byKey.get(key);
  }

  @Nullable LiveExecution get(ExecutionName name) {
    return byName.get(name);
  }

  void add(LiveExecution live) {
    byKey.put(live.key, live);
    byName.put(live.name, live);
  }

  void remove(LiveExecution live) {
    byKey.remove(live.key, live);
    byName.remove(live.name, live);
    resting.remove(live.key);
    calling.remove(live.key);
  }

  /// Something happened to it: it stands now where its state says.
  void settled(LiveExecution live, long now) {
    live.touchedAt = now;
    resting.remove(live.key);
    calling.remove(live.key);
    if (live.state.status().closed()) {
      if (!live.awakeRow) { // otherwise jobs of it are still to be stopped
        ended.add(live);
      }
    } else if (!live.busy) {
      (live.awakeRow ? calling : resting).put(live.key, live);
    }
  }

  /// Whether there are some that have ended and have not left.
  boolean anyEnded() {
    return !ended.isEmpty();
  }

  /// Lets go of those whose end is durable.
  void forgetEnded() {
    for (LiveExecution live = ended.peek(); live != null && live.durable(); live = ended.peek()) {
      ended.remove();
      if (live.state.status().closed()) { // it may have been redriven meanwhile
        remove(live);
      }
    }
  }

  Collection<LiveExecution> all() {
    return byKey.values();
  }

  Iterator<LiveExecution> resting() {
    return resting.values().iterator();
  }

  Iterator<LiveExecution> calling() {
    return calling.values().iterator();
  }

  int restingCount() {
    return resting.size();
  }

  /// When the one that has waited longest was last disturbed; `Long.MAX_VALUE` when none waits.
  long longestUndisturbedSince() {
    return Math.min(firstTouch(resting()), firstTouch(calling()));
  }

  private static long firstTouch(Iterator<LiveExecution> all) {
    return all.hasNext() ? all.next().touchedAt : Long.MAX_VALUE;
  }
}
