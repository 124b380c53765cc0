package io.stepwell.expression.jsonpath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stepwell.expression.EvaluationException;
import io.stepwell.expression.Scope;
import io.stepwell.expression.Scopes;
import io.stepwell.expression.Template;
import io.stepwell.json.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PayloadTemplateTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"v.$":"$.a"}                              | {"v":[1,2]}
          {"v.$":"$.a[5]"}                           | {"v":null}
          {"v.$":"$.a[*]","w":1}                     | {"v":[1,2],"w":1}
          {"l":["$.a",{"x.$":"$.b"}]}                | {"l":["$.a",{"x":"text"}]}
          {"v":"$.a"}                                | {"v":"$.a"}
          {"v.$":"$$.Name","w.$":"$var.x"}           | {"v":"ctx","w":3}
          {"v.$":"States.Format('{}!', $.b)"}        | {"v":"text!"}
          {"v.$":"States.ArrayLength($.a)"}          | {"v":2}
          {"deep":{"er":{"v.$":"$"}}}                | {"deep":{"er":{"v":{"a":[1,2],"b":"text"}}}}
          []                                         | []
          "$.a"                                      | "$.a"
          """)
  void fillsInTheValues(String template, String expected) {
    Scope scope =
        Scopes.withVariables(
                Json.parse("{\"a\":[1,2],\"b\":\"text\"}"), Map.of("var", Map.of("x", 3L)))
            .withContext(() -> Map.of("Name", "ctx"));
    Object value = PayloadTemplate.compile(Json.parse(template)).evaluate(scope);
    assertThat(Json.write(value)).isEqualTo(expected);
  }

  @Test
  void whatHasNoExpressionIsTheSameInstance() {
    Object json = Json.parse("{\"fixed\":{\"x\":[1]},\"v.$\":\"$\"}");
    Object value = PayloadTemplate.compile(json).evaluate(Scopes.of(1L));
    assertThat(Scopes.member(value, "fixed")).isSameAs(Scopes.member(json, "fixed"));
    Object literal = Json.parse("{\"a\":[1]}");
    assertThat(PayloadTemplate.compile(literal).evaluate(Scopes.of(1L))).isSameAs(literal);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {"value.$":"$.nope"} | The JSONPath '$.nope' specified for the field 'value.$' could not be found in the input '{"other":[1,2]}'
          {"value.$":"$$.Execution.Input.nope"} | The JSONPath '$$.Execution.Input.nope' specified for the field 'value.$' could not be found in the input '{"other":[1,2]}'
          {"v.$":"States.Format('{}', $.nope)"} | The function 'States.Format('{}', $.nope)' had the following error: The JsonPath argument for the field '$.nope' could not be found in the input '{"other":[1,2]}'
          {"v.$":"States.Format('{}', States.Format('{}', $.nope))"} | The function 'States.Format('{}', States.Format('{}', $.nope))' had the following error: The JsonPath argument for the field '$.nope' could not be found in the input '{"other":[1,2]}'
          {"v.$":"States.Format('{}', $.other[5])"} | The function 'States.Format('{}', $.other[5])' had the following error: The JsonPath argument for the field '$.other[5]' could not be found in the input '{"other":[1,2]}'
          """)
  void saysWhichFieldFoundNothing(String template, String cause) {
    Template compiled = PayloadTemplate.compile(Json.parse(template));
    assertThatThrownBy(
            () ->
                compiled.evaluate(
                    Scopes.ofJson("{\"other\":[1,2]}")
                        .withContext(() -> Map.of("Execution", Map.of("Input", Map.of())))))
        .isInstanceOfSatisfying(
            EvaluationException.class,
            e -> {
              assertThat(e.error()).isEqualTo("States.Runtime");
              assertThat(e.causeText()).isEqualTo(cause);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"parsed.$\":\"States.StringToJson('{\\\\\\\"a\\\\\\\":1}')\"}",
        "{\"parsed.$\":\"text\"}",
        "{\"parsed.$\":1}",
        "{\"a\":[{\"parsed.$\":\"$.\"}]}",
        "{\"parsed.$\":\"States.Nothing()\"}",
        "{\"parsed.$\":\"States.UUID(1)\"}",
      })
  void refusesAFieldThatIsNoExpression(String template) {
    assertThatThrownBy(() -> PayloadTemplate.compile(Json.parse(template)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The value for the field 'parsed.$' must be a valid JSONPath or a valid intrinsic"
                + " function call");
  }

  @Test
  void refusesAFieldThatIsGivenTwice() {
    assertThatThrownBy(() -> PayloadTemplate.compile(Json.parse("{\"k\":1,\"k.$\":\"$\"}")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The field 'k' is given twice, as 'k' and as 'k.$'");
  }

  @Test
  void knowsTheVariablesThatItReads() {
    Template template =
        PayloadTemplate.compile(
            Json.parse(
                "{\"a.$\":\"$x.y\",\"b\":[{\"c.$\":\"States.Format('{}{}',$y,$.z)\"}],\"d.$\":\"$.w\"}"));
    assertThat(template.variables()).containsExactly("x", "y");
  }

  @Test
  void compilesSingleExpressions() {
    Scope scope = Scopes.of(Map.of("list", List.of("a")));
    assertThat(PayloadTemplate.compileExpression("$.list[0]").evaluate(scope)).isEqualTo("a");
    assertThat(PayloadTemplate.compileExpression("States.ArrayGetItem($.list, 0)").evaluate(scope))
        .isEqualTo("a");
    assertThatThrownBy(() -> PayloadTemplate.compileExpression("list"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aPathThatMayFindManyFindsNoneWhereAMemberIsMissing() {
    Template template =
        PayloadTemplate.compile(Json.parse("{\"x.$\": \"$.item.items[1:5].value\"}"));

    assertThat(Json.write(template.evaluate(Scopes.ofJson("{}")))).isEqualTo("{\"x\":[]}");
  }

  @Test
  void aBackslashIsPartOfABracketedName() {
    Template template = PayloadTemplate.compile(Json.parse("{\"x.$\": \"$['a\\\\\\\"b']\"}"));

    assertThat(Json.write(template.evaluate(Scopes.ofJson("{\"a\\\\\\\"b\": 1}"))))
        .isEqualTo("{\"x\":1}");
  }
}
