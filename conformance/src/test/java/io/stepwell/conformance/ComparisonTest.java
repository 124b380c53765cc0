package io.stepwell.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/// A case can fail, and says why in words.
final class ComparisonTest {
  private static final String MACHINE =
      """
      {"StartAt": "S", "States": {"S": {"Type": "Pass", "Result": {"a": 1}, "End": true}}}\
      """;

  @Test
  void aWrongOutputIsNamedByItsPlace() {
    assertThat(run("{\"status\": \"SUCCEEDED\", \"output\": {\"a\": 2}}"))
        .containsExactly("output.a:\n    expected 2\n    was      1");
  }

  @Test
  void aMissingAndAnExtraMemberAreTold() {
    assertThat(run("{\"status\": \"SUCCEEDED\", \"output\": {\"b\": 1}}"))
        .containsExactly(
            "output.b:\n    expected 1\n    was      absent",
            "output.a:\n    expected absent\n    was      1");
  }

  @Test
  void aWrongHistoryIsShownWholeAndAsACaseWouldHaveIt() {
    assertThat(
            run(
                """
                {"status": "SUCCEEDED", "history": [[1, 0, "ExecutionStarted"], \
                [2, 1, "PassStateEntered"], [3, 2, "PassStateExited"], \
                [4, 3, "ExecutionSucceeded"]]}\
                """))
        .startsWith(
            "history[1]:\n    expected 2←1 PassStateEntered\n    was      2←0 PassStateEntered",
            "the whole history here:")
        .anyMatch(line -> line.contains("[2,0,\"PassStateEntered\",{"));
  }

  @Test
  void aWrongStatusAndAWrongDurationFail() {
    assertThat(run("{\"status\": \"FAILED\", \"seconds\": 1}")).hasSize(2);
  }

  @Test
  void aDefinitionThatIsRefusedUnexpectedlyFails() {
    Case broken =
        CaseReader.parse(
            "t",
            "n",
            "{\"title\":\"t\",\"definition\":{\"StartAt\":\"X\",\"States\":{}},"
                + "\"expect\":{\"status\":\"SUCCEEDED\"}}");
    assertThat(Comparison.differences(broken, new StepwellEngine().run(broken))).hasSize(1);
  }

  @Test
  void aTypingMistakeInACaseIsAnError() {
    assertThatThrownBy(() -> run("{\"status\": \"SUCCEEDED\", \"ouput\": 1}"))
        .hasMessageContaining("unknown members: [ouput]");
  }

  private static List<String> run(String expect) {
    Case each =
        CaseReader.parse(
            "t",
            "n",
            "{\"title\": \"t\", \"definition\": " + MACHINE + ", \"expect\": " + expect + "}");
    return Comparison.differences(each, new StepwellEngine().run(each));
  }
}
