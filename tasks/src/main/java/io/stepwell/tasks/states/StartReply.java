package io.stepwell.tasks.states;

import io.stepwell.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The result of `states:startExecution` as AWS shapes it: the API's reply in PascalCase, with the
/// HTTP response's headers twice. Order and spelling are AWS's.
final class StartReply {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private static final List<String> ORDER_OF_ALL =
      List.of("x-amzn-RequestId", "connection", "Content-Length", "Date", "Content-Type");

  private static final List<String> ORDER_OF_SINGLE =
      List.of("connection", "Content-Length", "Content-Type", "Date", "x-amzn-RequestId");

  private final Instant date;
  private final String requestId;

  StartReply(Instant date, String requestId) {
    this.date = date;
    this.requestId = requestId;
  }

  /// @param members of the API's answer
  Map<String, @Nullable Object> of(Map<?, ?> members) {
    Map<String, String> headers =
        Map.of(
            "x-amzn-RequestId",
            requestId,
            "connection",
            "keep-alive",
            "Content-Length",
            Integer.toString(length(members)),
            "Date",
            DATE.format(date),
            "Content-Type",
            "application/x-amz-json-1.0");
    Map<String, Object> all = new LinkedHashMap<>();
    Map<String, Object> single = new LinkedHashMap<>();
    ORDER_OF_ALL.forEach(name -> all.put(name, List.of(headers.getOrDefault(name, ""))));
    ORDER_OF_SINGLE.forEach(name -> single.put(name, headers.getOrDefault(name, "")));
    Map<String, Object> http = new LinkedHashMap<>();
    http.put("AllHttpHeaders", all);
    http.put("HttpHeaders", single);
    http.put("HttpStatusCode", 200);
    Map<String, @Nullable Object> shown = Shapes.result(members, Shapes.Times.MILLIS);
    shown.put("SdkHttpMetadata", http);
    shown.put("SdkResponseMetadata", Map.of("RequestId", requestId));
    return shown;
  }

  private static int length(Map<?, ?> members) {
    return Json.write(members).getBytes(StandardCharsets.UTF_8).length;
  }
}
