package io.stepwell.store.rocksdb;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The process that uses a data directory: its pid (0 when unknown) and its address, once it has one.
public record Owner(long pid, @Nullable String url) {
  String text() {
    return pid + "\n" + (url == null ? "" : url + "\n");
  }

  /// What the file says; the owner may be just writing it, or have died early.
  static Owner read(Path file) {
    try {
      var lines = Files.readAllLines(file);
      return new Owner(Long.parseLong(lines.getFirst()), lines.size() > 1 ? lines.get(1) : null);
    } catch (IOException | RuntimeException e) {
      return new Owner(0, null);
    }
  }
}
