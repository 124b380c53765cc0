package io.stepwell.expression.jsonata;

import io.stepwell.expression.Scope;
import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `$states`. The context object is made only when an expression reads it.
final class StatesObject extends AbstractMap<String, @Nullable Object> {
  private final Scope scope;

  StatesObject(Scope scope) {
    this.scope = scope;
  }

  @Override
  public @Nullable Object get(@Nullable Object key) {
    if (!(key instanceof String name)) {
      return null;
    }
    return switch (name) {
      case "input" -> scope.input();
      case "context" -> scope.context().get();
      case "result" -> scope.result();
      case "errorOutput" -> scope.errorOutput();
      default -> null;
    };
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return "input".equals(key) || "context".equals(key) || get(key) != null || isGiven(key);
  }

  /// Whether the member was asked for by name: where it does not exist the definition was refused,
  /// so that null here is a null result.
  private static boolean isGiven(@Nullable Object key) {
    return "result".equals(key) || "errorOutput".equals(key);
  }

  @Override
  public Set<Entry<String, @Nullable Object>> entrySet() {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    members.put("input", scope.input());
    members.put("context", scope.context().get());
    if (scope.result() != null) {
      members.put("result", scope.result());
    }
    if (scope.errorOutput() != null) {
      members.put("errorOutput", scope.errorOutput());
    }
    return members.entrySet();
  }
}
