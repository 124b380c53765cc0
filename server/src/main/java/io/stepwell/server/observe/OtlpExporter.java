package io.stepwell.server.observe;

import io.stepwell.json.Json;
import io.stepwell.tasks.http.HttpBody;
import io.stepwell.tasks.http.HttpCall;
import io.stepwell.tasks.http.HttpClient;
import io.stepwell.tasks.http.HttpFailure;
import io.stepwell.tasks.http.HttpReply;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends spans to a collector: OTLP over HTTP, in JSON. What it does not take after some attempts
/// is dropped and counted.
final class OtlpExporter {
  private static final Logger LOG = LoggerFactory.getLogger(OtlpExporter.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Set<Integer> AGAIN = Set.of(429, 502, 503, 504);
  private static final int ATTEMPTS = 4;
  private static final long FIRST_DELAY_MILLIS = 250;
  private static final int MAX_SPANS = 512;
  private static final int MAX_REPLY_BYTES = 64 * 1024;

  private final URI url;
  private final HttpClient client;
  private final LongAdder sent = new LongAdder();
  private final LongAdder dropped = new LongAdder();

  /// @param endpoint without a path `/v1/traces` is meant
  OtlpExporter(URI endpoint, HttpClient client) {
    String path = endpoint.getRawPath();
    this.url = path == null || path.length() < 2 ? endpoint.resolve("/v1/traces") : endpoint;
    this.client = client;
  }

  void write(MetricsText out) {
    out.family("spans_sent_total", "counter", "Spans that the collector took").value(sent.sum());
    out.family("spans_dropped_total", "counter", "Spans that were dropped").value(dropped.sum());
  }

  void drop(int spans) {
    dropped.add(spans);
  }

  void send(List<Span> spans) throws InterruptedException {
    for (int from = 0; from < spans.size(); from += MAX_SPANS) {
      List<Span> some = spans.subList(from, Math.min(spans.size(), from + MAX_SPANS));
      if (sendSome(some)) {
        sent.add(some.size());
      } else {
        dropped.add(some.size());
      }
    }
  }

  private boolean sendSome(List<Span> spans) throws InterruptedException {
    HttpCall call =
        new HttpCall(
            "POST",
            url,
            Map.of("Content-Type", "application/json", "User-Agent", "Stepwell"),
            HttpBody.of(Json.writeBytes(request(spans))));
    long delay = FIRST_DELAY_MILLIS;
    for (int attempt = 1; attempt <= ATTEMPTS; attempt++, delay *= 2) {
      try {
        HttpReply reply = client.send(call, TIMEOUT, MAX_REPLY_BYTES);
        if (reply.succeeded()) {
          return true;
        }
        LOG.debug("The collector at {} answered {}", url.getHost(), reply.status());
        if (!AGAIN.contains(reply.status())) {
          return false;
        }
      } catch (HttpFailure e) {
        LOG.debug("The collector at {} can't be reached: {}", url.getHost(), e.message());
      }
      if (attempt < ATTEMPTS) {
        Thread.sleep(delay);
      }
    }
    return false;
  }

  private static Map<String, Object> request(List<Span> spans) {
    Map<String, Object> scope =
        Map.of(
            "scope", Map.of("name", "stepwell"), "spans", spans.stream().map(Span::json).toList());
    Map<String, Object> resource =
        Map.of("attributes", Span.list(Map.of("service.name", "stepwell")));
    return Map.of(
        "resourceSpans", List.of(Map.of("resource", resource, "scopeSpans", List.of(scope))));
  }
}
