package io.stepwell.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// The page says what the cases say. With `-Dstepwell.regenerate=true` it is written anew.
final class CompatibilityTest {
  private static final Path PAGE = Path.of("..", "docs", "compatibility.md");

  @Test
  void thePageIsWhatTheCasesSay() throws IOException {
    String committed = Files.readString(PAGE);
    String made = Compatibility.page(committed, CaseReader.all(CasesTest.CASES), CasesTest.CASES);
    if (Boolean.getBoolean("stepwell.regenerate")) {
      Files.writeString(PAGE, made);
      return;
    }
    assertThat(committed)
        .as(
            "docs/compatibility.md is stale; make it anew with: ./mvnw -q -pl conformance -am"
                + " verify -Dtest=CompatibilityTest -Dsurefire.failIfNoSpecifiedTests=false"
                + " -Dstepwell.regenerate=true")
        .isEqualTo(made);
  }
}
