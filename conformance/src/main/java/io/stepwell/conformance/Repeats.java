package io.stepwell.conformance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Large texts in short files: `{"$repeat": ["x", 1000]}` stands for the text of a thousand x.
final class Repeats {
  private static final String REPEAT = "$repeat";

  private Repeats() {}

  static @Nullable Object expand(@Nullable Object value) {
    if (value instanceof List<?> list) {
      List<@Nullable Object> expanded = new ArrayList<>();
      list.forEach(item -> expanded.add(expand(item)));
      return expanded;
    }
    if (!(value instanceof Map<?, ?> object)) {
      return value;
    }
    if (object.size() == 1
        && object.get(REPEAT) instanceof List<?> list
        && list.size() == 2
        && list.get(0) instanceof String text
        && list.get(1) instanceof Long times) {
      return text.repeat(Math.toIntExact(times));
    }
    Map<String, @Nullable Object> expanded = new LinkedHashMap<>();
    object.forEach((name, member) -> expanded.put((String) name, expand(member)));
    return expanded;
  }
}
