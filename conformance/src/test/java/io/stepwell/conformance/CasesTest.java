package io.stepwell.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Stepwell's engine against every case. `-Dstepwell.case=choice/` runs those whose id contains it.
final class CasesTest {
  static final Path CASES = Path.of("cases");

  @TestFactory
  Stream<DynamicTest> stepwellDoesWhatTheCaseSays() {
    Engine engine = new StepwellEngine();
    String only = System.getProperty("stepwell.case", "");
    return CaseReader.all(CASES).stream()
        .filter(each -> each.id().contains(only))
        .map(each -> DynamicTest.dynamicTest(each.id(), () -> check(engine, each)));
  }

  private static void check(Engine engine, Case each) {
    List<String> differences = Comparison.differences(each, engine.run(each));
    assertThat(differences)
        .as(() -> each.id() + ": " + each.title() + "\n" + String.join("\n", differences))
        .isEmpty();
  }
}
