package io.stepwell.expression;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The variables that a state can read, inner scopes before outer ones.
public interface Variables {
  Variables NONE = of(Map.of());

  boolean has(String name);

  /// The value, or null where there is none; `has` tells the two apart.
  @Nullable Object get(String name);

  static Variables of(Map<String, ? extends @Nullable Object> values) {
    return new Variables() {
      @Override
      public boolean has(String name) {
        return values.containsKey(name);
      }

      @Override
      public @Nullable Object get(String name) {
        return values.get(name);
      }
    };
  }
}
