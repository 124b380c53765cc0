package io.stepwell.engine.step;

import io.stepwell.engine.ErrorOutput;
import io.stepwell.json.Json;
import io.stepwell.json.JsonException;
import io.stepwell.json.Payload;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What an ItemReader is said to have read, made into items: JSON (with ItemsPointer), JSON Lines,
/// and CSV. Other inputs, such as manifests and listings, are taken as the JSON array that they
/// amount to.
///
/// @param pointedAt what ItemsPointer leads to; null without one
record ReaderData(Payload items, @Nullable Payload pointedAt) {

  /// @param config the constant members of ReaderConfig
  /// @throws StateFailure `States.ItemReaderFailed` when the data is not what it is said to be
  static ReaderData parse(String text, Map<?, ?> config) {
    String type = config.get("InputType") instanceof String named ? named : "JSON";
    try {
      return switch (type) {
        case "CSV" -> new ReaderData(Payload.of(csv(text, config)), null);
        case "JSONL" -> new ReaderData(Payload.of(lines(text)), null);
        default -> json(text, config.get("ItemsPointer"));
      };
    } catch (JsonException e) {
      throw failure("The data is not valid " + type + ": " + e.message());
    }
  }

  private static ReaderData json(String text, @Nullable Object pointer) {
    Json.check(text);
    Payload whole = Payload.ofText(text);
    Payload pointedAt =
        pointer instanceof String path ? Payload.of(follow(whole.value(), path)) : null;
    Payload items = pointedAt == null ? whole : pointedAt;
    if (!(items.value() instanceof List) && !(items.value() instanceof Map)) {
      throw failure("Attempting to map over non-iterable node.");
    }
    return new ReaderData(items, pointedAt);
  }

  /// RFC 6901.
  private static @Nullable Object follow(@Nullable Object value, String pointer) {
    Object at = value;
    String[] tokens = pointer.split("/", -1);
    for (int i = 1; i < tokens.length; i++) {
      String name = tokens[i].replace("~1", "/").replace("~0", "~");
      if (at instanceof Map<?, ?> map && map.containsKey(name)) {
        at = map.get(name);
      } else if (at instanceof List<?> list && index(name) < list.size()) {
        at = list.get(index(name));
      } else {
        throw failure("ItemsPointer '" + pointer + "' leads to nothing in the data");
      }
    }
    return at;
  }

  private static StateFailure failure(String cause) {
    return StateFailure.catchable(new ErrorOutput("States.ItemReaderFailed", cause));
  }

  private static int index(String text) {
    return text.matches("0|[1-9][0-9]{0,8}") ? Integer.parseInt(text) : Integer.MAX_VALUE;
  }

  private static List<@Nullable Object> lines(String text) {
    List<@Nullable Object> items = new ArrayList<>();
    text.lines().filter(line -> !line.isBlank()).forEach(line -> items.add(Json.parse(line)));
    return Collections.unmodifiableList(items);
  }

  private static List<@Nullable Object> csv(String text, Map<?, ?> config) {
    List<List<String>> rows = rows(text, delimiter(config.get("CSVDelimiter")));
    List<String> headers;
    if (config.get("CSVHeaders") instanceof List<?> given) {
      headers = given.stream().map(String::valueOf).toList();
    } else {
      headers = rows.isEmpty() ? List.of() : rows.removeFirst();
    }
    List<@Nullable Object> items = new ArrayList<>();
    for (List<String> row : rows) {
      Map<String, @Nullable Object> item = new LinkedHashMap<>();
      for (int i = 0; i < headers.size(); i++) {
        item.put(headers.get(i), i < row.size() ? row.get(i) : "");
      }
      items.add(Collections.unmodifiableMap(item));
    }
    return Collections.unmodifiableList(items);
  }

  private static char delimiter(@Nullable Object name) {
    return switch (String.valueOf(name)) {
      case "PIPE" -> '|';
      case "SEMICOLON" -> ';';
      case "SPACE" -> ' ';
      case "TAB" -> '\t';
      default -> ',';
    };
  }

  /// RFC 4180: quoted fields may hold delimiters, line ends and doubled quotes.
  private static List<List<String>> rows(String text, char delimiter) {
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted && c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
        field.append(c);
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == delimiter || c == '\n')) {
        row.add(field.toString());
        field.setLength(0);
        if (c == '\n') {
          add(rows, row);
          row = new ArrayList<>();
        }
      } else if (quoted || c != '\r') {
        field.append(c);
      }
    }
    if (!field.isEmpty() || !row.isEmpty()) {
      row.add(field.toString());
      add(rows, row);
    }
    return rows;
  }

  /// Empty lines hold no item.
  private static void add(List<List<String>> rows, List<String> row) {
    if (row.size() > 1 || !row.getFirst().isEmpty()) {
      rows.add(row);
    }
  }
}
