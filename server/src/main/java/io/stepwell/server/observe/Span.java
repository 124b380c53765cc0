package io.stepwell.server.observe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A span as OpenTelemetry has it, open until its end is set. Times are epoch milliseconds.
final class Span {
  /// The numbers are OTLP's.
  enum Kind {
    INTERNAL(1),
    SERVER(2),
    CLIENT(3);

    private final int code;

    Kind(int code) {
      this.code = code;
    }
  }

  private static final int STATUS_ERROR = 2;

  final String id;
  private final TraceIds trace;
  private final @Nullable String parent;
  private final String name;
  private final Kind kind;
  private final long begin;
  private final Map<String, String> attributes = new LinkedHashMap<>();
  private final List<Object> events = new ArrayList<>(0);
  private long end;
  private @Nullable String error;

  Span(TraceIds trace, String id, @Nullable String parent, String name, Kind kind, long begin) {
    this.trace = trace;
    this.id = id;
    this.parent = parent;
    this.name = name;
    this.kind = kind;
    this.begin = begin;
  }

  Span with(String attribute, @Nullable String value) {
    if (value != null) {
      attributes.put(attribute, value);
    }
    return this;
  }

  /// Something that happened meanwhile.
  void event(String what, long at, String attribute, String value) {
    events.add(
        Map.of(
            "timeUnixNano", nanos(at), "name", what, "attributes", list(Map.of(attribute, value))));
  }

  /// @param named the name of an error; causes may hold data and stay out of traces
  void failed(@Nullable String named) {
    error = named == null ? "failed" : named;
  }

  Span endedAt(long at) {
    end = at;
    return this;
  }

  /// In OTLP's JSON.
  Map<String, Object> json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("traceId", trace.trace());
    json.put("spanId", id);
    if (parent != null) {
      json.put("parentSpanId", parent);
    }
    json.put("name", name);
    json.put("kind", (long) kind.code);
    json.put("startTimeUnixNano", nanos(begin));
    json.put("endTimeUnixNano", nanos(Math.max(begin, end)));
    json.put("attributes", list(attributes));
    if (!events.isEmpty()) {
      json.put("events", events);
    }
    if (error != null) {
      json.put("status", Map.of("code", (long) STATUS_ERROR, "message", error));
    }
    return json;
  }

  private static String nanos(long millis) {
    return millis + "000000";
  }

  static List<Object> list(Map<String, String> attributes) {
    List<Object> list = new ArrayList<>();
    attributes.forEach(
        (key, value) -> list.add(Map.of("key", key, "value", Map.of("stringValue", value))));
    return list;
  }
}
