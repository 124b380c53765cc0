package io.stepwell.benchmarks;

/// Whether starting costs the same when many executions are stored: those of a machine with one Pass
/// state, so that what is stored has ended.
final class StoredGrowth implements Benchmark {
  private static final int[] STORED = {0, 100_000, 1_000_000};
  private static final int MEASURED = 50_000;

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
        }
      }
    };
  }
}
