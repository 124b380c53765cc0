package io.stepwell.expression.jsonata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stepwell.expression.EvaluationException;
import io.stepwell.expression.OutOfFuelException;
import io.stepwell.expression.Scopes;
import io.stepwell.expression.Template;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// No expression holds up a partition. The edges are those measured on AWS.
final class BoundsTest {
  private static final String DEEP =
      "threw an error during evaluation: Stack overflow error: Check for non-terminating recursive"
          + " function. Consider rewriting as tail-recursive";
  private static final String LARGE =
      "threw an error during evaluation: Expression evaluation memory limit exceeded: Check for"
          + " excessive memory usage";

  @Test
  void theHundredAndFirstLevelIsTooDeep() {
    assertThat(Cases.evaluate("1" + "+1".repeat(99))).isEqualTo("100");
    assertThat(Cases.evaluate("1" + "+1".repeat(100))).isEqualTo(DEEP);
    assertThat(Cases.evaluate("(".repeat(99) + "1" + ")".repeat(99))).isEqualTo("1");
    assertThat(Cases.evaluate("(".repeat(100) + "1" + ")".repeat(100))).isEqualTo(DEEP);
    assertThat(Cases.evaluate("[".repeat(99) + "1" + "]".repeat(99))).startsWith("[[");
    assertThat(Cases.evaluate("[".repeat(100) + "1" + "]".repeat(100))).isEqualTo(DEEP);
    assertThat(Cases.evaluate("1" + "~>$string".repeat(99))).isEqualTo("\"1\"");
    assertThat(Cases.evaluate("1" + "~>$string".repeat(100))).isEqualTo(DEEP);
  }

  @Test
  void recursionNestsThreeLevelsForEachCall() {
    String recursion = "($f := function($x){ $x <= 0 ? 0 : 1 + $f($x-1) }; $f(%d))";
    assertThat(Cases.evaluate(recursion.formatted(31))).isEqualTo("31");
    assertThat(Cases.evaluate(recursion.formatted(32))).isEqualTo(DEEP);
  }

  @Test
  void sequencesAndTextsHaveALargestSize() {
    assertThat(Cases.evaluate("[1..873782] ~> $count()")).isEqualTo("873782");
    assertThat(Cases.evaluate("[1..873783] ~> $count()")).isEqualTo(LARGE);
    assertThat(Cases.evaluate("$sum([1..900000])")).isEqualTo(LARGE);
    String doubling =
        "($f := function($s, $n){ $n = 0 ? $s : $f($s & $s, $n - 1) }; $length($f('x', %d)))";
    assertThat(Cases.evaluate(doubling.formatted(22))).isEqualTo("4194304");
    assertThat(Cases.evaluate(doubling.formatted(23))).isEqualTo(LARGE);
    assertThat(Cases.evaluate("$length($pad('', 7000000))")).isEqualTo(LARGE);
    assertThat(Cases.evaluate("$count($append([1..500000], [1..500000]))")).isEqualTo(LARGE);
  }

  static Stream<String> endless() {
    return Stream.of(
        "($f := function($x){ $f($x+1) }; $f(1))",
        "$map([1..800000], function($v){ $map([1..800000], function($w){ $w }) })",
        "$replace($pad('', 40, 'a') & '!', /(a+)+\\1b/, 'x')",
        "$pad('', 60, 'a') & '!' ~> /(.*)(.*)(.*)(.*)(.*)(.*)b/",
        "$sort([1..800000], function($a, $b){ true })",
        "[1..800000][$ in [1..800000]]",
        "$reduce([1..800000], $append)",
        "$map([1..100000], function($v){ $pad('', 1000000) })",
        "$toMillis($pad('', 900, '1'), '[f][f][f][f][f][f][f]x')");
  }

  @ParameterizedTest
  @MethodSource("endless")
  void whatRunsForeverEndsWithTheFuel(String expression) {
    Template template = JsonataTemplate.compile("{% " + expression + " %}", "Output/v");
    assertThatThrownBy(() -> template.evaluate(Scopes.withFuel(null, 1_000_000)))
        .isInstanceOfSatisfying(
            OutOfFuelException.class,
            e -> {
              EvaluationException failure = e.failure();
              assertThat(failure).isNotNull();
              assertThat(failure)
                  .hasMessage(
                      "The JSONata expression '"
                          + expression
                          + "' specified for the field 'Output/v' threw an error during evaluation:"
                          + " Expression evaluation timeout: Check for infinite loop");
            });
  }

  @Test
  void noExpressionOverflowsTheParser() {
    for (String piece :
        new String[] {
          "(", "[", "{\"a\":", "-", "$f(", "1+", "$x.", "a[", "function(){", "|", "1?"
        }) {
      String text = piece.repeat(50_000);
      assertThat(Cases.evaluate(text)).startsWith("refused: ");
      assertThat(Cases.evaluate(text + "1")).startsWith("refused: ");
    }
    assertThat(Cases.evaluate("1" + "+1".repeat(50_000))).startsWith("refused: ");
  }

  @Test
  void aResultThatIsNestedTooDeeplyFails() {
    assertThat(
            Cases.evaluate(
                "($f := function($x, $n){ $n = 0 ? $x : $f([[$x]], $n - 1) }; $f(1, 600))"))
        .isEqualTo(DEEP);
    assertThat(
            Cases.evaluate(
                "($f := function($x, $n){ $n = 0 ? $string($x) : $f([[$x]], $n - 1) }; $f(1,"
                    + " 300000))"))
        .isEqualTo(DEEP);
  }
}
