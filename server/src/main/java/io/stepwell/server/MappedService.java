package io.stepwell.server;

import java.net.URI;
import java.time.Duration;

/// A function that `stepwell.yaml` maps to a URL.
public record MappedService(URI url, Duration timeout) {
  /// Lambda's longest.
  static final Duration STANDARD_TIMEOUT = Duration.ofMinutes(15);
}
