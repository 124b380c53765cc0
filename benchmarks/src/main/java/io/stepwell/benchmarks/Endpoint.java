package io.stepwell.benchmarks;

import java.net.URI;

/// Where an HTTP server listens.
record Endpoint(String host, int port) {
  static Endpoint of(String url) {
    URI uri = URI.create(url);
    return new Endpoint(uri.getHost(), uri.getPort() < 0 ? 80 : uri.getPort());
  }

  @Override
  public String toString() {
    return "http://" + host + ":" + port;
  }
}
