package io.stepwell.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.stepwell.expression.jsonata.JsonataTemplate;
import io.stepwell.expression.jsonpath.Path;
import io.stepwell.expression.jsonpath.PayloadTemplate;
import io.stepwell.expression.jsonpath.ReferencePath;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Whatever the text: it compiles or is refused with a sentence, and what compiles evaluates or
/// fails as the language says. Longer: `-Dstepwell.fuzz.seconds=600`.
final class FuzzTest {
  private static final String[] PIECES = {
    "$",
    "@",
    ".",
    "..",
    "[",
    "]",
    "(",
    ")",
    "?",
    "[?(",
    ")]",
    "*",
    "'",
    "\"",
    "\\",
    "/",
    ",",
    ":",
    "-",
    "1",
    "0",
    "99999999999",
    "a",
    "b",
    " ",
    "==",
    "=~",
    "!",
    "<",
    "&&",
    "||",
    "in",
    "nin",
    "length()",
    "sum(",
    "States.",
    "States.Format(",
    "States.Array(",
    "States.UUID()",
    "{}",
    "{",
    "}",
    "null",
    "true",
    "\u0000",
    "\uD800",
    "ä",
    "$$",
    "$x",
    "\n",
    "((((((((",
    "[[[[[[["
  };

  @Test
  void noTextDoesMoreThanFail() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Object document = Map.of("a", List.of(1L, Map.of("b", "x")), "b", Map.of("a", true));
    long end = endOfLongRun();
    for (int run = 0; goesOn(run, 30_000, end); run++) {
      StringBuilder built = new StringBuilder(random.nextBoolean() ? "$" : "");
      for (int i = random.nextInt(14); i > 0; i--) {
        built.append(PIECES[random.nextInt(PIECES.length)]);
      }
      String text = built.toString();
      assertThatCode(() -> run(text, document))
          .as("seed %d: %s", seed, text)
          .doesNotThrowAnyException();
    }
  }

  @Test
  void depthIsRefusedNotOverflown() {
    for (String piece :
        List.of("(", "[", "[?(@", "[?(", "$.a[?(@.a", "States.Array(", "!", "!(", "..")) {
      String text = piece.repeat(20_000);
      run(text, Map.of());
      run("$" + text, Map.of());
      run("$[?(" + text, Map.of());
      run("$[?(@.a in " + text, Map.of());
    }
  }

  private static final String[] JSONATA = {
    "$",
    "$$",
    "$states",
    ".input",
    ".",
    "..",
    "[",
    "]",
    "(",
    ")",
    "{",
    "}",
    "a",
    "b",
    "`c`",
    "\"s\"",
    "'t'",
    "1",
    "2.5",
    "1e9",
    "/a+/",
    "/(/",
    ":=",
    "$x",
    "$x := ",
    ";",
    ",",
    ":",
    "?",
    "~>",
    "|",
    "%",
    "*",
    "**",
    "@$y",
    "#$i",
    "^(",
    "<",
    ">",
    ">=",
    "=",
    "!=",
    "&",
    "+",
    "-",
    " and ",
    " or ",
    " in ",
    "function($v){",
    "$v",
    "λ($a,$b)<n-s?:x>{",
    "[]",
    "[0]",
    "[-1]",
    "[1..3]",
    "null",
    "true",
    "$map(",
    "$filter(",
    "$reduce(",
    "$sort(",
    "$string(",
    "$match(",
    "$replace(",
    "$split(",
    "$pad(",
    "$substring(",
    "$number(",
    "$formatNumber(",
    "$formatInteger(",
    "$parseInteger(",
    "$toMillis(",
    "$fromMillis(",
    "$keys(",
    "$lookup(",
    "$spread(",
    "$merge(",
    "$each(",
    "$sift(",
    "$zip(",
    "$distinct(",
    "$append(",
    "$range(",
    "$partition(",
    "$parse(",
    "$hash(",
    "$round(",
    "$power(",
    "$error(",
    "$type(",
    "$clone(",
    "$single(",
    "$join(",
    "$decodeUrl(",
    "$base64decode(",
    "'[Y]'",
    "'#,##0'",
    "'%'",
    "$states.input",
    "\u0000",
    "\uD800",
    "/*",
    "*/",
    "<n",
    " "
  };

  @Test
  void noJsonataDoesMoreThanFail() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Object document =
        Map.of("a", List.of(1L, Map.of("b", "x"), List.of(2.5)), "b", Map.of("a", true, "n", 0L));
    long end = endOfLongRun();
    for (int run = 0; goesOn(run, 60_000, end); run++) {
      StringBuilder built = new StringBuilder(random.nextInt(3) == 0 ? "" : "$states.input");
      for (int i = random.nextInt(12); i > 0; i--) {
        built.append(JSONATA[random.nextInt(JSONATA.length)]);
      }
      String text = "{% " + built + " %}";
      assertThatCode(
              () -> {
                JsonataTemplate.check(text, Set.of("input"));
                attempt(
                    () ->
                        JsonataTemplate.compile(text, "Output")
                            .evaluate(Scopes.withFuel(document, 20_000)));
              })
          .as("seed %d: %s", seed, text)
          .doesNotThrowAnyException();
    }
  }

  /// In nanoseconds; 0 without `-Dstepwell.fuzz.seconds`.
  private static long endOfLongRun() {
    long seconds = Long.getLong("stepwell.fuzz.seconds", 0);
    return seconds == 0 ? 0 : System.nanoTime() + seconds * 1_000_000_000L;
  }

  private static boolean goesOn(int run, int inTheBuild, long end) {
    return end == 0 ? run < inTheBuild : System.nanoTime() < end;
  }

  private static void run(String text, Object document) {
    Scope scope = Scopes.withFuel(document, 10_000);
    attempt(() -> Path.compile(text).evaluate(scope));
    attempt(() -> Path.compile(text).exists(scope));
    attempt(() -> ReferencePath.compile(text).put(document, 1L));
    attempt(() -> PayloadTemplate.compileExpression(text).evaluate(scope));
    attempt(() -> PayloadTemplate.compile(Map.of("x.$", text)).evaluate(scope));
  }

  private static void attempt(Runnable action) {
    try {
      action.run();
    } catch (EvaluationException e) {
      assertThat(e.causeText()).doesNotContain("internal error");
    } catch (IllegalArgumentException | OutOfFuelException _) {
      // the other two ways in which a text may fail
    }
  }
}
