package io.stepwell.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What was measured of one subject, under the names that are shown, in order; of several
/// measurements the median.
final class Figures {
  private final Map<String, List<Double>> values = new LinkedHashMap<>();

  void add(String name, double value) {
    values.computeIfAbsent(name, _ -> new ArrayList<>()).add(value);
  }

  Map<String, Double> medians() {
    Map<String, Double> medians = new LinkedHashMap<>();
    values.forEach((name, all) -> medians.put(name, median(all)));
    return medians;
  }

  static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int half = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(half)
        : (sorted.get(half - 1) + sorted.get(half)) / 2;
  }
}
