package io.stepwell.benchmarks;

import io.stepwell.benchmarks.Benchmark.Round;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Runs benchmarks and prints what they found: `./stepwell bench NAME…`, `./stepwell bench all`.
/// See `docs/performance.md`.
///
/// With `--against`, two subjects are measured in turn (A B A B), so that what a machine does besides
/// meets both; of machines that drift the ratios are worth more than the figures.
public final class Bench {
  private static final Map<String, Benchmark> ALL = new LinkedHashMap<>();

  static {
    ALL.put("w1", Throughput.of(Workload.W1));
    ALL.put("w1-sync", Throughput.of(Workload.W1_SYNC));
    ALL.put("w2", Throughput.of(Workload.W2));
    ALL.put("w3", Throughput.of(Workload.W3));
    ALL.put("latency", Throughput.of(Workload.LATENCY));
    ALL.put("in-process", new InProcessRuns());
    ALL.put("w4", new Starts());
    ALL.put("memory", new SleeperMemory());
    ALL.put("recovery", new Recovery());
    ALL.put("startup", new Startup());
    ALL.put("disk", new DiskUse());
    ALL.put("growth-states", Growth.STATES);
    ALL.put("growth-items", Growth.ITEMS);
    ALL.put("growth-stored", new StoredGrowth());
    ALL.put("soak", new Soak());
  }

  private Bench() {}

  public static void main(String[] args) throws Exception {
    Options options;
    try {
      options = Options.parse(args, ALL.keySet());
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.err.println(Options.usage(ALL.keySet()));
      halt(2);
      return;
    }
    Report report = new Report(options);
    report.begin();
    for (String name : options.benchmarks()) {
      measure(name, options, report);
    }
    if (options.json() != null) {
      Files.writeString(options.json(), report.json());
    }
    halt(report.failed() ? 1 : 0);
  }

  /// Without a word: the logging library, which is here for the engine in process, would have one.
  private static void halt(int status) {
    System.out.flush();
    System.err.flush();
    Runtime.getRuntime().halt(status);
  }

  private static void measure(String name, Options options, Report report) {
    Benchmark benchmark = Objects.requireNonNull(ALL.get(name)); // the options know the names
    List<Figures> found = new ArrayList<>();
    List<Round> subjects = new ArrayList<>();
    try {
      for (Subject subject : options.subjects()) {
        found.add(new Figures());
        subjects.add(benchmark.prepare(subject, options));
      }
      for (int round = 0; round < options.rounds(); round++) {
        for (int i = 0; i < subjects.size(); i++) {
          subjects.get(i).measure(found.get(i));
        }
      }
      report.add(name, found);
    } catch (IOException | RuntimeException e) {
      report.fail(name, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      report.fail(name, e);
    } finally {
      subjects.forEach(Round::close);
    }
  }
}
