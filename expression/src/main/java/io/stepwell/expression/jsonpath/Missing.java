package io.stepwell.expression.jsonpath;

import io.stepwell.json.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A definite path found nothing: where it ended and why. The sentence is only built when somebody
/// reads it, because IsPresent asks for absent nodes all the time.
record Missing(Steps path, int at, Why why, @Nullable Object found) {
  private static final int LONGEST_CONTEXT = 200;

  enum Why {
    NO_SUCH_NAME,
    NOT_AN_OBJECT,
    NOT_AN_ARRAY,
    NOT_FILTERABLE,
    PAST_THE_END,
    NO_RESULT,
    NO_VALUE_TO_AGGREGATE
  }

  /// As AWS words it.
  String reason() {
    return switch (why) {
      case NO_SUCH_NAME ->
          at == path.length() - 1
              ? "No results for path: " + path.text(path.length())
              : "Missing property in path " + path.text(at + 1);
      case PAST_THE_END, NO_RESULT -> "No results for path: " + path.text(path.length());
      case NOT_AN_OBJECT ->
          "Expected to find an object with property %s in path %s but found '%s'."
              .formatted(path.step(at).text(), path.text(at), kind(found));
      case NOT_AN_ARRAY ->
          found == null
              ? "The path " + path.text(at) + " is null"
              : "Filter: %s can only be applied to arrays. Current context is: %s"
                  .formatted(path.step(at).text(), context());
      case NOT_FILTERABLE ->
          "Filter: %s can not be applied to primitives. Current context is: %s"
              .formatted(path.step(at).text(), context());
      case NO_VALUE_TO_AGGREGATE ->
          "Aggregation function attempted to calculate value using empty array";
    };
  }

  private String context() {
    String json = Json.write(found);
    return json.length() <= LONGEST_CONTEXT ? json : json.substring(0, LONGEST_CONTEXT) + "...";
  }

  private static String kind(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case String _ -> "string";
      case Boolean _ -> "boolean";
      case Number _ -> "number";
      case List<?> _ -> "array";
      case Map<?, ?> _ -> "object";
      default -> throw new IllegalStateException("no JSON value: " + value.getClass());
    };
  }
}
