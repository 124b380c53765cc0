package io.stepwell.expression.jsonata;

import io.stepwell.expression.EvaluationException;
import io.stepwell.expression.Scope;
import io.stepwell.expression.Scopes;
import io.stepwell.json.Json;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/// Tables of cases: a line is `expression → result`, where `//` begins a comment line.
final class Cases {
  static final String INPUT =
      """
      {"name": "Ada", "none": null, "half": 1.5, "whole": 2.0, "big": 9007199254740993,
       "a b": 1, "empty": [], "nested": [[1, 2], [3]], "nums": [3, 1, 2], "text": "one two  three",
       "address": {"city": "Paris", "zip": "75001"},
       "orders": [
         {"id": 1, "items": [{"sku": "x", "qty": 2, "price": 10}, {"sku": "y", "qty": 1, "price": 5.5}]},
         {"id": 2, "items": [{"sku": "x", "qty": 3, "price": 10}], "note": "late"},
         {"id": 3, "items": []}],
       "phones": [{"type": "home", "number": "1"}, {"type": "work", "number": "2"}, {"type": "work", "number": "3"}],
       "one": [{"v": 7}]}
      """;

  private Cases() {}

  static Stream<Arguments> of(String table) {
    return table
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("//"))
        .map(
            line -> {
              int arrow = line.lastIndexOf(" → ");
              return Arguments.of(
                  line.substring(0, arrow).strip(), line.substring(arrow + 3).strip());
            });
  }

  static Scope scope() {
    return Scopes.withVariables(
            Json.parse(INPUT), Map.of("var", Json.parse("{\"x\":[1,{\"y\":2}]}"), "count0", 0L))
        .withContext(() -> Json.parse("{\"Execution\":{\"Name\":\"run-1\"}}"));
  }

  /// The result as JSON, or the end of the error's cause.
  static String evaluate(String expression) {
    // `@.` abbreviates `$states.input.`
    String text = expression.replace("@.", "$states.input.");
    try {
      Object value = JsonataTemplate.compile("{% " + text + " %}", "Output").evaluate(scope());
      return Json.write(value);
    } catch (EvaluationException e) {
      String cause = e.causeText();
      int field = cause.indexOf("'Output' ");
      return cause.substring(field + "'Output' ".length());
    } catch (IllegalArgumentException e) {
      return "refused: " + e.getMessage();
    }
  }
}
