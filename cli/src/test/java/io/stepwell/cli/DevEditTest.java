package io.stepwell.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stepwell.json.Json;
import io.stepwell.server.StepwellServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Machines that are edited in the files which `stepwell dev` deploys them from.
final class DevEditTest {
  private static final String YAML =
      """
      # how orders go
      StartAt: A
      States:
        A:
          Type: Pass
          Result: 1 # to begin with
          End: true
      """;
  private static final String CHANGED = YAML.replace("Result: 1", "Result: 2");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final StepwellServer server = StepwellServer.embedded();
  private final ApiClient client = new ApiClient(server.url());
  private final HttpClient http = HttpClient.newHttpClient();

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @SuppressWarnings("NullAway.Init")
  private Thread session;

  @SuppressWarnings("NullAway.Init")
  private Path file;

  @BeforeEach
  void begin() throws IOException {
    file = folder.resolve("shop/orders.asl.yaml");
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    Files.writeString(file, YAML);
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

  @AfterEach
  void stop() throws InterruptedException {
    session.interrupt();
    session.join();
    http.close();
    server.close();
  }

  @Test
  void aFileIsReadAndWrittenAsItIsAndItsMachineIsDeployedBeforeTheAnswer() throws Exception {
    Map<?, ?> read = json(get("orders", null));
    assertThat(read.get("name")).isEqualTo("shop/orders.asl.yaml");
    assertThat(read.get("text")).isEqualTo(YAML);

    HttpResponse<String> saved = put("orders", CHANGED, tag(read));

    assertThat(saved.statusCode()).isEqualTo(200);
    assertThat(json(saved).get("problem")).isNull();
    assertThat(file).hasContent(CHANGED);
    assertThat(definition()).contains("\"Result\":2");
    assertThat(out()).contains("state machine orders deployed");
    assertThat(put("orders", YAML, tag(json(saved))).statusCode()).isEqualTo(200);
  }

  @Test
  void whatWasSavedMeanwhileIsNotOverwritten() throws Exception {
    String tag = tag(json(get("orders", null)));
    assertThat(get("orders", tag).statusCode()).isEqualTo(304);
    Files.writeString(file, CHANGED);

    HttpResponse<String> refused = put("orders", YAML, tag);

    assertThat(refused.statusCode()).isEqualTo(412);
    assertThat(refused.body()).contains("shop/orders.asl.yaml has changed on the disk");
    assertThat(file).hasContent(CHANGED);
    assertThat(get("orders", tag).statusCode()).isEqualTo(200);
    assertThat(put("orders", YAML, null).statusCode()).isEqualTo(428);
  }

  @Test
  void onlyFilesThatMachinesComeFromAreServed() throws Exception {
    Files.writeString(folder.resolve("secret.txt"), "secret");
    for (String name : new String[] {"secret.txt", "..%2Fsecret", "shop%2Forders.asl.yaml"}) {
      assertThat(get(name, null).statusCode()).as(name).isEqualTo(404);
      assertThat(put(name, YAML, "\"a\"").statusCode()).as(name).isEqualTo(404);
    }
    String tag = tag(json(get("orders", null)));
    Files.delete(file);
    assertThat(get("orders", null).statusCode()).isEqualTo(404);
    assertThat(put("orders", YAML, tag).statusCode()).isEqualTo(404);
    assertThat(file).doesNotExist();
  }

  @Test
  void whatIsWrongIsWrittenAndTheMachineStays() throws Exception {
    HttpResponse<String> saved =
        put("orders", YAML.replace("StartAt: A", "StartAt: B"), tag(json(get("orders", null))));

    assertThat(String.valueOf(json(saved).get("problem"))).startsWith("line 2: ");
    assertThat(definition()).contains("\"StartAt\":\"A\"");
    assertThat(get("orders", null).body()).contains("StartAt: B");
  }

  @Test
  void aTextThatIsTooLargeIsRefused() throws Exception {
    String tag = tag(json(get("orders", null)));
    assertThat(put("orders", "#".repeat(1_100_000), tag).statusCode()).isEqualTo(400);
    assertThat(put("orders", "#".repeat(5_000_000), tag).statusCode()).isEqualTo(413);
    assertThat(file).hasContent(YAML);
  }

  @Test
  void linksAndPermissionsStay() throws Exception {
    Path target = folder.resolve("elsewhere.yaml");
    Files.move(file, target);
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-rw-r--"));
    Files.createSymbolicLink(file, target);

    assertThat(put("orders", CHANGED, tag(json(get("orders", null)))).statusCode()).isEqualTo(200);

    assertThat(file).isSymbolicLink().hasContent(CHANGED);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
        .isEqualTo("rw-rw-r--");
    assertThat(Objects.requireNonNull(target.getParent()).toFile().list())
        .containsExactlyInAnyOrder("elsewhere.yaml", "shop");
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String definition() throws ApiClient.RefusedException {
    String arn = new StateMachines(client).find("orders");
    Map<?, ?> machine = client.states("DescribeStateMachine", Map.of("stateMachineArn", arn));
    return String.valueOf(machine.get("definition"));
  }

  private HttpRequest.Builder to(String machine) {
    return HttpRequest.newBuilder(URI.create(server.url() + "/stepwell/files/" + machine));
  }

  private HttpResponse<String> get(String machine, @Nullable String tag) throws Exception {
    HttpRequest.Builder request = to(machine);
    if (tag != null) {
      request.header("If-None-Match", tag);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> put(String machine, String text, @Nullable String tag)
      throws Exception {
    HttpRequest.Builder request =
        to(machine)
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString(Json.write(Map.of("text", text))));
    if (tag != null) {
      request.header("If-Match", tag);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private static Map<?, ?> json(HttpResponse<String> response) {
    return (Map<?, ?>) Objects.requireNonNull(Json.parse(response.body()));
  }

  private static String tag(Map<?, ?> file) {
    return "\"" + file.get("digest") + "\"";
  }
}
