package io.stepwell.api.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// The encoding of paths and queries, looked at once before anybody decodes one.
public final class PercentEncoding {
  private static final int MAX_SHOWN = 20;

  private PercentEncoding() {}

  /// What is wrong with a path or a query as they were sent, in a sentence; null when nothing is.
  public static @Nullable String fault(String path, String query) {
    String faulty = faultIn("path", path);
    return faulty == null ? faultIn("query", query) : faulty;
  }

  private static @Nullable String faultIn(String where, String text) {
    for (int at = text.indexOf('%'); at >= 0; at = text.indexOf('%', at + 1)) {
      boolean whole = at + 2 < text.length() && isHex(text, at + 1) && isHex(text, at + 2);
      if (!whole) {
        String shown = text.substring(at, Math.min(text.length(), at + MAX_SHOWN));
        return ("The request's %s is not percent-encoded: '%s' at character %d is no %% with two"
                + " hexadecimal digits")
            .formatted(where, shown, at + 1);
      }
    }
    return null;
  }

  /// A part of a path, in which a plus is a plus.
  public static String decoded(String part) {
    return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static boolean isHex(String text, int at) {
    return Character.digit(text.charAt(at), 16) >= 0 && text.charAt(at) < 0x80;
  }
}
