package io.stepwell.api.protocol;

import io.stepwell.api.protocol.Shape.Member;
import io.stepwell.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Writes JSON values as text where the API's model has a string, as AWS does for Task states: an
/// execution's input may be given as the object that it is.
final class Texts {
  private Texts() {}

  static Map<String, Object> of(Shape.Structure shape, Map<?, ?> members) {
    Map<String, Object> texts = new LinkedHashMap<>();
    members.forEach(
        (key, value) -> {
          String name = (String) key;
          Member member = shape.members().get(name);
          texts.put(name, member == null ? value : of(member.shape(), value));
        });
    return texts;
  }

  private static Object of(Shape shape, Object value) {
    return switch (shape) {
      case Shape.Text _ when value instanceof Map || value instanceof List -> Json.write(value);
      case Shape.Structure structure when value instanceof Map<?, ?> map -> of(structure, map);
      case Shape.Items items when value instanceof List<?> list ->
          list.stream().map(item -> of(items.item(), item)).toList();
      default -> value;
    };
  }
}
