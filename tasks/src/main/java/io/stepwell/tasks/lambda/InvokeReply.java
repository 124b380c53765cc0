package io.stepwell.tasks.lambda;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The result of `lambda:invoke` as AWS shapes it: the API's reply in PascalCase, with the HTTP
/// response's headers twice. Order and spelling are AWS's.
final class InvokeReply {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final String LOG_RESULT = "X-Amz-Log-Result";

  private static final List<String> ORDER_OF_ALL =
      List.of(
          "X-Amz-Executed-Version",
          LOG_RESULT,
          "x-amzn-Remapped-Content-Length",
          "Connection",
          "x-amzn-RequestId",
          "Content-Length",
          "Date",
          "X-Amzn-Trace-Id",
          "Content-Type");

  private static final List<String> ORDER_OF_SINGLE =
      List.of(
          "Connection",
          "Content-Length",
          "Content-Type",
          "Date",
          "X-Amz-Executed-Version",
          LOG_RESULT,
          "x-amzn-Remapped-Content-Length",
          "x-amzn-RequestId",
          "X-Amzn-Trace-Id");

  private final Instant date;
  private final String requestId;
  private final @Nullable String traceHeader;

  InvokeReply(Instant date, String requestId, @Nullable String traceHeader) {
    this.date = date;
    this.requestId = requestId;
    this.traceHeader = traceHeader;
  }

  /// @throws io.stepwell.json.JsonException when the payload is not JSON
  Map<String, @Nullable Object> returned(Invoker.Answer.Returned answer) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    Map<String, String> headers = headers(answer.payload().size(), answer.executedVersion());
    members.put("ExecutedVersion", answer.executedVersion());
    String logTail = answer.logTail();
    if (logTail != null) {
      members.put("LogResult", logTail);
      headers.put(LOG_RESULT, logTail);
    }
    members.put("Payload", answer.payload().value());
    addHttp(members, 200, headers);
    return members;
  }

  Map<String, @Nullable Object> accepted(int status) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    members.put("Payload", "");
    addHttp(members, status, headers(0, null));
    return members;
  }

  private void addHttp(
      Map<String, @Nullable Object> members, int status, Map<String, String> headers) {
    Map<String, Object> http = new LinkedHashMap<>();
    Map<String, Object> all = new LinkedHashMap<>();
    Map<String, Object> single = new LinkedHashMap<>();
    ORDER_OF_ALL.stream()
        .filter(headers::containsKey)
        .forEach(name -> all.put(name, List.of(headers.getOrDefault(name, ""))));
    ORDER_OF_SINGLE.stream()
        .filter(headers::containsKey)
        .forEach(name -> single.put(name, headers.getOrDefault(name, "")));
    http.put("AllHttpHeaders", all);
    http.put("HttpHeaders", single);
    http.put("HttpStatusCode", status);
    members.put("SdkHttpMetadata", http);
    members.put("SdkResponseMetadata", Map.of("RequestId", requestId));
    members.put("StatusCode", status);
  }

  private Map<String, String> headers(int length, @Nullable String executedVersion) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("x-amzn-Remapped-Content-Length", "0");
    headers.put("Connection", "keep-alive");
    headers.put("x-amzn-RequestId", requestId);
    headers.put("Content-Length", Integer.toString(length));
    headers.put("Date", DATE.format(date));
    headers.put("X-Amzn-Trace-Id", traceHeader == null ? trace() : traceHeader);
    if (executedVersion != null) {
      headers.put("X-Amz-Executed-Version", executedVersion);
      headers.put("Content-Type", "application/json");
    }
    return headers;
  }

  /// A trace that nobody samples, made from the request id so that nothing random is needed.
  private String trace() {
    String digits = requestId.replace("-", "");
    return "Root=1-%08x-%s;Sampled=0".formatted(date.getEpochSecond(), digits.substring(0, 24));
  }
}
