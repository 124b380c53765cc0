package io.stepwell.tasks.http;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An HTTP response.
///
/// @param reason the status line's text, perhaps empty
/// @param headers by name in lower case, in the order of their first appearance
public record HttpReply(
    int status, String reason, Map<String, List<String>> headers, HttpBody body) {

  public boolean succeeded() {
    return status >= 200 && status < 300;
  }

  /// The first value of a header.
  public @Nullable String header(String name) {
    List<String> values = headers.get(name.toLowerCase(Locale.ROOT));
    return values == null ? null : values.getFirst();
  }
}
