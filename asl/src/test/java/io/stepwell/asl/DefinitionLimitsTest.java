package io.stepwell.asl;

import static org.assertj.core.api.Assertions.assertThat;

import io.stepwell.asl.plan.MachineType;
import io.stepwell.asl.validate.Finding;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The largest definitions that are allowed, made to be hard, are answered: no crash, no hang, and
/// not much memory. The limit on time is for a hang.
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class DefinitionLimitsTest {
  private static final int LARGE = 1_000_000;

  static List<Named<String>> hardTexts() {
    String state = "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":%s}}}";
    String pass = state.formatted("\"Pass\",\"End\":true,%s");
    String jsonata = pass.replace("{\"StartAt", "{\"QueryLanguage\":\"JSONata\",\"StartAt");
    return List.of(
        Named.of("open brackets", "[".repeat(LARGE)),
        Named.of("deep arrays", "[".repeat(LARGE / 2) + "]".repeat(LARGE / 2)),
        Named.of("deep objects", "{\"a\":".repeat(LARGE / 6)),
        Named.of("deep data", pass.formatted("\"Parameters\":" + nested(490))),
        Named.of("a long number", pass.formatted("\"Result\":" + "9".repeat(LARGE))),
        Named.of(
            "a large exponent",
            state.formatted(
                "\"Choice\",\"Choices\":[{\"Variable\":\"$.a\",\"NumericEquals\":1e999999999,\"Next\":\"A\"}]")),
        Named.of("a long name", "{\"" + "a".repeat(LARGE) + "\":1}"),
        Named.of("many members", "{" + repeated(LARGE / 12, "\"m%d\":1") + "}"),
        Named.of("one name again and again", "{" + repeated(LARGE / 8, "\"a\":1") + "}"),
        Named.of(
            "mistakes below a long name",
            "{\"StartAt\":\"A\",\"States\":{\"%s\":{\"Type\":\"Pass\",%s}}}"
                .formatted("n".repeat(LARGE / 2), repeated(LARGE / 30, "\"x%d\":1"))),
        Named.of("many states", machine(LARGE / 60, "{\"Type\":\"Pass\",\"Next\":\"s%d\"}")),
        Named.of(
            "many variables",
            machine(LARGE / 90, "{\"Type\":\"Pass\",\"Assign\":{\"v\":1},\"Next\":\"s%d\"}")),
        Named.of("deep rules", deepRules(150)),
        Named.of("deep containers", deepContainers(90)),
        Named.of("a deep filter", path("$[?(" + "(".repeat(LARGE) + ")]")),
        Named.of("a long path", path("$" + ".a".repeat(LARGE / 2))),
        Named.of("deep intrinsics", path("States.Array(".repeat(LARGE / 14) + ")")),
        Named.of("a long format", path("States.Format('" + "{}".repeat(LARGE / 2) + "')")),
        Named.of("a deep expression", jsonata.formatted(output("(".repeat(LARGE)))),
        Named.of("a long sum", jsonata.formatted(output("1+".repeat(LARGE / 2) + "1"))),
        Named.of("a long step", jsonata.formatted(output("$states" + ".a".repeat(LARGE / 2)))),
        Named.of("a deep lambda", jsonata.formatted(output("function(){".repeat(LARGE / 11)))));
  }

  @ParameterizedTest
  @MethodSource("hardTexts")
  void hardTextsAreAnswered(String text) {
    for (MachineType type : MachineType.values()) {
      Definitions.Compiled compiled = Definitions.compile(text, type);
      assertThat(compiled.findings().size()).isLessThanOrEqualTo(2000);
      assertThat(characters(compiled.findings())).isLessThan(12_000_000);
      assertThat(compiled.isValid())
          .isEqualTo(compiled.findings().stream().noneMatch(Finding::isError));
    }
  }

  private static long characters(List<Finding> findings) {
    return findings.stream()
        .mapToLong(it -> it.message().length() + String.valueOf(it.location()).length())
        .sum();
  }

  @Test
  void warningsNeverHideAnError() {
    String warned = repeated(3000, "\"m%d\":\"$.a\"");
    String text =
        "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Pass\",\"Parameters\":{"
            + warned
            + "},\"End\":true,\"ResultPath\":\"x\"},\"B\":{\"Type\":\"Succeed\"}}}";

    assertThat(Definitions.validate(text, MachineType.STANDARD).stream().filter(Finding::isError))
        .extracting(Finding::location)
        .contains("/States/B");
    assertThat(Definitions.compile(text, MachineType.STANDARD).isValid()).isFalse();
  }

  private static String repeated(int count, String form) {
    return IntStream.range(0, count)
        .mapToObj(i -> form.formatted(i))
        .collect(Collectors.joining(","));
  }

  private static String machine(int size, String state) {
    String states =
        IntStream.range(0, size)
            .mapToObj(i -> "\"s" + i + "\":" + state.formatted(i + 1))
            .collect(Collectors.joining(","));
    return "{\"StartAt\":\"s0\",\"States\":{%s,\"s%d\":{\"Type\":\"Succeed\"}}}"
        .formatted(states, size);
  }

  private static String nested(int depth) {
    return "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);
  }

  private static String deepRules(int depth) {
    return "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Choice\",\"Choices\":[{\"Next\":\"A\","
        + "\"And\":[{".repeat(depth)
        + "\"Variable\":\"$.a\",\"IsNull\":true"
        + "}]".repeat(depth)
        + "}]}}}";
  }

  private static String deepContainers(int depth) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < depth; i++) {
      text.append(
          "{\"StartAt\":\"p%1$d\",\"States\":{\"p%1$d\":{\"Type\":\"Parallel\",\"End\":true,\"Branches\":["
              .formatted(i));
    }
    return text
        + "{\"StartAt\":\"z\",\"States\":{\"z\":{\"Type\":\"Succeed\"}}}"
        + "]}}}".repeat(depth);
  }

  private static String path(String path) {
    return "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Pass\",\"End\":true,\"Parameters\":{\"p.$\":\"%s\"}}}}"
        .formatted(path.substring(0, Math.min(path.length(), LARGE)));
  }

  private static String output(String expression) {
    return "\"Output\":\"{%% %s %%}\""
        .formatted(expression.substring(0, Math.min(expression.length(), LARGE)))
        .replace("%%", "%");
  }
}
