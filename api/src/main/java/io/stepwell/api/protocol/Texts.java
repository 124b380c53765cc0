package io.stepwell.api.protocol;

import io.stepwell.api.protocol.Shape.Member;
import io.stepwell.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Parameters of Task states as the API takes them. Members may be named in PascalCase, and where the
/// model has a string, any JSON value stands for its text: an execution's input may be given as the
/// object that it is, whose own members are left as they are. What is null was not given.
final class Texts {
  private Texts() {}

  static Map<String, Object> of(Shape.Structure shape, Map<?, ?> members) {
    Map<String, Object> texts = new LinkedHashMap<>();
    members.forEach(
        (key, value) -> {
          String name = decapitalized((String) key);
          Member member = shape.members().get(name);
          if (value != null) {
            texts.put(name, member == null ? value : of(member.shape(), value));
          }
        });
    return texts;
  }

  private static String decapitalized(String name) {
    return name.isEmpty() ? name : Character.toLowerCase(name.charAt(0)) + name.substring(1);
  }

  private static Object of(Shape shape, Object value) {
    return switch (shape) {
      case Shape.Text _ when value instanceof Map || value instanceof List -> Json.write(value);
      case Shape.Structure structure when value instanceof Map<?, ?> map -> of(structure, map);
      case Shape.Items items when value instanceof List<?> list ->
          list.stream().map(item -> item == null ? item : of(items.item(), item)).toList();
      default -> value;
    };
  }
}
