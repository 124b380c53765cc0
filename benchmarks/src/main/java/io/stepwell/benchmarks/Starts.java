package io.stepwell.benchmarks;

import java.io.IOException;

/// W4: how fast executions start that then wait, on a server that has just been started and on the
/// same when it is warm.
final class Starts implements Benchmark {
  private static final int COLD = 20_000;
  private static final int WARM = 100_000;

  @Override
  public Round prepare(Subject subject, Options options) {
    return figures -> {
      try (Server server = subject.server("")) {
        String machine = Sleepers.WAIT.machine(server);
        add(figures, "cold", Sleepers.start(server, machine, COLD));
        Sleepers.start(server, machine, options.count(WARM));
        add(figures, "warm", Sleepers.start(server, machine, options.count(WARM)));
      }
    };
  }

  private static void add(Figures figures, String when, Load load) throws IOException {
    figures.add("starts/s, " + when, load.perSecond());
    figures.add("server CPU µs per start, " + when, load.serverMicros());
    figures.add("ms, p50, " + when, load.millis(0.5));
    figures.add("ms, p99, " + when, load.millis(0.99));
  }
}
