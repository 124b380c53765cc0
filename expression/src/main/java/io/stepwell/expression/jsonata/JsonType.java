package io.stepwell.expression.jsonata;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The types of JSON, as error causes name them.
public enum JsonType {
  ARRAY,
  OBJECT,
  STRING,
  NUMBER,
  BOOLEAN,
  NULL;

  public static JsonType of(@Nullable Object value) {
    return switch (value) {
      case null -> NULL;
      case List<?> _ -> ARRAY;
      case Map<?, ?> _ -> OBJECT;
      case String _ -> STRING;
      case Number _ -> NUMBER;
      case Boolean _ -> BOOLEAN;
      default -> throw new IllegalArgumentException("no JSON value: " + value.getClass().getName());
    };
  }

  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
