package io.stepwell.expression.jsonpath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stepwell.expression.EvaluationException;
import io.stepwell.expression.Scopes;
import io.stepwell.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ReferencePathTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          $          | {"a":1}         | 9
          $.b        | {"a":1}         | {"a":1,"b":9}
          $.a        | {"a":1,"b":2}   | {"a":9,"b":2}
          $.x.y.z    | {"a":1}         | {"a":1,"x":{"y":{"z":9}}}
          $.a['b c'] | {"a":{}}        | {"a":{"b c":9}}
          $.a[1]     | {"a":[1,2,3]}   | {"a":[1,9,3]}
          $[0].b     | [{"a":1}]       | [{"a":1,"b":9}]
          """)
  void putsTheValue(String path, String document, String expected) {
    Object result = ReferencePath.compile(path).put(Json.parse(document), 9L);
    assertThat(Json.write(result)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          $.a      | "text"
          $.a      | [1]
          $.a.b    | {"a":1}
          $.a.b    | {"a":null}
          $.a[3]   | {"a":[1,2,3]}
          $.a[0]   | {"a":{}}
          $.a[0]   | {}
          """)
  void saysThatItCanNotBeApplied(String path, String document) {
    assertThatThrownBy(() -> ReferencePath.compile(path).put(Json.parse(document), 9L))
        .isInstanceOfSatisfying(
            EvaluationException.class,
            e -> {
              assertThat(e.error()).isEqualTo("States.ResultPathMatchFailure");
              assertThat(e.causeText())
                  .isEqualTo("Unable to apply ReferencePath " + path + " to input " + document);
            });
  }

  @Test
  void copiesOnlyWhatIsOnTheWay() {
    Object document = Json.parse("{\"big\":{\"x\":1},\"a\":{\"b\":{\"c\":1}}}");
    Object result = ReferencePath.compile("$.a.b.d").put(document, 9L);
    assertThat(Scopes.member(result, "big")).isSameAs(Scopes.member(document, "big"));
    assertThat(Json.write(document)).isEqualTo("{\"big\":{\"x\":1},\"a\":{\"b\":{\"c\":1}}}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"$$.a", "$name", "$.a[*]", "$..a", "$.a[-1]", "a", "", "$.a[?(@.b)]"})
  void refusesWhatIsNoReferencePath(String text) {
    assertThatThrownBy(() -> ReferencePath.compile(text))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
