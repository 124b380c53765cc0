package io.stepwell.expression.jsonata;

import io.stepwell.expression.Meter;
import io.stepwell.json.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Values as text: what `$string` and the `&` operator make of them.
final class JsonText {
  private static final int LONGEST_IN_MESSAGES = 1000;

  private final StringBuilder out = new StringBuilder();
  private final Meter meter;
  private final boolean pretty;

  private JsonText(Meter meter, boolean pretty) {
    this.meter = meter;
    this.pretty = pretty;
  }

  /// The text itself, or the JSON of anything else; functions are empty texts.
  static String of(@Nullable Object value, boolean pretty, Meter meter) {
    if (value instanceof String text) {
      return text;
    }
    if (value instanceof Callable) {
      return "";
    }
    if (value instanceof Double d && !Double.isFinite(d)) {
      throw JsonataError.of("D3001");
    }
    JsonText json = new JsonText(meter, pretty);
    json.write(value, 0);
    return json.out.toString();
  }

  /// JSON for an error message; what has none prints as `undefined`.
  static String forMessage(@Nullable Object value) {
    if (value == Undefined.VALUE || value instanceof Callable) {
      return "undefined";
    }
    JsonText json = new JsonText(Meter.unlimited(), false);
    json.write(value, 0);
    return json.out.length() <= LONGEST_IN_MESSAGES
        ? json.out.toString()
        : json.out.substring(0, LONGEST_IN_MESSAGES) + "...";
  }

  private void write(@Nullable Object value, int depth) {
    meter.burn(1);
    Bounds.length(out);
    switch (value) {
      case null -> out.append("null");
      case Undefined _ -> out.append("null");
      case String text -> {
        meter.burn(text.length() / 8);
        out.append(Json.write(text));
      }
      case Boolean truth -> out.append(truth);
      case Number number -> writeNumber(number);
      case List<?> array -> writeArray(array, depth);
      case Map<?, ?> object -> writeObject(object, depth);
      default -> out.append("\"\"");
    }
  }

  private void writeNumber(Number number) {
    if (Double.isFinite(number.doubleValue())) {
      out.append(Numbers.text(number));
    } else {
      throw JsonataError.of("D1001", Numbers.text(number));
    }
  }

  private void writeArray(List<?> array, int depth) {
    out.append('[');
    String separator = "";
    for (Object item : array) {
      out.append(separator);
      line(depth + 1);
      write(item, depth + 1);
      separator = ",";
    }
    if (!array.isEmpty()) {
      line(depth);
    }
    out.append(']');
  }

  private void writeObject(Map<?, ?> object, int depth) {
    out.append('{');
    String separator = "";
    for (Map.Entry<?, ?> member : object.entrySet()) {
      out.append(separator);
      line(depth + 1);
      out.append(Json.write(member.getKey())).append(pretty ? ": " : ":");
      write(member.getValue(), depth + 1);
      separator = ",";
    }
    if (!object.isEmpty()) {
      line(depth);
    }
    out.append('}');
  }

  private void line(int depth) {
    if (pretty) {
      out.append('\n').append("  ".repeat(depth));
    }
  }
}
