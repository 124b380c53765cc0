package io.stepwell.runtime.dispatch;

import io.stepwell.runtime.Overview.Worker;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The workers that polled an activity last, by the name they give. In memory, and not many.
final class ActivityWorkers {
  private static final int MAX = 100;

  private final Map<String, Long> seen = new LinkedHashMap<>(); // guarded by this

  /// @param name null for a worker that gives none
  synchronized void seen(@Nullable String name, long at) {
    String known = name == null ? "" : name;
    seen.remove(known); // so that the order is that of the last polls
    seen.put(known, at);
    if (seen.size() > MAX) {
      seen.remove(seen.keySet().iterator().next());
    }
  }

  /// The last first.
  synchronized List<Worker> list() {
    List<Worker> all = new ArrayList<>();
    seen.forEach((name, at) -> all.add(new Worker(name, at)));
    return all.reversed();
  }
}
