package io.stepwell.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// `stepwell render` as it is typed.
final class RenderCommandTest {
  private static final Path SAGA =
      Path.of(System.getProperty("stepwell.root", ".."))
          .resolve("examples/order-saga/order-saga.asl.json");

  private final StringWriter err = new StringWriter();

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path directory;

  private int run(String... args) {
    CommandLine command = Main.commandLine();
    command.setErr(new PrintWriter(err, true));
    return command.execute(args);
  }

  private String drawn(String name, String... more) throws IOException {
    Path out = directory.resolve(name);
    String[] args = new String[4 + more.length];
    System.arraycopy(new String[] {"render", SAGA.toString(), "-o", out.toString()}, 0, args, 0, 4);
    System.arraycopy(more, 0, args, 4, more.length);
    assertThat(run(args)).isZero();
    return Files.readString(out);
  }

  @Test
  void theExtensionChoosesTheFormat() throws IOException {
    assertThat(drawn("saga.svg")).startsWith("<svg ").contains(">PlaceOrder<");
    assertThat(drawn("saga.mmd")).startsWith("flowchart TD\n").contains("PlaceOrder");
    assertThat(drawn("saga.md")).startsWith("```mermaid\nflowchart TD\n").endsWith("```\n");
    assertThat(drawn("saga.txt", "--format", "mermaid")).startsWith("flowchart TD\n");
  }

  @Test
  void aWrongDefinitionIsDrawnAndSaidToBeWrong() throws IOException {
    Path file = directory.resolve("wrong.yaml");
    Files.writeString(file, "StartAt: A\nStates: {A: {Type: Pass, Next: B}}\n");

    assertThat(run("render", file.toString(), "-o", directory + "/wrong.svg")).isZero();
    assertThat(Files.readString(directory.resolve("wrong.svg"))).contains("there is no such state");
    assertThat(err.toString()).contains("the definition has 2 errors; 'stepwell validate ");
  }

  @Test
  void whatCannotBeReadIsASentenceWithItsPlace() throws IOException {
    Path file = Files.writeString(directory.resolve("broken.json"), "{\n  \"StartAt\" }");

    assertThat(run("render", file.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("broken.json:2:13: Unexpected character");
    assertThat(run("render", directory + "/none.json")).isEqualTo(2);
  }

  @Test
  void tooManyStatesAreRefused() throws IOException {
    String states =
        IntStream.range(0, 2001)
            .mapToObj(i -> "\"s" + i + "\":{\"Type\":\"Succeed\"}")
            .collect(Collectors.joining(","));
    Path file = directory.resolve("large.json");
    Files.writeString(file, "{\"StartAt\":\"s0\",\"States\":{" + states + "}}");

    assertThat(run("render", file.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("more than 2000 states");
  }
}
