package io.stepwell.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.stepwell.json.Json;
import io.stepwell.json.Located;
import io.stepwell.server.YamlDocument.MalformedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class YamlDocumentTest {
  private static String json(String yaml) throws MalformedException {
    Located document = YamlDocument.parse(yaml);
    return document == null ? "nothing" : Json.write(document.value());
  }

  @Test
  void scalarsAreWhatJsonCallsThem() throws MalformedException {
    assertThat(json("[a, 'b', 1, -2, 0x10, 1.5, true, no, ~, '1', 12345678901234567890]"))
        .isEqualTo("[\"a\",\"b\",1,-2,16,1.5,true,false,null,\"1\",12345678901234567890]");
  }

  @Test
  void aTimestampStaysTheTextItIs() throws MalformedException {
    assertThat(json("t: 2016-03-14T01:59:00Z")).isEqualTo("{\"t\":\"2016-03-14T01:59:00Z\"}");
  }

  @Test
  void namesAreStringsWhateverTheyLookLike() throws MalformedException {
    assertThat(json("{1: a, yes: b, null: c}"))
        .isEqualTo("{\"1\":\"a\",\"yes\":\"b\",\"null\":\"c\"}");
  }

  @Test
  void aliasesAndMergesAreResolved() throws MalformedException {
    String yaml =
        """
        base: &base {MaxAttempts: 3, IntervalSeconds: 1}
        one: *base
        two:
          MaxAttempts: 5
          <<: *base
        three:
          <<: [{MaxAttempts: 9}, *base]
        """;
    assertThat(json(yaml))
        .contains("\"one\":{\"MaxAttempts\":3,\"IntervalSeconds\":1}")
        .contains("\"two\":{\"MaxAttempts\":5,\"IntervalSeconds\":1}")
        .contains("\"three\":{\"MaxAttempts\":9,\"IntervalSeconds\":1}");
  }

  @Test
  void everyMemberKnowsItsPlaceRepeatedOnesToo() throws MalformedException {
    Located document = YamlDocument.parse("a: 1\nb:\n  - x\n  - y: 2\na: 3\n");
    if (!(document instanceof Located.ObjectValue object)) {
      throw new AssertionError("no object: " + document);
    }
    assertThat(object.members())
        .extracting(m -> m.name() + " " + m.line() + ":" + m.column())
        .containsExactly("a 1:1", "b 2:1", "a 5:1");
  }

  @Test
  void anEmptyTextHoldsNothing() throws MalformedException {
    assertThat(json("# only a comment\n")).isEqualTo("nothing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "a: [1 | 1 | 6 | expected ',' or ']'",
        "a: !Sub x | 1 | 4 | The tag !Sub has no meaning in a definition",
        "? [1] : x | 1 | 3 | A field's name must be a string",
        "a: .inf | 1 | 4 | '.inf' has no form in JSON",
        "a: &a [*a] | 1 | 4 | nested more than 500 deep",
        "a: &a {<<: *a} | 1 | 4 | '<<' leads to itself",
        "a: {<<: 1} | 1 | 9 | '<<' needs a mapping",
      })
  void whatJsonCannotSayIsRefusedAtItsPlace(String yaml, int line, int column, String message) {
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> YamlDocument.parse(yaml))
        .satisfies(
            e -> {
              assertThat(e.message()).contains(message);
              assertThat(e.line()).isEqualTo(line);
              assertThat(e.column()).isEqualTo(column);
            });
  }

  @Test
  void aliasesDoNotMakeASmallTextLarge() {
    StringBuilder yaml = new StringBuilder("a0: &a0 [x, x]\n");
    for (int i = 1; i < 25; i++) {
      yaml.append("a%d: &a%d [*a%d, *a%d]%n".formatted(i, i, i - 1, i - 1));
    }
    assertThatExceptionOfType(MalformedException.class)
        .isThrownBy(() -> YamlDocument.parse(yaml.toString()))
        .withMessageContaining("more than 500000 values");
  }
}
