package io.stepwell.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.stepwell.json.Located.ArrayValue;
import io.stepwell.json.Located.Member;
import io.stepwell.json.Located.ObjectValue;
import io.stepwell.json.Located.Scalar;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LocatedTest {
  @Test
  void everyValueKnowsItsLineAndColumn() {
    Located tree = Located.parse("{\n  \"a\": [1,\n    \"é\", null]\n}");

    assertThat(tree)
        .isEqualTo(
            new ObjectValue(
                List.of(
                    new Member(
                        "a",
                        new ArrayValue(
                            List.of(
                                new Scalar(1L, 2, 9),
                                new Scalar("é", 3, 5),
                                new Scalar(null, 3, 10)),
                            2,
                            8),
                        2,
                        3)),
                1,
                1));
  }

  @Test
  void repeatedMembersAreKeptAndTheLastOneCounts() {
    ObjectValue tree = (ObjectValue) Located.parse("{\"a\":1,\"b\":2,\"a\":3}");

    assertThat(tree.members()).extracting(Member::name).containsExactly("a", "b", "a");
    assertThat(tree.value()).isEqualTo(Map.of("a", 3L, "b", 2L));
  }

  @Test
  void theValueIsTheOneThatJsonReads() {
    String text = "{\"a\":[1,2.5,\"x\",true,null,{\"b\":1e400}],\"c\":12345678901234567890}";

    assertThat(Located.parse(text).value()).isEqualTo(Json.parse(text));
  }

  @Test
  void deepNestingIsRefusedAndSaysSo() {
    JsonException e =
        catchThrowableOfType(
            JsonException.class, () -> Located.parse("[".repeat(100_000) + "]".repeat(100_000)));

    assertThat(e.isTooDeep()).isTrue();
    assertThat(e.message()).isEqualTo("Objects and arrays are nested more than 500 deep");
  }

  @Test
  void whatIsNotJsonIsRefusedAtItsPlace() {
    assertThat(refused("")).isEqualTo("1:1 No content to map due to end-of-input");
    assertThat(refused("{} {}")).startsWith("1:4 ");
    assertThat(refused("{\n \"a\": }")).startsWith("2:7 ");
    assertThat(refused("[1,")).startsWith("1:");
  }

  private static String refused(String text) {
    JsonException e = catchThrowableOfType(JsonException.class, () -> Located.parse(text));
    assertThat(e.isTooDeep()).isFalse();
    return e.line() + ":" + e.column() + " " + e.message();
  }
}
