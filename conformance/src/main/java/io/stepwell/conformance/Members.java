package io.stepwell.conformance;

import io.stepwell.json.Json;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// The members of an object in a case file; knows which of them nobody asked for.
final class Members {
  private final String what;
  private final Map<?, ?> members;
  private final Set<Object> read = new HashSet<>();

  Members(String what, @Nullable Object value) {
    if (!(value instanceof Map<?, ?> object)) {
      throw new IllegalArgumentException(what + " has to be an object: " + Json.write(value));
    }
    this.what = what;
    this.members = object;
  }

  boolean has(String name) {
    return members.containsKey(name);
  }

  @Nullable Object optional(String name, @Nullable Object otherwise) {
    read.add(name);
    return has(name) ? members.get(name) : otherwise;
  }

  @Nullable Object required(String name) {
    if (!has(name)) {
      throw new IllegalArgumentException(what + " needs '" + name + "'");
    }
    return optional(name, null);
  }

  String text(String name) {
    return String.valueOf(required(name));
  }

  @Nullable String optionalText(String name) {
    Object value = optional(name, null);
    return value == null ? null : String.valueOf(value);
  }

  double number(String name, double otherwise) {
    Object value = optional(name, otherwise);
    if (value instanceof Number number) {
      return number.doubleValue();
    }
    throw new IllegalArgumentException(what + ": '" + name + "' has to be a number");
  }

  void forEach(BiConsumer<String, @Nullable Object> action) {
    members.forEach((name, value) -> action.accept((String) name, value));
  }

  /// Fails when there is a member that nobody asked for.
  void done() {
    Set<String> unknown = new TreeSet<>();
    for (Object name : members.keySet()) {
      if (!read.contains(name)) {
        unknown.add((String) name);
      }
    }
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(what + " has unknown members: " + unknown);
    }
  }

  @Override
  public String toString() {
    return Json.write(members);
  }
}
