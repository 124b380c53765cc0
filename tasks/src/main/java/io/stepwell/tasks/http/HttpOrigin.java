package io.stepwell.tasks.http;

import java.net.URI;

/// Where connections go: scheme, host and port.
record HttpOrigin(boolean secure, String host, int port) {
  /// @throws IllegalArgumentException when the URI is not an absolute one of http or https
  static HttpOrigin of(URI uri) {
    String scheme = uri.getScheme();
    String host = uri.getHost();
    boolean secure = "https".equalsIgnoreCase(scheme);
    if (host == null || (!secure && !"http".equalsIgnoreCase(scheme))) {
      throw new IllegalArgumentException(
          "'" + uri + "' must be an absolute URL, such as http://localhost:8080/orders");
    }
    int port = uri.getPort() >= 0 ? uri.getPort() : secure ? 443 : 80;
    return new HttpOrigin(secure, host, port);
  }

  /// The value for `Host`, without the port that goes without saying.
  String authority() {
    return port == (secure ? 443 : 80) ? host : host + ":" + port;
  }

  /// The part of a URI that a request line names.
  static String target(URI uri) {
    String path = uri.getRawPath();
    String start = path == null || path.isEmpty() ? "/" : path;
    return uri.getRawQuery() == null ? start : start + "?" + uri.getRawQuery();
  }
}
