package io.stepwell.tasks.http;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// An execution's trace as headers of the requests that it makes: AWS's, and W3C's `traceparent`.
final class TraceHeaders {
  private static final Pattern TRACE =
      Pattern.compile(
          "Root=1-(?<time>[0-9a-f]{8})-(?<rest>[0-9a-f]{24});Parent=(?<parent>[0-9a-f]{16});Sampled=(?<sampled>[01]).*");

  private TraceHeaders() {}

  static void add(Map<String, String> headers, @Nullable String trace) {
    if (trace == null || !HttpCall.isPrintable(trace)) {
      return;
    }
    headers.put("X-Amzn-Trace-Id", trace);
    Matcher matcher = TRACE.matcher(trace);
    if (matcher.matches()) {
      headers.put(
          "traceparent",
          "00-%s%s-%s-0%s"
              .formatted(
                  matcher.group("time"),
                  matcher.group("rest"),
                  matcher.group("parent"),
                  matcher.group("sampled")));
    }
  }
}
