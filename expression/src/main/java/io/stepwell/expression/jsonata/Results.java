package io.stepwell.expression.jsonata;

import io.stepwell.expression.Meter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes a result a JSON value: whole numbers without fraction, those that are none as texts, as AWS
/// prints them. What needs no change stays the same instance.
final class Results {
  private final Meter meter;

  private Results(Meter meter) {
    this.meter = meter;
  }

  /// @throws Unsupported when there is a function in it
  static @Nullable Object toJson(@Nullable Object value, Meter meter) {
    return new Results(meter).convert(value, 0);
  }

  private @Nullable Object convert(@Nullable Object value, int depth) {
    meter.burn(1);
    return switch (value) {
      case null -> null;
      case Number number -> number(number);
      case StatesObject states -> members(new LinkedHashMap<>(states), depth);
      case Map<?, ?> object -> members(object, depth);
      case List<?> array -> items(array, depth);
      case Undefined _ -> null;
      case Callable _ -> throw new Unsupported();
      default -> value;
    };
  }

  private static Object number(Number number) {
    if (number instanceof Long) {
      return number;
    }
    Number canonical = Numbers.canonical(number);
    if (canonical instanceof Long || Double.isFinite(canonical.doubleValue())) {
      return canonical.equals(number) ? number : canonical;
    }
    return Numbers.text(canonical);
  }

  @SuppressWarnings("ReferenceEquality") // what stays the same instance needs no copy
  private Object members(Map<?, ?> object, int depth) {
    refuseTooDeep(depth);
    Map<Object, @Nullable Object> copy = null;
    for (Map.Entry<?, ?> member : object.entrySet()) {
      Object converted = convert(member.getValue(), depth + 1);
      if (converted != member.getValue()) {
        copy = copy == null ? new LinkedHashMap<>(object) : copy;
        copy.put(member.getKey(), converted);
      }
    }
    return Collections.unmodifiableMap(copy == null ? object : copy);
  }

  @SuppressWarnings("ReferenceEquality") // likewise
  private Object items(List<?> array, int depth) {
    refuseTooDeep(depth);
    List<@Nullable Object> copy = null;
    int at = 0;
    for (Object item : array) {
      Object converted = convert(item, depth + 1);
      if (converted != item) {
        copy = copy == null ? new ArrayList<>(array) : copy;
        copy.set(at, converted);
      }
      at++;
    }
    return Collections.unmodifiableList(copy == null ? array : copy);
  }

  private static void refuseTooDeep(int depth) {
    if (depth >= Bounds.NESTING) {
      throw JsonataError.depth();
    }
  }

  /// A function is no JSON value.
  static final class Unsupported extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Unsupported() {
      super(null, null, false, false);
    }
  }
}
