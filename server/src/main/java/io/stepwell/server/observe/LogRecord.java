package io.stepwell.server.observe;

import io.stepwell.engine.Stamped;
import io.stepwell.engine.Start;
import io.stepwell.engine.history.HistoryEvents;
import io.stepwell.json.Json;
import io.stepwell.runtime.maprun.MapRunLink;
import io.stepwell.runtime.observe.Observed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A history event in the form in which AWS logs it: ids are strings, details have no wrapper. At
/// most [#MAX_BYTES]: what is longer loses its data, or the end of it, and says so.
final class LogRecord {
  static final int MAX_BYTES = 256 * 1024;

  private static final List<String> DATA = List.of("input", "output", "parameters", "cause");
  private static final int SMALLEST_CUT = 64;

  private LogRecord() {}

  /// The record as JSON on one line; null for internal events.
  static byte @Nullable [] of(Stamped event, Observed execution, boolean includeData) {
    Start start = execution.start();
    Map<String, @Nullable Object> shown =
        HistoryEvents.render(event, start.identity(), includeData);
    if (shown == null) {
      return null;
    }
    Map<String, @Nullable Object> details = new LinkedHashMap<>();
    shown.forEach(
        (name, value) -> {
          if (value instanceof Map<?, ?> members) {
            members.forEach((member, data) -> details.put((String) member, data));
          }
        });
    Map<String, @Nullable Object> record = new LinkedHashMap<>();
    record.put("id", Long.toString(event.id()));
    record.put("type", shown.get("type"));
    record.put("details", details);
    record.put("previous_event_id", Long.toString(event.previousId()));
    record.put("event_timestamp", Long.toString(event.at()));
    record.put("execution_arn", start.identity().arn());
    MapRunLink link = MapRunLink.of(start.parent());
    if (link != null) {
      record.put("map_run_arn", link.mapRunArn());
    }
    record.put("redrive_count", Integer.toString(execution.redrives()));
    return bounded(record, details);
  }

  private static byte[] bounded(
      Map<String, @Nullable Object> record, Map<String, @Nullable Object> details) {
    byte[] bytes = Json.writeBytes(record);
    if (bytes.length > MAX_BYTES && details.remove("assignedVariables") != null) {
      details.put("assignedVariablesDetails", Map.of("truncated", true));
      bytes = Json.writeBytes(record);
    }
    while (bytes.length > MAX_BYTES) {
      String longest = longest(details);
      if (longest == null) {
        return bytes; // nothing is left to be cut: AWS's other members have limits of their own
      }
      cut(details, longest);
      bytes = Json.writeBytes(record);
    }
    return bytes;
  }

  private static @Nullable String longest(Map<String, @Nullable Object> details) {
    String longest = null;
    int length = SMALLEST_CUT;
    for (String name : DATA) {
      if (details.get(name) instanceof String text && text.length() > length) {
        longest = name;
        length = text.length();
      }
    }
    return longest;
  }

  private static void cut(Map<String, @Nullable Object> details, String name) {
    String text = (String) Objects.requireNonNull(details.get(name));
    int half = text.length() / 2;
    int end = Character.isHighSurrogate(text.charAt(half - 1)) ? half - 1 : half;
    details.put(name, text.substring(0, end));
    if (details.containsKey(name + "Details")) {
      details.put(name + "Details", Map.of("truncated", true));
    }
  }
}
