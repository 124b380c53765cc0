package io.stepwell.benchmarks;

import java.io.IOException;
import java.nio.file.Path;

/// From the start of the packaged server, its script included, to its first answer.
final class Startup implements Benchmark {
  private static final int TIMES = 5;

  @Override
  public Round prepare(Subject subject, Options options) throws IOException, InterruptedException {
    Path checkout = subject.checkout();
    once(checkout); // it may have to be built
    return figures -> {
      for (int i = 0; i < TIMES; i++) {
        figures.add("s to the first answer", once(checkout));
      }
    };
  }

  private static double once(Path checkout) throws IOException, InterruptedException {
    try (Server server = Server.start(checkout, DataDirectory.fresh(), "")) {
      return server.readySeconds();
    }
  }
}
