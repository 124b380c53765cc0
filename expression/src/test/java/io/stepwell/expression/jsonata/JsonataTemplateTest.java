package io.stepwell.expression.jsonata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stepwell.expression.EvaluationException;
import io.stepwell.expression.Scope;
import io.stepwell.expression.Scopes;
import io.stepwell.expression.Template;
import io.stepwell.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class JsonataTemplateTest {
  private static Template compile(String json, String field) {
    return JsonataTemplate.compile(Json.parse(json), field);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "{% $states.input.a %}"                     | 1
          "{%$states.input.a%}"                       | 1
          " {% $states.input.a %}"                    | " {% $states.input.a %}"
          "no {% $states.input.a %}"                  | "no {% $states.input.a %}"
          {"x":"{% null %}","y":[1,"{% 'z' %}"],"k":null} | {"x":null,"y":[1,"z"],"k":null}
          {"x":{"y":"{% $states.input %}"}}           | {"x":{"y":{"a":1}}}
          42                                          | 42
          """)
  void fillsInTheExpressions(String template, String expected) {
    Object value = compile(template, "Output").evaluate(Scopes.ofJson("{\"a\":1}"));
    assertThat(Json.write(value)).isEqualTo(expected);
  }

  @Test
  void whatIsNotChangedIsTheSameInstance() {
    Object input = Json.parse("{\"a\":{\"b\":[1,2.5]}}");
    Object value =
        compile("{\"v\":\"{% $states.input.a %}\",\"w\":{\"x\":1}}", "Output")
            .evaluate(Scopes.of(input));
    assertThat(Json.write(value)).isEqualTo("{\"v\":{\"b\":[1,2.5]},\"w\":{\"x\":1}}");
    Object literal = Json.parse("{\"a\":[1]}");
    assertThat(JsonataTemplate.compile(literal, "Output").evaluate(Scopes.of(1L)))
        .isSameAs(literal);
  }

  @Test
  void readsResultErrorOutputAndContextOnlyWhenAsked() {
    Scope scope =
        Scopes.of(1L)
            .withContext(
                () -> {
                  throw new AssertionError("nobody asked for the context");
                });
    assertThat(compile("\"{% $states.input %}\"", "Output").evaluate(scope)).isEqualTo(1L);
    assertThat(
            compile("\"{% $states.result.x %}\"", "Output")
                .evaluate(scope.withResult(Map.of("x", 2L))))
        .isEqualTo(2L);
    assertThat(compile("\"{% $states.result %}\"", "Output").evaluate(scope)).isNull();
    assertThat(
            compile("\"{% $states.errorOutput.Error %}\"", "Output")
                .evaluate(scope.withErrorOutput(Map.of("Error", "Boom"))))
        .isEqualTo("Boom");
    assertThat(
            Json.write(
                compile("\"{% $states %}\"", "Output")
                    .evaluate(Scopes.of(1L).withContext(() -> 2L))))
        .isEqualTo("{\"input\":1,\"context\":2}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "{% $doesNotExist %}"                                | Output                | Output                | The JSONata expression '$doesNotExist' specified for the field 'Output' returned nothing (undefined).
          {"result":"{% $doesNotExist %}"}                     | Assign                | Assign/result         | The JSONata expression '$doesNotExist' specified for the field 'Assign/result' returned nothing (undefined).
          {"values":["{% $x %}",1]}                            | Output                | Output/values[0]      | The JSONata expression '$x' specified for the field 'Output/values[0]' returned nothing (undefined).
          {"a":{"b":[[1,"{% $x %}"]]}}                         | Choices[1]/Output     | Choices[1]/Output/a/b[0][1] | The JSONata expression '$x' specified for the field 'Choices[1]/Output/a/b[0][1]' returned nothing (undefined).
          {"FunctionResult":"{% $randomSeeded($states.input) %}"} | Output             | Output/FunctionResult | The JSONata expression '$randomSeeded($states.input)' specified for the field 'Output/FunctionResult' threw an error during evaluation. T1006: Attempted to invoke a non-function
          """)
  void failuresNameTheExpressionAndItsPlace(
      String template, String field, String location, String cause) {
    assertThatThrownBy(() -> compile(template, field).evaluate(Scopes.of(Map.of())))
        .isInstanceOfSatisfying(
            EvaluationException.class,
            e -> {
              assertThat(e.error()).isEqualTo("States.QueryEvaluationError");
              assertThat(e.location()).isEqualTo(location);
              assertThat(e.causeText()).isEqualTo(cause);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          'string'       | ARRAY  | The JSONata expression ''string'' specified for the field 'Items' returned an unexpected result type. Expected 'array', but was 'string' for value: "string"
          {'foo': 'bar'} | ARRAY  | The JSONata expression '{'foo': 'bar'}' specified for the field 'Items' returned an unexpected result type. Expected 'array', but was 'object' for value: {"foo":"bar"}
          1              | ARRAY  | The JSONata expression '1' specified for the field 'Items' returned an unexpected result type. Expected 'array', but was 'number' for value: 1
          null           | ARRAY  | The JSONata expression 'null' specified for the field 'Items' returned an unexpected result type. Expected 'array', but was 'null' for value: null
          true           | NUMBER | The JSONata expression 'true' specified for the field 'Items' returned an unexpected result type. Expected 'number', but was 'boolean' for value: true
          """)
  void resultsOfAnotherTypeAreRefused(String expression, JsonType expected, String cause) {
    Template template = JsonataTemplate.compile("{% " + expression + " %}", "Items");
    Object value = template.evaluate(Scopes.of(null));
    assertThatThrownBy(() -> JsonataTemplate.requireType(template, value, expected))
        .isInstanceOf(EvaluationException.class)
        .hasMessage(cause);
    assertThat(JsonataTemplate.requireType(template, value, JsonType.of(value))).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          phone                         | Reference to 'phone' at the top level is not supported.
          phone.home                    | Reference to 'phone' at the top level is not supported.
          $map($states.input.a, function($x){ b }) | Reference to 'b' at the top level is not supported.
          {"k": name}                   | Reference to 'name' at the top level is not supported.
          $                             | Reference to '$' at the top level is not supported.
          $$                            | Reference to '$$' is not supported.
          $states.errorOutput.Error     | Reference to '$states.errorOutput' is not supported.
          """)
  void unsupportedReferencesAreFound(String expression, String message) {
    assertThat(JsonataTemplate.check("{% " + expression + " %}", Set.of("input", "context")))
        .containsExactly(new JsonataTemplate.Problem(false, message));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "$states.input.items[value > 3]",
        "$states.input.items.{\"a\": b}",
        "$states.input.items^(price)",
        "$states.input.items.$uppercase(name)",
        "$states.input.nums[$ > 1]",
        "$states.result",
        "$var.a{k: v}",
        "$states.input ~> |a|{\"b\": c}|",
      })
  void referencesBehindAStepAreFine(String expression) {
    assertThat(
            JsonataTemplate.check("{% " + expression + " %}", Set.of("input", "context", "result")))
        .isEmpty();
  }

  @Test
  void syntaxErrorsAreProblemsToo() {
    assertThat(JsonataTemplate.check("{% 1 + %}", Set.of()))
        .containsExactly(new JsonataTemplate.Problem(true, "Unexpected end of expression"));
    assertThatThrownBy(() -> JsonataTemplate.compile(List.of("{% 1 + %}"), "Output"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Unexpected end of expression");
  }

  @Test
  void knowsTheVariablesThatItReads() {
    Template template =
        compile(
            """
            {"a": "{% $x + $sum($y.z) %}",
             "b": "{% ($local := $w; $f := function($p){ $p + $local + $f(1) }; $f($v)) %}",
             "c": "{% $states.input.o@$bound#$i.{'k': $bound, 'i': $i} %}"}
            """,
            "Output");
    assertThat(template.variables()).containsExactlyInAnyOrder("x", "y", "w", "v");
  }
}
