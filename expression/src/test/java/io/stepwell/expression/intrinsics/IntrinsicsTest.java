package io.stepwell.expression.intrinsics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stepwell.expression.EvaluationException;
import io.stepwell.expression.OutOfFuelException;
import io.stepwell.expression.Scope;
import io.stepwell.expression.Scopes;
import io.stepwell.expression.jsonpath.Path;
import io.stepwell.json.Json;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class IntrinsicsTest {
  private static final String INPUT =
      """
      {"a":[1,2,3,4,5],"o":{"x":1,"y":[]},"s":"text","n":null,"mixed":[1,1.0,"1",true,null,[1],[1],{"k":1},{"k":1}]}
      """;

  private static @Nullable Object evaluate(String text) {
    return Intrinsics.parse(text, Path::compile).evaluate(Scopes.ofJson(INPUT));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          States.Format('{} and {}', $.s, 1)             | "text and 1"
          States.Format('{}', $.o)                       | "{x=1, y=[]}"
          States.Format('{}{}{}', null, true, 1.5)       | "nulltrue1.5"
          States.Format('\\{\\} \\'{}\\' \\\\', $.a)     | "{} '[1, 2, 3, 4, 5]' \\\\"
          States.Format('plain')                         | "plain"
          States.Format($.s)                             | "text"
          States.StringToJson('')                        | null
          States.StringToJson(' ')                       | null
          States.StringToJson('-0')                      | 0
          States.StringToJson('[1,{"a":1.5}]')           | [1,{"a":1.5}]
          States.JsonToString($.o)                       | "{\\"x\\":1,\\"y\\":[]}"
          States.JsonToString($.s)                       | "\\"text\\""
          States.JsonMerge($.o, States.StringToJson('{"x":2}'), false) | {"x":2,"y":[]}
          States.Array()                                 | []
          States.Array(1, 'b', null, $.o, States.Array()) | [1,"b",null,{"x":1,"y":[]},[]]
          States.ArrayPartition($.a, 2)                  | [[1,2],[3,4],[5]]
          States.ArrayPartition($.a, 1.5)                | [[1,2],[3,4],[5]]
          States.ArrayPartition($.a, 99)                 | [[1,2,3,4,5]]
          States.ArrayPartition(States.Array(), 2)       | []
          States.ArrayContains($.a, 3)                   | true
          States.ArrayContains($.a, 3.0)                 | false
          States.ArrayContains($.mixed, States.Array(1)) | true
          States.ArrayRange(0, 9, 3)                     | [0,3,6,9]
          States.ArrayRange(1, 9, 9)                     | [1]
          States.ArrayRange(5, 1, -2)                    | [5,3,1]
          States.ArrayRange(5, 1, 2)                     | []
          States.ArrayGetItem($.a, 0)                    | 1
          States.ArrayLength($.a)                        | 5
          States.ArrayUnique($.mixed)                    | [1,1.0,"1",true,null,[1],{"k":1}]
          States.Base64Encode('Data to encode')          | "RGF0YSB0byBlbmNvZGU="
          States.Base64Decode('RGF0YSB0byBlbmNvZGU=')    | "Data to encode"
          States.Hash('input data', 'SHA-1')             | "aaff4a450a104cd177d28d18d74485e8cae074b7"
          States.Hash('input data', 'MD5')               | "812f45842bc6d66ee14572ce20db8e86"
          States.MathAdd(1.49, 1.5)                      | 3
          States.MathAdd(-1.5, -1.51)                    | -3
          States.MathAdd(-0.5, 0.5)                      | 1
          States.MathAdd(2147483647, 1)                  | 2147483648
          States.MathRandom(3, 4)                        | 3
          States.StringSplit(',,,,', ',')                | []
          States.StringSplit(', , ,', ',')               | [" "," "]
          States.StringSplit('a-b.c', '.-')              | ["a","b","c"]
          States.StringSplit('', ',')                    | []
          States.ArrayGetItem($.a[?(@ > 3)], 1)          | 5
          """)
  void computes(String call, String expected) {
    assertThat(Json.write(evaluate(call))).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          States.ArrayGetItem($.a, 5)         | In States.ArrayGetItem, the index 5 is outside the array of 5 items.
          States.ArrayGetItem($.a, -1)        | In States.ArrayGetItem, the index -1 is outside the array of 5 items.
          States.ArrayLength($.s)             | In States.ArrayLength, argument 1 must be an array but is a string.
          States.ArrayRange(0, 2000, 1)       | In States.ArrayRange, the range has more than 1000 items.
          States.ArrayRange(0, 1, 0)          | In States.ArrayRange, the step must not be 0.
          States.ArrayPartition($.a, 0)       | In States.ArrayPartition, the chunk size must be a positive number but is 0.
          States.StringToJson('{')            | In States.StringToJson, the text is not JSON: Unexpected end-of-input: expected close marker for Object (start marker at [Source: REDACTED (`StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION` disabled); line: 1, column: 1])
          States.JsonMerge($.o, $.o, true)    | In States.JsonMerge, argument 3 must be false, because deep merging is not supported.
          States.Hash('x', 'SHA1')            | In States.Hash, the algorithm must be MD5, SHA-1, SHA-256, SHA-384 or SHA-512 but is 'SHA1'.
          States.Base64Decode('%')            | In States.Base64Decode, the text is not Base64.
          States.MathAdd(2147483648, 1)       | In States.MathAdd, argument 1 must be between -2147483648 and 2147483647 but is 2147483648.
          States.MathRandom(4, 4)             | In States.MathRandom, the start 4 must be less than the end 4.
          """)
  void failsWithASentence(String call, String reason) {
    assertThatThrownBy(() -> evaluate(call))
        .isInstanceOfSatisfying(
            EvaluationException.class,
            e -> {
              assertThat(e.error()).isEqualTo("States.IntrinsicFailure");
              assertThat(e.causeText())
                  .startsWith("The function '" + call + "' had the following error: ")
                  .contains(reason.substring(0, Math.min(60, reason.length())));
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          States.Foo()                  | there is no intrinsic function 'States.Foo'
          States.MathAdd(1)             | States.MathAdd takes 2 arguments, not 1
          States.UUID(1)                | States.UUID takes 0 arguments, not 1
          States.MathRandom(1)          | States.MathRandom takes 2 or 3 arguments, not 1
          States.Format('{} {}', 1)     | the template has 2 places {} but 1 values are given
          States.Array(1                | expected ','
          States.Array('a)              | a text has no closing quote
          States.Array('a\\b')          | a backslash must be followed by ', {, } or \\
          States.Array(1) x             | nothing may follow the call
          States.Array("a")             | '"a"' is not a text in single quotes
          States.Array(a)               | 'a' is not a text in single quotes
          States.Array($.)              | a path must not end with '.'
          """)
  void refusesAWrongCall(String call, String reason) {
    assertThatThrownBy(() -> Intrinsics.parse(call, Path::compile))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void nestsTenDeepAndNoDeeper() {
    assertThat(evaluate(nested(10))).isNotNull();
    assertThatThrownBy(() -> evaluate(nested(11))).isInstanceOf(IllegalArgumentException.class);
  }

  private static String nested(int depth) {
    return "States.Array(".repeat(depth) + ")".repeat(depth);
  }

  @Test
  void randomnessComesFromTheScopeOrTheSeed() {
    Scope scope = Scopes.of(null);
    Object uuid = Intrinsics.parse("States.UUID()", Path::compile).evaluate(scope);
    assertThat((String) uuid)
        .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    assertThat(Intrinsics.parse("States.UUID()", Path::compile).evaluate(Scopes.of(null)))
        .isEqualTo(uuid);
    Object seeded = evaluate("States.MathRandom(1, 1000000, 5)");
    assertThat(evaluate("States.MathRandom(1, 1000000, 5)")).isEqualTo(seeded);
    assertThat((Long) seeded).isBetween(1L, 999_999L);
    assertThat(evaluate("States.MathRandom(1, 1000000, 6)")).isNotEqualTo(seeded);
  }

  @Test
  void bigWorkBurnsFuel() {
    long[] many = new Random(1).longs(50_000).toArray();
    Object array = java.util.Arrays.stream(many).boxed().toList();
    assertThatThrownBy(
            () ->
                Intrinsics.parse("States.ArrayUnique($)", Path::compile)
                    .evaluate(Scopes.withFuel(array, 1_000)))
        .isInstanceOf(OutOfFuelException.class);
  }
}
