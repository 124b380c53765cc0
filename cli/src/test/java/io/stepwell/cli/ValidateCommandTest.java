package io.stepwell.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.stepwell.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import picocli.CommandLine;

/// `stepwell validate` as it is typed. Standard output is the process's, so this test runs alone.
@Isolated
final class ValidateCommandTest {
  private static final String RIGHT =
      "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Succeed\"}}}";
  private static final String WARNED =
      """
      {"StartAt": "A",
       "States": {"A": {"Type": "Pass", "Result": "$.a", "End": true}}}
      """;
  private static final String WRONG =
      """
      StartAt: A
      States:
        B:
          Type: Pass
          Nxt: A
          End: true
      """;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final StringWriter err = new StringWriter();
  private final PrintStream standard = System.out;

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path directory;

  @BeforeEach
  void capture() {
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void release() {
    System.setOut(standard);
  }

  private int run(String... args) {
    CommandLine command = Main.commandLine();
    command.setErr(new PrintWriter(err, true));
    return command.execute(args);
  }

  private List<String> lines() {
    return out.toString(StandardCharsets.UTF_8).replace(directory + "/", "").lines().toList();
  }

  private String file(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text).toString();
  }

  @Test
  void aRightDefinitionIsOneLineAndExitCodeZero() throws IOException {
    assertThat(run("validate", file("a.json", RIGHT))).isZero();
    assertThat(lines()).containsExactly("✓ 1 file: no errors, no warnings");
  }

  @Test
  void mistakesInYamlAreNamedAtTheirPlacesInTheOrderOfTheText() throws IOException {
    assertThat(run("validate", file("m.yaml", WRONG))).isEqualTo(1);
    assertThat(lines())
        .containsExactly(
            "m.yaml:1:1: error MISSING_TRANSITION_TARGET Missing 'Next' target: A at /StartAt",
            "m.yaml:3:3: error MISSING_TRANSITION_TARGET State \"B\" is not reachable. at"
                + " /States/B",
            "m.yaml:5:5: error SCHEMA_VALIDATION_FAILED Field 'Nxt' is not supported at /States/B",
            "✗ 1 file: 3 errors, no warnings");
  }

  @Test
  void mistakesInTheSyntaxHaveAPlaceToo() throws IOException {
    String json = file("a.json", "{\"StartAt\":\n  }");
    String yaml = file("b.yml", "StartAt: [\n");

    assertThat(run("validate", json, yaml)).isEqualTo(1);
    assertThat(lines().getFirst()).startsWith("a.json:2:3: error INVALID_JSON_DESCRIPTION Unexp");
    assertThat(lines().get(1)).startsWith("b.yml:2:1: error INVALID_JSON_DESCRIPTION ");
  }

  @Test
  void warningsDoNotFailAndCanBeLeftOut() throws IOException {
    String warned = file("w.json", WARNED);

    assertThat(run("validate", warned)).isZero();
    assertThat(lines().getFirst()).startsWith("w.json:2:35: warning PASS_RESULT_IS_STATIC ");
    assertThat(lines().getLast()).isEqualTo("✓ 1 file: no errors, 1 warning");
    out.reset();
    assertThat(run("validate", "--severity", "error", warned)).isZero();
    assertThat(lines()).containsExactly("✓ 1 file: no errors, no warnings");
  }

  @Test
  void programsReadAnArrayOfObjects() throws IOException {
    assertThat(run("validate", "--json", file("m.yaml", WRONG), file("a.json", RIGHT)))
        .isEqualTo(1);
    Object findings = Json.parse(String.join("\n", lines()));
    assertThat(findings)
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .hasSize(3)
        .last()
        .isEqualTo(
            Map.of(
                "file", "m.yaml",
                "line", 5L,
                "column", 5L,
                "severity", "ERROR",
                "code", "SCHEMA_VALIDATION_FAILED",
                "message", "Field 'Nxt' is not supported",
                "location", "/States/B"));
    out.reset();
    assertThat(run("validate", "--json", file("a.json", RIGHT))).isZero();
    assertThat(lines()).containsExactly("[]");
  }

  @Test
  void directoriesAndPatternsStandForTheDefinitionsInThem() throws IOException {
    file("deep/er/a.asl.json", RIGHT);
    file("deep/machine.json", RIGHT);
    file("deep/machine.yaml", "StartAt: A\nStates: {A: {Type: Succeed}}\n");
    file("deep/input.json", "{}");
    file("deep/node_modules/x/b.asl.json", "{}");

    assertThat(run("validate", directory.toString())).isZero();
    assertThat(lines()).containsExactly("✓ 3 files: no errors, no warnings");
    out.reset();
    assertThat(run("validate", directory + "/**/*.json", directory + "/deep/machine.json"))
        .isEqualTo(1);
    assertThat(lines().getLast()).isEqualTo("✗ 3 files: 1 error, no warnings");
  }

  @Test
  void theTypeOfTheMachineCounts() throws IOException {
    String definition =
        RIGHT.replace(
            "\"Succeed\"",
            "\"Task\",\"Resource\":\"arn:aws:states:us-east-1:123456789012:activity:x\",\"End\":true");
    String file = file("a.json", definition);

    assertThat(run("validate", file)).isZero();
    assertThat(run("validate", "--type", "EXPRESS", file)).isEqualTo(1);
    assertThat(run("validate", "--type", "FAST", file)).isEqualTo(2);
  }

  @Test
  void whatIsNotThereIsASentenceAndExitCodeTwo() throws IOException {
    Files.createDirectories(directory.resolve("empty"));

    assertThat(run("validate", directory + "/none.json")).isEqualTo(2);
    assertThat(run("validate", directory + "/*.none")).isEqualTo(2);
    assertThat(run("validate", directory + "/empty")).isEqualTo(2);
    assertThat(run("validate")).isEqualTo(2);
    assertThat(err.toString().lines()).hasSize(4).allMatch(line -> line.startsWith("stepwell: "));
  }

  @Test
  void everyDefinitionThatComesWithStepwellIsRight() {
    String examples =
        Path.of(System.getProperty("stepwell.root", "..")).resolve("examples").toString();

    assertThat(run("validate", examples)).isZero();
    assertThat(lines()).singleElement().asString().endsWith("no errors, no warnings");
  }
}
