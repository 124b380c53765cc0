package io.stepwell.api.protocol;

import io.stepwell.api.protocol.Shape.Member;
import io.stepwell.api.protocol.Shape.Range;
import io.stepwell.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Holds a request against the model: a value of the wrong type is a SerializationException, values
/// beyond their limits are one ValidationException that lists them all.
final class Validation {
  private final List<String> violations = new ArrayList<>(0);

  private Validation() {}

  static void check(Shape.Structure request, Map<?, ?> members) {
    Validation validation = new Validation();
    validation.structure("", request, members);
    validation.refuse();
  }

  private void refuse() {
    if (!violations.isEmpty()) {
      int count = violations.size();
      throw ApiException.validation(
          "%d validation error%s detected: %s"
              .formatted(count, count == 1 ? "" : "s", String.join("; ", violations)));
    }
  }

  private void structure(String prefix, Shape.Structure shape, Map<?, ?> members) {
    for (Member member : shape.members().values()) {
      Object value = members.get(member.name());
      if (value != null) {
        value(prefix, member.name(), member.shape(), value);
      } else if (member.required()) {
        violations.add(
            "Value null at '%s' failed to satisfy constraint: Member must not be null"
                .formatted(prefix + member.name()));
      }
    }
  }

  /// The path is put together only where it is needed, as most requests are right.
  private void value(String prefix, String name, Shape shape, Object value) {
    switch (shape) {
      case Shape.Text text when value instanceof String string -> text(prefix, name, text, string);
      case Shape.Whole whole when value instanceof Long number ->
          range(prefix + name, whole.range(), number);
      case Shape.Real real when value instanceof Number number ->
          range(prefix + name, real.range(), number);
      case Shape.Flag _ when value instanceof Boolean -> {}
      case Shape.Structure structure when value instanceof Map<?, ?> map ->
          structure(prefix + name + ".", structure, map);
      case Shape.Items items when value instanceof List<?> list ->
          items(prefix + name, items, list);
      case Shape.Text _ -> throw wrongType(prefix + name, value, "a String");
      case Shape.Whole _ -> throw wrongType(prefix + name, value, "an Integer");
      case Shape.Real _ -> throw wrongType(prefix + name, value, "a Float");
      case Shape.Flag _ -> throw wrongType(prefix + name, value, "a Boolean");
      case Shape.Structure _ -> throw wrongType(prefix + name, value, "a structure");
      case Shape.Items _ -> throw wrongType(prefix + name, value, "a list");
    }
  }

  /// AWS names the pattern before the length.
  private void text(String prefix, String name, Shape.Text shape, String value) {
    @Nullable String shown = shape.sensitive() ? null : value;
    if (!shape.values().isEmpty() && !shape.values().contains(value)) {
      violated(prefix + name, shown, "satisfy enum value set: " + shape.values());
    }
    Pattern pattern = shape.pattern();
    if (pattern != null && !pattern.matcher(value).matches()) {
      violated(prefix + name, shown, "satisfy regular expression pattern: " + pattern);
    }
    length(prefix, name, shape.length(), shape.lengthOf(value), shown);
  }

  private void items(String path, Shape.Items shape, List<?> list) {
    length(path, "", shape.size(), list.size(), Json.write(list));
    for (int i = 0; i < list.size(); i++) {
      Object item = list.get(i);
      if (item != null) {
        value(path + "." + (i + 1) + ".", "member", shape.item(), item);
      }
    }
  }

  private void length(String prefix, String name, Range range, int length, @Nullable String shown) {
    if (length < range.min()) {
      violated(prefix + name, shown, "have length greater than or equal to " + range.min());
    }
    if (length > range.max()) {
      violated(prefix + name, shown, "have length less than or equal to " + range.max());
    }
  }

  private void range(String path, Range range, Number value) {
    if (value.doubleValue() < range.min()) {
      violated(path, value.toString(), "have value greater than or equal to " + range.min());
    }
    if (value.doubleValue() > range.max()) {
      violated(path, value.toString(), "have value less than or equal to " + range.max());
    }
  }

  private void violated(String path, @Nullable String value, String constraint) {
    String shown = value == null ? "" : " '" + value + "'";
    violations.add(
        "Value%s at '%s' failed to satisfy constraint: Member must %s"
            .formatted(shown, path, constraint));
  }

  private static ApiException wrongType(String path, Object value, String wanted) {
    return ApiException.serialization(
        "%s can not be converted to %s at '%s'".formatted(token(value), wanted, path));
  }

  private static String token(Object value) {
    return switch (value) {
      case String _ -> "STRING_VALUE";
      case Number _ -> "NUMBER_VALUE";
      case Boolean flag -> flag ? "TRUE_VALUE" : "FALSE_VALUE";
      case List<?> _ -> "START_ARRAY";
      default -> "START_OBJECT";
    };
  }
}
