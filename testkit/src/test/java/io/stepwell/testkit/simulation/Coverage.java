package io.stepwell.testkit.simulation;

import java.util.Map;
import java.util.TreeMap;

/// What the seeds so far have tried, by name.
final class Coverage {
  private final Map<String, Long> times = new TreeMap<>();

  void count(String what) {
    add(what, 1);
  }

  void add(String what, long more) {
    times.merge(what, more, Long::sum);
  }

  long times(String what) {
    return times.getOrDefault(what, 0L);
  }

  Map<String, Long> all() {
    return times;
  }

  /// @param seeds how many there were
  String text(long seeds) {
    StringBuilder text = new StringBuilder("%,d seeds".formatted(seeds));
    times.forEach(
        (what, sum) ->
            text.append(
                "%n  %-40s %,14d  %,10.2f per seed".formatted(what, sum, sum / (double) seeds)));
    return text.toString();
  }
}
