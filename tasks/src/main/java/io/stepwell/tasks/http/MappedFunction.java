package io.stepwell.tasks.http;

import io.stepwell.json.JsonException;
import io.stepwell.json.Payload;
import io.stepwell.tasks.TaskOutcome;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A function that is a service: its input is posted to a URL as JSON, the JSON that comes back is
/// its result.
///
/// The request carries `Idempotency-Key`, the same when the call is repeated after a crash of this
/// server, `X-Stepwell-Execution`, and the execution's trace if it has one.
///
/// | Answer | Outcome |
/// |---|---|
/// | 2xx with JSON | that result |
/// | 2xx without a body | null, as a function that returns nothing |
/// | 2xx with anything else | `States.TaskFailed` |
/// | 2xx with `X-Amz-Function-Error` | as the next line |
/// | else, a body with `errorType` | that error; the cause is the body, as with a function's error document |
/// | else, a body with `error` | that error; the cause is its `cause` |
/// | else | `States.Http.StatusCode.NNN`; the cause is the body, or that there is none |
/// | no connection, or it breaks | `States.Http.Socket` |
/// | none in time | `States.Timeout` |
/// | larger than 6 MiB | `States.DataLimitExceeded` |
public final class MappedFunction {
  private static final int MAX_RESPONSE_BYTES = 6 * 1024 * 1024;
  private static final int MAX_CAUSE_CHARS = 32_768;

  private final HttpClient client;
  private final String name;
  private final URI url;
  private final Duration timeout;

  /// @param timeout the most that a call may take
  /// @throws IllegalArgumentException when the URL is not an absolute one of http or https
  public MappedFunction(HttpClient client, String name, URI url, Duration timeout) {
    HttpOrigin.of(url);
    this.client = client;
    this.name = name;
    this.url = url;
    this.timeout = timeout;
  }

  /// What a call is about besides its input.
  ///
  /// @param requestId the same when the call is repeated after a crash
  /// @param timeout what is left for the call, if that is limited
  public record Request(
      Payload input,
      String requestId,
      String executionArn,
      @Nullable Duration timeout,
      @Nullable String traceHeader) {}

  /// Calls the service.
  public TaskOutcome call(Request request) throws InterruptedException {
    Duration limit = limit(request.timeout());
    byte[] body = request.input().size() == 0 ? new byte[] {'{', '}'} : request.input().bytes();
    HttpCall call = new HttpCall("POST", url, headers(request), HttpBody.of(body));
    try {
      HttpReply reply = client.send(call, limit, MAX_RESPONSE_BYTES);
      return reply.succeeded() && reply.header("x-amz-function-error") == null
          ? result(reply)
          : error(reply);
    } catch (HttpFailure e) {
      return failure(e, limit);
    }
  }

  private Duration limit(@Nullable Duration caller) {
    return caller == null || caller.compareTo(timeout) > 0 ? timeout : caller;
  }

  private static Map<String, String> headers(Request request) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/json");
    headers.put("Accept", "application/json");
    headers.put("User-Agent", "Stepwell");
    headers.put("Idempotency-Key", printable(request.requestId()));
    headers.put("X-Stepwell-Execution", printable(request.executionArn()));
    TraceHeaders.add(headers, request.traceHeader());
    return headers;
  }

  private static String printable(String text) {
    return HttpCall.isPrintable(text) ? text : URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private TaskOutcome result(HttpReply reply) {
    if (reply.body().size() == 0) {
      return new TaskOutcome.Succeeded(Payload.NULL);
    }
    Payload payload = Payload.ofBytes(reply.body().bytes());
    try {
      payload.value();
      return new TaskOutcome.Succeeded(payload);
    } catch (JsonException e) {
      return new TaskOutcome.Failed(
          "States.TaskFailed",
          "%s answered %d with a body that is not JSON (%s): %s"
              .formatted(this, reply.status(), e.message(), cause(reply)));
    }
  }

  private TaskOutcome error(HttpReply reply) {
    if (members(reply) instanceof Map<?, ?> members) {
      if (members.get("errorType") instanceof String type && !type.isEmpty()) {
        return new TaskOutcome.Failed(type, cause(reply));
      }
      if (members.get("error") instanceof String error && !error.isEmpty()) {
        return new TaskOutcome.Failed(
            error, members.get("cause") instanceof String cause ? cause : cause(reply));
      }
    }
    return new TaskOutcome.Failed(
        "States.Http.StatusCode." + reply.status(),
        reply.body().size() == 0
            ? "%s answered %d %s without a body".formatted(this, reply.status(), reply.reason())
            : cause(reply));
  }

  private static @Nullable Object members(HttpReply reply) {
    try {
      return Payload.ofBytes(reply.body().bytes()).value();
    } catch (JsonException e) {
      return null; // a body for people, not for us
    }
  }

  private TaskOutcome failure(HttpFailure e, Duration limit) {
    String cause = this + ": " + e.message();
    return switch (e.kind()) {
      case CONNECTION, PROTOCOL -> new TaskOutcome.Failed("States.Http.Socket", cause);
      case TOO_LARGE -> new TaskOutcome.Failed("States.DataLimitExceeded", cause);
      case TIMEOUT ->
          new TaskOutcome.Failed(
              "States.Timeout", "%s did not answer within %s s".formatted(this, seconds(limit)));
    };
  }

  private static String seconds(Duration duration) {
    return String.valueOf(duration.toMillis() / 1000.0);
  }

  /// AWS's limit of a cause.
  private static String cause(HttpReply reply) {
    String text = reply.body().text();
    return text.length() <= MAX_CAUSE_CHARS ? text : text.substring(0, MAX_CAUSE_CHARS);
  }

  /// How messages name the service: without a user or a query, which may hold secrets.
  @Override
  public String toString() {
    HttpOrigin origin = HttpOrigin.of(url);
    String path = url.getRawPath() == null ? "" : url.getRawPath();
    return "The service of function %s at %s://%s%s"
        .formatted(name, url.getScheme(), origin.authority(), path);
  }
}
