package io.stepwell.tasks.states;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Answers of the API, in camelCase, as Task states see them: in PascalCase.
final class Shapes {
  /// Members whose keys are the user's.
  private static final String USERS_KEYS = "variableReferences";

  /// How times are written.
  enum Times {
    /// `2026-01-01T00:00:00.123Z`, in AWS SDK integrations.
    ISO,
    /// Epoch milliseconds, in the optimized integration.
    MILLIS
  }

  private Shapes() {}

  /// An answer as Task states see it, its members in the order of their names.
  static Map<String, @Nullable Object> result(Map<?, ?> answer, Times times) {
    Map<String, @Nullable Object> members = new TreeMap<>();
    answer.forEach(
        (key, value) -> {
          String name = (String) key;
          Object shown = name.equals(USERS_KEYS) ? value : member(name, value, times);
          members.put(capitalized(name), shown);
        });
    return members;
  }

  private static @Nullable Object member(String name, @Nullable Object value, Times times) {
    return switch (value) {
      case Number number when isTime(name) -> time(number, times);
      case Map<?, ?> map -> result(map, times);
      case List<?> list -> list.stream().map(item -> member("", item, times)).toList();
      case null, default -> value;
    };
  }

  private static boolean isTime(String name) {
    return name.endsWith("Date") || name.equals("timestamp");
  }

  private static Object time(Number seconds, Times times) {
    long millis = new BigDecimal(seconds.toString()).movePointRight(3).longValue();
    return switch (times) {
      case ISO -> Instant.ofEpochMilli(millis).toString();
      case MILLIS -> millis;
    };
  }

  static String capitalized(String name) {
    return name.isEmpty() ? name : Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }
}
