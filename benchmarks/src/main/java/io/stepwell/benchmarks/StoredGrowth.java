package io.stepwell.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Whether starting, listing and counting cost the same when many executions are stored: those of a
/// machine with one Pass state, so that what is stored has ended.
final class StoredGrowth implements Benchmark {
  private static final int[] STORED = {0, 100_000, 1_000_000};
  private static final int MEASURED = 50_000;
  private static final int READS = 101;

  @Override
  public Round prepare(Subject subject, Options options) {
    return figures -> {
      try (Server server = subject.server("");
          Api api = new Api(server.endpoint())) {
        Workload one = Workload.pipeline("W1", false, 1, 64);
        String machine = api.machine("bench-stored", false, one.definition());
        String other = api.machine("bench-warm", false, one.definition());
        Sleepers.start(server, other, MEASURED); // warm
        int stored = 0;
        for (int wanted : STORED) {
          int missing = options.count(wanted) - stored;
          if (missing > 0) {
            Sleepers.start(server, machine, missing);
            stored += missing;
          }
          Load load = Sleepers.start(server, machine, MEASURED);
          stored += MEASURED;
          figures.add("starts/s, %,d stored".formatted(options.count(wanted)), load.perSecond());
          figures.add(
              "CPU µs per start, %,d stored".formatted(options.count(wanted)), load.serverMicros());
          read(server, api, machine, " with %,d stored".formatted(options.count(wanted)), figures);
        }
      }
    };
  }

  private static void read(Server server, Api api, String machine, String when, Figures figures)
      throws IOException {
    String newest = "{\"stateMachineArn\":\"%s\",\"statusFilter\":\"%s\",\"maxResults\":100}";
    figures.add(
        "ms, 100 newest that succeeded" + when,
        millis(() -> api.call("ListExecutions", newest.formatted(machine, "SUCCEEDED"))));
    figures.add(
        "ms, those that failed, of which there are none" + when,
        millis(() -> api.call("ListExecutions", newest.formatted(machine, "FAILED"))));
    try (Connection console = new Connection(server.endpoint())) {
      figures.add(
          "ms, machines with their counts" + when,
          millis(() -> console.get("/stepwell/machines?hours=24")));
    }
  }

  private interface Read {
    void once() throws IOException;
  }

  /// The median.
  private static double millis(Read read) throws IOException {
    List<Double> all = new ArrayList<>();
    for (int i = 0; i < READS; i++) {
      long from = System.nanoTime();
      read.once();
      all.add((System.nanoTime() - from) / 1e6);
    }
    return Figures.median(all);
  }
}
