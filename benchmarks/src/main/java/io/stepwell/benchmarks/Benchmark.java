package io.stepwell.benchmarks;

import java.io.IOException;

/// Something that is measured of a subject.
interface Benchmark {
  /// Makes all ready: starts a server, warms it up.
  Round prepare(Subject subject, Options options) throws IOException, InterruptedException;

  /// What can be measured again and again.
  interface Round extends AutoCloseable {
    void measure(Figures figures) throws IOException, InterruptedException;

    @Override
    default void close() {}
  }
}
