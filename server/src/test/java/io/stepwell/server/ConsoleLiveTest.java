package io.stepwell.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stepwell.json.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Changes as they happen, and who may follow a link to the Studio.
final class ConsoleLiveTest {
  private static final String PASSES =
      "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Pass\",\"End\":true}}}";

  @SuppressWarnings("NullAway.Init")
  private static StepwellServer server;

  @SuppressWarnings("NullAway.Init")
  private static ConsoleClient client;

  @BeforeAll
  static void start() {
    server = StepwellServer.embedded();
    client = new ConsoleClient(server.url());
  }

  @AfterAll
  static void stop() {
    client.close();
    server.close();
  }

  @Test
  void changesAreToldAsTheyHappen() throws Exception {
    List<Map<String, Object>> messages = new CopyOnWriteArrayList<>();
    HttpClient http = HttpClient.newHttpClient();
    HttpResponse<Stream<String>> stream =
        http.send(
            HttpRequest.newBuilder(URI.create(server.url() + "/stepwell/live")).build(),
            BodyHandlers.ofLines());
    Thread reader = Thread.ofVirtual().start(() -> read(stream.body(), messages));

    String machine = client.machine("Told", "STANDARD", PASSES);
    await().until(() -> changes(messages), all -> has(all, machine, "change", "created"));
    String execution = client.start(machine, "a", "{}");

    await().until(() -> changes(messages), all -> has(all, execution, "status", "SUCCEEDED"));
    client.states("UpdateStateMachine", Map.of("stateMachineArn", machine, "definition", PASSES));
    await().until(() -> changes(messages), all -> has(all, machine, "change", "updated"));
    client.states("DeleteStateMachine", Map.of("stateMachineArn", machine));
    await().until(() -> changes(messages), all -> has(all, machine, "change", "deleted"));
    http.shutdownNow();
    reader.join();
  }

  private static void read(Stream<String> lines, List<Map<String, Object>> messages) {
    try {
      lines.filter(line -> line.startsWith("data: ")).forEach(line -> messages.add(message(line)));
    } catch (java.io.UncheckedIOException e) {
      // the client was shut down, which is how this test ends
    }
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> message(String line) {
    return (Map<String, Object>)
        Objects.requireNonNull(Json.parse(line.substring("data: ".length())));
  }

  private static List<Map<String, Object>> changes(List<Map<String, Object>> messages) {
    return messages.stream()
        .flatMap(message -> ConsoleClient.list(message, "changes").stream())
        .toList();
  }

  private static boolean has(
      List<Map<String, Object>> changes, String arn, String member, String value) {
    return changes.stream()
        .anyMatch(change -> arn.equals(change.get("arn")) && value.equals(change.get(member)));
  }

  @Test
  void aLinkFromElsewhereLeadsToAPageAndNotToTheApi() {
    assertThat(linked("/machines").statusCode()).isEqualTo(200);
    assertThat(linked("/").statusCode()).isEqualTo(200);
    assertThat(linked("/stepwell/info").statusCode()).isEqualTo(403);
    assertThat(linked("/metrics").statusCode()).isEqualTo(403);
    assertThat(linked("/2015-03-31/functions").statusCode()).isEqualTo(403);
    assertThat(
            client.send(client.to("/machines").header("Sec-Fetch-Site", "cross-site")).statusCode())
        .isEqualTo(403);
    assertThat(
            client
                .send(
                    client
                        .to("/")
                        .header("Sec-Fetch-Site", "cross-site")
                        .header("Sec-Fetch-Mode", "navigate")
                        .POST(BodyPublishers.ofString("{}")))
                .statusCode())
        .isEqualTo(403);
  }

  private static HttpResponse<String> linked(String path) {
    return client.send(
        client
            .to(path)
            .header("Sec-Fetch-Site", "cross-site")
            .header("Sec-Fetch-Mode", "navigate"));
  }

  @Test
  void pagesAnswerToHead() {
    HttpResponse<String> head = client.send(client.to("/machines").HEAD());
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(client.send(client.to("/healthz").HEAD()).statusCode()).isEqualTo(200);
    assertThat(client.getting("/machines").statusCode()).isEqualTo(200);
  }
}
