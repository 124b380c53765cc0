package io.stepwell.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stepwell.server.StepwellServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A folder that is deployed whenever something in it is saved, to a real server.
final class DevFolderTest {
  private static final String ONE =
      "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Pass\",\"Result\":1,\"End\":true}}}";
  private static final String TWO = ONE.replace("1", "2");
  private static final String YAML =
      "StartAt: A\nStates:\n  A:\n    Type: Pass\n    Result: 3\n    End: true\n";
  private static final String HELLO =
      """
      import java.util.Map;
      public class Hello {
        public String handleRequest(Map<String, Object> in) {
          return "%s" + System.getenv("GREETED");
        }
      }
      """;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final StepwellServer server = StepwellServer.embedded();
  private final ApiClient client = new ApiClient(server.url());

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  private @Nullable Thread session;

  @BeforeEach
  void isEmpty() {
    assertThat(folder).isEmptyDirectory();
  }

  @AfterEach
  void stop() throws InterruptedException {
    Thread running = session;
    if (running != null) {
      running.interrupt();
      running.join();
    }
    server.close();
  }

  private void begin() {
    Console console = Console.to(new PrintStream(out, true, StandardCharsets.UTF_8));
    session =
        Thread.ofPlatform()
            .start(
                () -> {
                  try {
                    DevCommand.serve(server, folder, console);
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt(); // the test is over
                  }
                });
    await().until(this::out, text -> text.contains("Ready."));
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private void save(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.writeString(file, text);
  }

  private Map<?, ?> machine(String name) {
    try {
      return client.states(
          "DescribeStateMachine", Map.of("stateMachineArn", new StateMachines(client).find(name)));
    } catch (ApiClient.RefusedException | CliException e) {
      return Map.of();
    }
  }

  @Test
  void definitionsAreDeployedAndAgainWhenTheyAreSaved() throws IOException {
    save("first.asl.json", ONE);
    save("deep/er/quick.express.asl.yaml", YAML);
    save("node_modules/other.asl.json", ONE);
    begin();
    assertThat(out())
        .contains("Deployed  first, quick")
        .contains("Try       ./stepwell run first --input '{}' --endpoint " + server.url())
        .doesNotContain("other");
    assertThat(machine("first").get("definition")).isEqualTo(ONE);
    assertThat(machine("quick").get("type")).isEqualTo("EXPRESS");
    assertThat(machine("first").get("revisionId")).isNull();

    save("first.asl.json", TWO);

    await().until(() -> machine("first").get("definition"), TWO::equals);
    assertThat(machine("first").get("revisionId")).isNotNull();
    await()
        .until(
            this::out,
            text ->
                text.contains("state machine first deployed  " + server.url() + "/machines/first"));
    save("new/second.asl.yml", YAML);
    await().until(() -> machine("second").isEmpty(), empty -> !empty);
  }

  @Test
  void whatIsWrongIsSaidWithItsPlaceAndTheServerGoesOn() throws IOException {
    save("right.asl.json", ONE);
    save("wrong.asl.json", "{\n  \"StartAt\": \"B\",\n  \"States\": {}\n}");
    begin();
    assertThat(out()).contains("wrong.asl.json:").contains(" error ");
    assertThat(machine("right")).isNotEmpty();
    assertThat(machine("wrong")).isEmpty();

    save("right.asl.json", "{nonsense");
    await().until(this::out, text -> text.contains("right.asl.json:1:"));
    assertThat(machine("right").get("definition")).isEqualTo(ONE);

    save("wrong.asl.json", TWO);
    await().until(() -> machine("wrong").get("definition"), TWO::equals);
  }

  @Test
  void theSameTextIsNoNewRevision() throws IOException {
    save("first.asl.json", ONE);
    DevFolder folder = new DevFolder(this.folder, client, Console.to(new PrintStream(out)));
    assertThat(folder.deploy()).containsExactly("state machine first");
    assertThat(folder.deploy()).isEmpty();
    DevFolder another = new DevFolder(this.folder, client, Console.to(new PrintStream(out)));
    assertThat(another.deploy()).isEmpty();
    assertThat(another.deployed()).containsExactly("first");
  }

  @Test
  void twoFilesOfOneNameAndAnotherTypeAreSaid() throws IOException {
    save("a/first.asl.json", ONE);
    save("b/first.asl.json", ONE);
    Console console = Console.to(new PrintStream(out, true, StandardCharsets.UTF_8));
    new DevFolder(folder, client, console).deploy();
    assertThat(out()).contains("'first' is defined by ");
    Files.delete(folder.resolve("b/first.asl.json"));
    Files.move(folder.resolve("a/first.asl.json"), folder.resolve("a/first.express.asl.json"));
    new DevFolder(folder, client, console).deploy();
    assertThat(out()).contains("the server has 'first' as STANDARD, which cannot change");
  }

  @Test
  void functionsAreDeployedAndAgainWhenTheyAreSaved() throws Exception {
    save("functions/java/Hello.java", HELLO.formatted("hello "));
    save("functions/java/Shared.java", "class Shared {}\n");
    save("functions/.env", "# for all\nGREETED=world in ${DIR}\n");
    begin();
    String path = folder.toAbsolutePath().normalize().toString();
    assertThat(hello()).isEqualTo("hello world in " + path);
    assertThat(out()).contains("Deployed  Hello");

    save("functions/java/Hello.java", HELLO.formatted("bye "));
    await().until(this::hello, ("bye world in " + path)::equals);

    save("functions/java/Hello.java", "public class Hello { handleRequest(");
    await().until(this::out, text -> text.contains("function Hello: error"));
    assertThat(hello()).isEqualTo("bye world in " + path);
  }

  private String hello() throws ApiClient.RefusedException {
    String definition =
        "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Task\",\"End\":true,\"Resource\":\"arn:aws:states:::lambda:invoke\","
            + "\"Parameters\":{\"FunctionName\":\"Hello\"},\"OutputPath\":\"$.Payload\"}}}";
    new StateMachines(client).deploy("caller", definition, true);
    Map<?, ?> ended =
        client.states(
            "StartSyncExecution",
            Map.of("stateMachineArn", new StateMachines(client).find("caller")));
    return String.valueOf(ended.get("output")).replace("\"", "");
  }

  @Test
  void functionsAreFoundByTheirFiles() throws IOException {
    save(
        "functions/java/shop/Order.java",
        "package shop;\nclass Order { Object handleRequest(Object o) { return o; } }");
    save("functions/python/create_user.py", "def handler(event, context):\n    return 1\n");
    save("functions/python/helper.py", "def help():\n    return 1\n");
    save("functions/Send-Mail/index.py", "def lambda_handler(event, context):\n    return 1\n");
    save("functions/Empty/notes.txt", "nothing");
    save("functions/node/ship-order.mjs", "export const handler = async () => 1;\n");
    save("functions/node/old.js", "exports.handler = async () => 1;\n");
    save("functions/node/helper.mjs", "export const help = 1;\n");
    List<String> found =
        new FunctionFolder(folder)
            .sources().stream()
                .map(one -> one.name() + " " + one.runtime() + " " + one.handler())
                .toList();
    assertThat(found)
        .containsExactly(
            "Order java25 shop.Order",
            "CreateUser python3.12 create_user.handler",
            "Old nodejs22.x old.handler",
            "ShipOrder nodejs22.x ship-order.handler",
            "Send-Mail python3.12 index.lambda_handler");
  }
}
