package io.stepwell.expression.jsonata;

import io.stepwell.expression.Meter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Finds members and children. An array stands for its items.
final class Lookup {
  private Lookup() {}

  static @Nullable Object member(@Nullable Object context, String name, Meter meter) {
    if (context instanceof Map<?, ?> object) {
      Object value = object.get(name);
      return value == null && !object.containsKey(name) ? Undefined.VALUE : value;
    }
    if (!(context instanceof List<?> array)) {
      return Undefined.VALUE;
    }
    Sequence found = new Sequence();
    meter.burn(array.size());
    for (Object item : array) {
      found.addFlat(member(item, name, meter));
    }
    return found;
  }

  /// `*`: the values of the members, arrays among them dissolved at all depths.
  static Object children(@Nullable Object context, Meter meter) {
    Sequence found = new Sequence();
    if (context instanceof Map<?, ?> object) {
      object.values().forEach(value -> flatten(value, found, meter));
    } else if (context instanceof List<?> array) {
      array.forEach(value -> flatten(value, found, meter));
    }
    return found;
  }

  private static void flatten(@Nullable Object value, Sequence into, Meter meter) {
    meter.burn(1);
    if (value instanceof List<?> array) {
      array.forEach(item -> flatten(item, into, meter));
    } else {
      into.add(value);
      Bounds.items(into.size());
    }
  }

  /// `**`: the value and everything below it that is no array.
  static Object descendants(@Nullable Object context, Meter meter) {
    Sequence found = new Sequence();
    if (context != Undefined.VALUE) {
      descend(context, found, meter);
    }
    return found;
  }

  private static void descend(@Nullable Object value, Sequence into, Meter meter) {
    meter.burn(1);
    if (value instanceof List<?> array) {
      array.forEach(item -> descend(item, into, meter));
      return;
    }
    into.add(value);
    Bounds.items(into.size());
    if (value instanceof Map<?, ?> object) {
      object.values().forEach(member -> descend(member, into, meter));
    }
  }
}
