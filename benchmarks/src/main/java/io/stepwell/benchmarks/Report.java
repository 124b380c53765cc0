package io.stepwell.benchmarks;

import io.stepwell.json.Json;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The table on the console, printed as it grows, and the same as JSON.
final class Report {
  private final Options options;
  private final List<Map<String, Object>> benchmarks = new ArrayList<>();
  private boolean failed;

  Report(Options options) {
    this.options = options;
  }

  void begin() {
    List<Subject> subjects = options.subjects();
    System.out.printf(
        "%s, %d processors, Java %s%n",
        Instant.now().truncatedTo(ChronoUnit.SECONDS),
        Runtime.getRuntime().availableProcessors(),
        Runtime.version());
    System.out.println("A  " + subjects.getFirst());
    if (subjects.size() > 1) {
      System.out.println("B  " + subjects.getLast());
    }
    System.out.printf(
        "%n%-52s %12s%s%n", "", "A", subjects.size() > 1 ? "%13s %7s".formatted("B", "A/B") : "");
  }

  void add(String name, List<Figures> found) {
    Map<String, Double> first = found.getFirst().medians();
    Map<String, Double> second = found.getLast().medians();
    Map<String, Object> figures = new LinkedHashMap<>();
    System.out.println(name);
    first.forEach(
        (figure, a) -> {
          String line = "  %-50s %12s".formatted(figure, shown(a));
          Double b = second.get(figure);
          if (found.size() > 1 && b != null) {
            line += "%13s %7.2f".formatted(shown(b), a / b);
            figures.put(figure, List.of(a, b));
          } else {
            figures.put(figure, a);
          }
          System.out.println(line);
        });
    benchmarks.add(Map.of("benchmark", name, "figures", figures));
  }

  void fail(String name, Exception cause) {
    failed = true;
    System.out.println(name);
    System.out.println("  failed: " + cause);
    benchmarks.add(Map.of("benchmark", name, "failed", cause.toString()));
  }

  boolean failed() {
    return failed;
  }

  String json() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("at", Instant.now().toString());
    all.put("processors", (long) Runtime.getRuntime().availableProcessors());
    all.put("subjects", options.subjects().stream().map(Object::toString).toList());
    all.put("benchmarks", benchmarks);
    return Json.write(all);
  }

  /// Three digits that count, or all before the point.
  private static String shown(double value) {
    int decimals = value >= 100 ? 0 : value >= 10 ? 1 : value >= 1 ? 2 : 4;
    return String.format(Locale.ROOT, "%,." + decimals + "f", value);
  }
}
