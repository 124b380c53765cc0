package io.stepwell.api.protocol;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// W3C's `traceparent` as AWS's trace header.
final class TraceParent {
  private static final Pattern HEADER =
      Pattern.compile("[0-9a-f]{2}-([0-9a-f]{8})([0-9a-f]{24})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");

  private TraceParent() {}

  /// Null when there is none that can be read.
  static @Nullable String traceHeader(@Nullable String traceparent) {
    Matcher matcher = traceparent == null ? null : HEADER.matcher(traceparent);
    if (matcher == null || !matcher.matches()) {
      return null;
    }
    int sampled = Integer.parseInt(matcher.group(4), 16) & 1;
    return "Root=1-%s-%s;Parent=%s;Sampled=%d"
        .formatted(matcher.group(1), matcher.group(2), matcher.group(3), sampled);
  }
}
