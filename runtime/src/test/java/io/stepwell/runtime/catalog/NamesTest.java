package io.stepwell.runtime.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NamesTest {
  @ParameterizedTest
  @ValueSource(strings = {"a", "with.dots", "a-b_c", "üñí", "a@b!c'(d)=+"})
  void whatAwsAllowsIsAllowed(String name) {
    assertThat(Names.check(name)).isEqualTo(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a b",
        "a<b",
        "a{b",
        "a}b",
        "a[b",
        "a]b",
        "a?b",
        "a*b",
        "a\"b",
        "a#b",
        "a%b",
        "a\\b",
        "a^b",
        "a|b",
        "a~b",
        "a`b",
        "a$b",
        "a&b",
        "a,b",
        "a;b",
        "a:b",
        "a/b",
        "\u0000a",
        "a\u001f",
        "a\u007f",
        "a\u009f",
        "a\uffff",
        "a\ud83d\ude00"
      })
  void theOthersAreRefused(String name) {
    assertThatThrownBy(() -> Names.check(name)).hasMessage("Invalid Name: '" + name + "'");
  }

  @Test
  void eightyCharactersAreTheMost() {
    assertThat(Names.check("n".repeat(80))).hasSize(80);
    assertThatThrownBy(() -> Names.check("n".repeat(81))).hasMessageStartingWith("Invalid Name");
  }
}
