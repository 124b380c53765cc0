package io.stepwell.tasks.http;

import java.net.URI;
import java.util.Map;

/// One HTTP request. Names and values of headers are checked when it is made, because a line break
/// in one would begin another.
///
/// @param headers besides `Host` and `Content-Length`, which the client adds
public record HttpCall(String method, URI uri, Map<String, String> headers, HttpBody body) {
  public HttpCall {
    headers.forEach(HttpCall::check);
  }

  private static void check(String name, String value) {
    if (name.isEmpty() || !name.chars().allMatch(c -> c > ' ' && c < 127 && c != ':')) {
      throw new IllegalArgumentException("'" + name + "' is not a header's name");
    }
    if (!isPrintable(value)) {
      throw new IllegalArgumentException("the header " + name + " has a value that is not ASCII");
    }
  }

  /// Whether a text can be a header's value.
  static boolean isPrintable(String value) {
    return value.chars().allMatch(c -> (c >= ' ' && c < 127) || c == '\t');
  }
}
