package io.stepwell.tasks.jobs;

import io.stepwell.json.Json;
import io.stepwell.json.JsonException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The members of a JSON file of ours.
record Members(Map<?, ?> values) {
  static @Nullable Members read(Path file) {
    String text = DurableFile.read(file);
    if (text == null) {
      return null;
    }
    try {
      return Json.parse(text) instanceof Map<?, ?> members ? new Members(members) : null;
    } catch (JsonException e) {
      throw new IllegalStateException(file + " is damaged: " + e.message(), e);
    }
  }

  @Nullable String optional(String name) {
    return values.get(name) instanceof String text ? text : null;
  }

  String text(String name) {
    return values.get(name) instanceof String text ? text : "";
  }

  long number(String name) {
    return values.get(name) instanceof Number number ? number.longValue() : 0;
  }

  @Nullable Instant time(String name) {
    return values.get(name) instanceof Number millis
        ? Instant.ofEpochMilli(millis.longValue())
        : null;
  }

  List<?> list(String name) {
    return values.get(name) instanceof List<?> list ? list : List.of();
  }

  List<String> texts(String name) {
    return list(name).stream().map(String::valueOf).toList();
  }

  Members object(String name) {
    return values.get(name) instanceof Map<?, ?> map ? new Members(map) : new Members(Map.of());
  }

  Map<String, String> textsByName(String name) {
    Map<String, String> texts = new LinkedHashMap<>();
    object(name)
        .values
        .forEach((key, value) -> texts.put(String.valueOf(key), String.valueOf(value)));
    return texts;
  }
}
