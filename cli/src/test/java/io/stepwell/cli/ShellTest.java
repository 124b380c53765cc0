package io.stepwell.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ShellTest {
  @Test
  void onlyWhatAShellWouldTakeApartIsQuoted() {
    assertThat(Shell.word("file:///a/b-c.json")).isEqualTo("file:///a/b-c.json");
    assertThat(Shell.word("@/my files/x")).isEqualTo("'@/my files/x'");
    assertThat(Shell.word("it's")).isEqualTo("'it'\\''s'");
    assertThat(Shell.word("$HOME")).isEqualTo("'$HOME'");
  }
}
