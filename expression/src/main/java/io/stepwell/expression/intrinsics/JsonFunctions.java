package io.stepwell.expression.intrinsics;

import io.stepwell.json.Json;
import io.stepwell.json.JsonException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `States.StringToJson`, `States.JsonToString`, `States.JsonMerge`.
final class JsonFunctions {
  private JsonFunctions() {}

  /// A blank text is null.
  static @Nullable Object stringToJson(Arguments arguments) {
    String text = arguments.text(0);
    arguments.meter().burn(text.length() / 8);
    if (text.isBlank()) {
      return null;
    }
    try {
      return Json.parse(text);
    } catch (JsonException e) {
      throw arguments.failure("the text is not JSON: " + e.message());
    }
  }

  static Object jsonToString(Arguments arguments) {
    arguments.meter().burn(Weight.of(arguments.value(0)));
    return Json.write(arguments.value(0));
  }

  /// Shallow: of a member that both have, the second one's counts.
  static Object merge(Arguments arguments) {
    Map<?, ?> first = arguments.object(0);
    Map<?, ?> second = arguments.object(1);
    if (!Boolean.FALSE.equals(arguments.value(2))) {
      throw arguments.failure("argument 3 must be false, because deep merging is not supported");
    }
    arguments.meter().burn(first.size() + second.size());
    Map<Object, @Nullable Object> merged = new LinkedHashMap<>(first);
    merged.putAll(second);
    return Collections.unmodifiableMap(merged);
  }
}
