package io.stepwell.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/// `kill -9` of a server with 20,000 sleepers: until its successor answers, and how late it fires the
/// timers. The sleepers are due while nobody runs, so that all of them must fire at once.
final class Recovery implements Benchmark {
  private static final int SLEEPERS = 20_000;
  private static final long SLEEP_SECONDS = 30;

  @Override
  public Round prepare(Subject subject, Options options) {
    Path checkout = subject.checkout();
    return figures -> {
      try (DataDirectory data = DataDirectory.fresh()) {
        measure(checkout, data, options.count(SLEEPERS), figures);
      }
    };
  }

  private static void measure(Path checkout, DataDirectory data, int count, Figures figures)
      throws IOException, InterruptedException {
    Instant due = Instant.now().plusSeconds(SLEEP_SECONDS);
    String machine;
    Server first = Server.start(checkout, data, "");
    try (Api api = new Api(first.endpoint())) {
      machine =
          api.machine(
              "bench-recovery",
              false,
              "{\"StartAt\":\"S\",\"States\":{\"S\":{\"Type\":\"Wait\",\"Timestamp\":\"%s\",\"End\":true}}}"
                  .formatted(due));
      Sleepers.start(first, machine, count);
      if (Instant.now().isAfter(due)) {
        throw new IOException("starting took longer than the sleepers sleep");
      }
    } finally {
      first.kill();
    }
    while (Instant.now().isBefore(due)) {
      Thread.sleep(50);
    }
    long began = System.nanoTime();
    try (Server second = Server.start(checkout, data, "");
        Api api = new Api(second.endpoint())) {
      figures.add("s from the start of the JVM to the first answer", second.readySeconds());
      while (api.count(machine, "RUNNING") > 0) {
        Thread.sleep(20);
      }
      figures.add("s until all sleepers have ended", (System.nanoTime() - began) / 1e9);
      int ended = api.count(machine, "SUCCEEDED");
      figures.add("sleepers lost", count - ended);
    }
  }
}
