package io.stepwell.benchmarks;

import java.io.IOException;
import java.nio.file.Path;

/// What is measured.
sealed interface Subject {
  /// A server with a fresh data directory, or the one that runs.
  default Server server(String configuration) throws IOException, InterruptedException {
    return switch (this) {
      case Checkout(Path home) -> Server.start(home, DataDirectory.fresh(), configuration);
      case Running(Endpoint endpoint, long pid) -> Server.running(endpoint, pid);
    };
  }

  /// The checkout, for what starts and ends servers itself.
  default Path checkout() {
    if (this instanceof Checkout(Path home)) {
      return home;
    }
    throw new IllegalArgumentException(
        "This benchmark starts servers itself, and so needs a checkout and no --endpoint");
  }

  /// A directory with `./stepwell`, which builds itself when it is started.
  record Checkout(Path home) implements Subject {
    @Override
    public String toString() {
      return home.toString();
    }
  }

  /// A server that somebody else started, of any kind that speaks the API.
  ///
  /// @param pid 0 when it is not known
  record Running(Endpoint endpoint, long pid) implements Subject {
    @Override
    public String toString() {
      return endpoint.toString();
    }
  }
}
