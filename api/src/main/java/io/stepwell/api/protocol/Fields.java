package io.stepwell.api.protocol;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The members of a request that was validated: reading them as their type cannot fail.
public final class Fields {
  private final Map<?, ?> members;

  Fields(Map<?, ?> members) {
    this.members = members;
  }

  Map<?, ?> members() {
    return members;
  }

  /// A member that the operation requires.
  public String required(String name) {
    return Objects.requireNonNull(text(name), name);
  }

  public @Nullable String text(String name) {
    return (String) members.get(name);
  }

  public String text(String name, String otherwise) {
    String text = text(name);
    return text == null ? otherwise : text;
  }

  public int number(String name, int otherwise) {
    return members.get(name) instanceof Number number ? number.intValue() : otherwise;
  }

  public boolean flag(String name, boolean otherwise) {
    return members.get(name) instanceof Boolean flag ? flag : otherwise;
  }

  /// The members of a structure; none where it is absent.
  public Fields structure(String name) {
    return new Fields(members.get(name) instanceof Map<?, ?> structure ? structure : Map.of());
  }

  /// A structure, a list or whatever it is, as JSON has it.
  public @Nullable Object value(String name) {
    return members.get(name);
  }

  /// A list of structures; empty when it is absent.
  public List<Fields> structures(String name) {
    List<Fields> all = new ArrayList<>();
    if (members.get(name) instanceof List<?> list) {
      for (Object item : list) {
        if (item instanceof Map<?, ?> structure) {
          all.add(new Fields(structure));
        }
      }
    }
    return all;
  }

  /// A list of texts; empty when it is absent.
  public List<String> texts(String name) {
    return members.get(name) instanceof List<?> list
        ? list.stream().filter(String.class::isInstance).map(String.class::cast).toList()
        : List.of();
  }

  /// A list of `{key, value}` as a map; of a repeated key the last one counts.
  public Map<String, String> tags(String name) {
    if (!(members.get(name) instanceof List<?> list)) {
      return Map.of();
    }
    Map<String, String> tags = new LinkedHashMap<>();
    for (Object item : list) {
      if (item instanceof Map<?, ?> tag && tag.get("key") instanceof String key) {
        tags.put(key, tag.get("value") instanceof String value ? value : "");
      }
    }
    return tags;
  }
}
