package io.stepwell.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.stepwell.server.StepwellServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import picocli.CommandLine;

/// The command line as it is typed. Standard output is the process's, so this test runs alone.
@Isolated
final class MainTest {
  private static final String SUCCEEDS =
      "{\"StartAt\":\"First\",\"States\":{\"First\":{\"Type\":\"Pass\",\"Next\":\"Second\"},\"Second\":{\"Type\":\"Pass\",\"End\":true}}}";
  private static final String FAILS =
      "{\"StartAt\":\"Only\",\"States\":{\"Only\":{\"Type\":\"Fail\",\"Error\":\"Broken\",\"Cause\":\"it"
          + " is\"}}}";

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

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  private static String freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return Integer.toString(socket.getLocalPort());
    }
  }

  @Test
  void aWrongFlagIsOneSentenceAndExitCodeTwo() {
    assertThat(run("server", "--prot", "1")).isEqualTo(2);
    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .contains("--prot", "'stepwell server --help'");
  }

  @Test
  void aWrongValueIsOneSentenceAndExitCodeTwo() {
    assertThat(run("server", "--port", "many")).isEqualTo(2);
    assertThat(err.toString().lines())
        .singleElement()
        .asString()
        .contains("'many' is no value for port (flag --port)");
  }

  @Test
  void theConfigurationIsShownWithOrigins() {
    assertThat(run("config", "--port", "9999")).isZero();
    assertThat(out())
        .containsPattern("port +9999 +flag --port")
        .containsPattern("data +.stepwell +");
  }

  @Test
  void aFileRunsInAServerOfItsOwnAndShowsItsStates() throws IOException {
    String file = file("works.asl.json", SUCCEEDS).toString();
    assertThat(run("run", file, "--input", "{\"a\":1}", "--port", freePort())).isZero();
    assertThat(out())
        .containsSubsequence("First", "First", "Second", "Second", "SUCCEEDED {\"a\":1}")
        .contains(":execution:works:");
  }

  @Test
  void anExecutionThatFailsIsExitCodeOne() throws IOException {
    String file = file("fails.json", FAILS).toString();
    assertThat(run("run", file, "--port", freePort())).isEqualTo(1);
    assertThat(out()).contains("FAILED Broken: it is");
  }

  @Test
  void eventsAreLinesOfJsonOnRequest() throws IOException {
    String file = file("works.json", SUCCEEDS).toString();
    assertThat(run("run", file, "--json", "--port", freePort())).isZero();
    assertThat(out().lines()).hasSize(7).allMatch(line -> line.startsWith("{"));
  }

  @Test
  void aMachineOfARunningServerRunsByName() throws IOException {
    try (StepwellServer server = StepwellServer.embedded()) {
      String file = file("named.json", SUCCEEDS).toString();
      String input = "@" + file("input.json", "[1, \"two words\"]");
      assertThat(run("run", file, "--endpoint", server.url())).isZero();
      assertThat(run("run", "named", "--endpoint", server.url(), "--input", input)).isZero();
      assertThat(out()).contains("SUCCEEDED [1, \"two words\"]");
      assertThat(run("run", "other", "--endpoint", server.url())).isEqualTo(2);
      assertThat(err.toString()).contains("no state machine 'other'; there are named");
    }
  }

  @Test
  void inputThatIsNotJsonIsRefusedBeforeAnythingStarts() {
    assertThat(run("run", "any", "--input", "{a}")).isEqualTo(2);
    assertThat(err.toString()).contains("--input is not JSON (line 1, column");
  }

  @Test
  void aServerThatIsNotThereIsOneSentence() throws IOException {
    assertThat(run("run", "any", "--port", freePort())).isEqualTo(1);
    assertThat(err.toString().lines()).singleElement().asString().contains("stepwell server");
  }

  @Test
  void aDefinitionThatIsRefusedIsToldInAwsWords() throws IOException {
    String file = file("broken.json", "{}").toString();
    assertThat(run("run", file, "--port", freePort())).isEqualTo(2);
    assertThat(err.toString()).contains("InvalidDefinition: Invalid State Machine Definition");
  }
}
