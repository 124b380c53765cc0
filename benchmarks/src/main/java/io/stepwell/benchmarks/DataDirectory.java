package io.stepwell.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Where a server that is measured keeps its data; gone afterwards.
record DataDirectory(Path path) implements AutoCloseable {
  static DataDirectory fresh() throws IOException {
    return new DataDirectory(Files.createTempDirectory("stepwell-bench-"));
  }

  /// What the server says, beside its data.
  Path log() {
    return path.resolveSibling(path.getFileName() + ".log");
  }

  long bytes() throws IOException {
    try (Stream<Path> files = Files.walk(path)) {
      return files
          .map(Path::toFile)
          .filter(java.io.File::isFile)
          .mapToLong(it -> it.length())
          .sum();
    }
  }

  @Override
  public void close() {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> files = Files.walk(path)) {
      Files.deleteIfExists(log());
      List<Path> all = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : all) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
