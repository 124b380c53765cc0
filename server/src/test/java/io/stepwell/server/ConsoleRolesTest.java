package io.stepwell.server;

import static io.stepwell.server.ConsoleClient.encoded;
import static org.assertj.core.api.Assertions.assertThat;

import io.stepwell.json.Json;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Who may ask the console what, on a server with keys, as the Studio's sessions do.
final class ConsoleRolesTest {
  private static final String KEYS =
      """
      auth: sigv4
      keys:
        - {accessKeyId: AKIAADMIN, secret: {env: SECRET}}
        - {accessKeyId: AKIAOPERATOR, secret: {env: SECRET}, role: operator}
        - {accessKeyId: AKIAVIEWER, secret: {env: SECRET}, role: viewer}
        - {accessKeyId: AKIAOTHER, secret: {env: SECRET}, account: '999900001111'}
      """;
  private static final String WAITS =
      "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Wait\",\"Seconds\":86400,\"End\":true}}}";

  @SuppressWarnings("NullAway.Init")
  private static StepwellServer server;

  @SuppressWarnings("NullAway.Init")
  private static ConsoleClient client;

  private record Session(String cookie, String csrf) {}

  @BeforeAll
  static void start() {
    server =
        StepwellServer.start(
            Configuration.of(
                Map.of(Setting.PORT, "0", Setting.MEMORY, "true"),
                Map.of("SECRET", "a secret of a key"),
                SettingsFile.parse(Path.of("stepwell.yaml"), KEYS)),
            _ -> {});
    client = new ConsoleClient(server.url());
  }

  @AfterAll
  static void stop() {
    client.close();
    server.close();
  }

  private static Session session(String key) {
    String body =
        "{\"accessKeyId\": \"%s\", \"secretAccessKey\": \"a secret of a key\"}".formatted(key);
    HttpResponse<String> begun = client.posting("/session", body);
    Map<?, ?> members = (Map<?, ?>) Objects.requireNonNull(Json.parse(begun.body()));
    return new Session(
        begun.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0],
        String.valueOf(members.get("csrfToken")));
  }

  private static HttpResponse<String> get(Session session, String path) {
    return client.send(client.to(path).header("Cookie", session.cookie()));
  }

  private static HttpResponse<String> put(Session session, String path) {
    return client.send(
        client
            .to(path)
            .header("Cookie", session.cookie())
            .header("X-Stepwell-Csrf", session.csrf())
            .header("Content-Type", "application/json")
            .PUT(BodyPublishers.ofString("{}")));
  }

  private static HttpResponse<String> post(Session session, String path, String body) {
    return client.send(
        client
            .to(path)
            .header("Cookie", session.cookie())
            .header("X-Stepwell-Csrf", session.csrf())
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  private static String machine(Session session, String name) {
    String body =
        Json.write(
            Map.of(
                "name", name,
                "definition", WAITS,
                "roleArn", "arn:aws:iam::123456789012:role/any"));
    HttpResponse<String> created =
        client.send(
            client
                .to("/")
                .header("Cookie", session.cookie())
                .header("X-Stepwell-Csrf", session.csrf())
                .header("X-Amz-Target", "AWSStepFunctions.CreateStateMachine")
                .header("Content-Type", "application/x-amz-json-1.0")
                .POST(BodyPublishers.ofString(body)));
    Map<?, ?> members = (Map<?, ?>) Objects.requireNonNull(Json.parse(created.body()));
    return String.valueOf(members.get("stateMachineArn"));
  }

  @Test
  void onlyWhoMayUpdateAMachineWritesItsFile() {
    assertThat(put(session("AKIAOPERATOR"), "/stepwell/files/a").statusCode()).isEqualTo(403);
    HttpResponse<String> none = put(session("AKIAADMIN"), "/stepwell/files/a");
    assertThat(none.statusCode()).isEqualTo(404);
    assertThat(none.body()).contains("'a' comes from no file");
    assertThat(client.getting("/stepwell/files/a").statusCode()).isEqualTo(403);
  }

  @Test
  void nobodyWithoutASession() {
    for (String path : List.of("/info", "/machines", "/live", "/tasks", "/quarantine")) {
      assertThat(client.getting("/stepwell" + path).statusCode()).as(path).isEqualTo(403);
    }
    assertThat(client.getting("/machines").statusCode()).isEqualTo(200);
  }

  @Test
  void aViewerLooksAndChangesNothing() {
    String machine = machine(session("AKIAADMIN"), "Watched");
    Session viewer = session("AKIAVIEWER");
    assertThat(get(viewer, "/stepwell/info").body())
        .contains("\"role\":\"viewer\"", "\"auth\":true");
    assertThat(get(viewer, "/stepwell/machines").body()).contains("Watched");
    String body = Json.write(Map.of("machine", machine));
    assertThat(client.refusal(403, post(viewer, "/stepwell/executions/stop", body)))
        .contains("is not authorized to perform");
    assertThat(post(session("AKIAOPERATOR"), "/stepwell/executions/stop", body).statusCode())
        .isEqualTo(202);
  }

  @Test
  void aChangeNeedsTheSessionsToken() {
    Session operator = session("AKIAOPERATOR");
    HttpResponse<String> refused =
        post(new Session(operator.cookie(), "guessed"), "/stepwell/executions/stop", "{}");
    assertThat(refused.statusCode()).isEqualTo(403);
  }

  @Test
  void aKeySeesItsOwnAccountOnly() {
    String machine = machine(session("AKIAADMIN"), "Mine");
    Session other = session("AKIAOTHER");
    assertThat(get(other, "/stepwell/machines").body()).doesNotContain("Mine");
    for (String path :
        List.of(
            "/machines/" + encoded(machine) + "/metrics",
            "/usage?machine=" + encoded(machine),
            "/tasks?machine=" + encoded(machine),
            "/executions?machine=" + encoded(machine))) {
      assertThat(client.refusal(403, get(other, "/stepwell" + path)))
          .as(path)
          .contains("is of another account than your key");
    }
    String body = Json.write(Map.of("machine", machine));
    assertThat(post(other, "/stepwell/executions/stop", body).statusCode()).isEqualTo(403);
  }
}
