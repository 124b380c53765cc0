package io.stepwell.cli;

import java.nio.file.Path;

/// Where Stepwell is installed; the launcher says so.
final class Home {
  private Home() {}

  static Path directory() {
    return Path.of(System.getProperty("stepwell.home", ".")).toAbsolutePath().normalize();
  }
}
