package io.stepwell.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.stepwell.json.Json;
import io.stepwell.json.JsonException;
import io.stepwell.server.RawConnection.Answer;
import io.stepwell.server.StrangeRequests.Strange;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever a stranger sends is answered, with a refusal in AWS's form where it is refused: never an
/// internal error, never a stack trace, and the connection goes on unless the answer says that it ends.
///
/// `-Dstranger.seed` and `-Dstranger.requests` repeat a run, or make it longer.
final class StrangerTest {
  private static final int REQUESTS = Integer.getInteger("stranger.requests", 1_500);
  private static final String PASS =
      "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Pass\",\"End\":true}}}";
  private static final String KEYS =
      """
      auth: sigv4
      keys: [{accessKeyId: AKIAADMIN, secret: {env: SECRET}}]
      """;

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void everythingIsAnsweredAndNothingIsAnInternalError(boolean guarded) throws Exception {
    long seed = Long.getLong("stranger.seed", new Random().nextLong());
    try (StepwellServer server = guarded ? guarded() : StepwellServer.embedded()) {
      int port = URI.create(server.url()).getPort();
      if (!guarded) {
        create(port, "m", "STANDARD");
        create(port, "x", "EXPRESS");
      }
      StrangeRequests requests = new StrangeRequests(seed);
      Map<Integer, Integer> answers = new LinkedHashMap<>();
      RawConnection connection = new RawConnection(port);
      for (int i = 0; i < REQUESTS; i++) {
        Strange strange = requests.next();
        String place = "request %d of seed %d%n%s".formatted(i, seed, strange);
        Answer answer = exchange(connection, strange, place);
        answers.merge(answer.status(), 1, Integer::sum);
        check(answer, strange.head(), place);
        if (answer.closes()) {
          connection.close();
          connection = new RawConnection(port);
        }
      }
      connection.close();
      System.out.printf("seed %d: answers by status %s%n", seed, answers);
      assertThat(alive(port).status()).isEqualTo(200);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "POST /?a=%zz",
        "GET /executions/%zz",
        "GET /metrics?%",
        "POST /session?%4",
        "GET /2015-03-31/functions/%zz",
        "POST /2015-03-31/functions/f/invocations?Qualifier=%zz",
        "GET /stepwell/machines/%zz/metrics",
        "GET /stepwell/usage?to=%zz",
        "GET /stepwell/executions/%zz/events",
        "POST /schedules/%zz",
        "GET /?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=%zz",
        "POST /?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=%E"
      })
  void malformedPercentEncodingIsRefusedOnEveryFace(String line) throws IOException {
    for (boolean guarded : new boolean[] {false, true}) {
      try (StepwellServer server = guarded ? guarded() : StepwellServer.embedded();
          RawConnection connection = new RawConnection(URI.create(server.url()).getPort())) {
        String request =
            line
                + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-amz-json-1.0\r\n"
                + (line.startsWith("POST") ? "Content-Length: 2\r\n\r\n{}" : "\r\n");
        Answer answer = connection.exchange(request.getBytes(StandardCharsets.US_ASCII), false);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(members(answer, line).get("__type")).isEqualTo("ValidationException");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/stepwell/usage?to=%2B999999999-12-31",
        "/stepwell/usage?from=-999999999-01-01&to=2026-01-01",
        "/stepwell/usage?to=1969-12-31",
        "/stepwell/executions?machine=m&from=%2B999999999-12-31",
        "/stepwell/usage?to=2026-02-30"
      })
  void impossibleDaysAreRefused(String path) throws IOException {
    try (StepwellServer server = StepwellServer.embedded();
        RawConnection connection = new RawConnection(URI.create(server.url()).getPort())) {
      String request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
      Answer answer = connection.exchange(request.getBytes(StandardCharsets.US_ASCII), false);
      assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    }
  }

  private static StepwellServer guarded() {
    return StepwellServer.start(
        Configuration.of(
            Map.of(Setting.PORT, "0", Setting.MEMORY, "true"),
            Map.of("SECRET", "s3cret-s3cret-s3cret"),
            SettingsFile.parse(Path.of("stepwell.yaml"), KEYS)),
        _ -> {});
  }

  private static Answer exchange(RawConnection connection, Strange strange, String place) {
    try {
      return connection.exchange(strange.bytes(), strange.head());
    } catch (IOException e) {
      throw new AssertionError("not answered: " + place, e);
    }
  }

  private static void check(Answer answer, boolean head, String place) {
    assertThat(answer.status()).as(place).isBetween(200, 499);
    assertThat(answer.body())
        .as(place)
        .doesNotContain("InternalFailure", "Internal error", "\tat ", "io.stepwell.", "java.");
    if (answer.status() >= 400 && !head) {
      assertThat(answer.header("content-type")).as(place).contains("json");
      Map<?, ?> members = members(answer, place);
      assertThat(members.get(members.containsKey("Message") ? "Message" : "message"))
          .as(place)
          .isInstanceOf(String.class);
    }
  }

  private static Map<?, ?> members(Answer answer, String place) {
    try {
      return Json.parse(answer.body()) instanceof Map<?, ?> members ? members : Map.of();
    } catch (JsonException e) {
      throw new AssertionError("not JSON: " + answer.body() + " " + place, e);
    }
  }

  private static Answer alive(int port) throws IOException {
    try (RawConnection connection = new RawConnection(port)) {
      return connection.exchange(
          "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII),
          false);
    }
  }

  private static void create(int port, String name, String type) throws IOException {
    String body =
        Json.write(
            Map.of(
                "name", name,
                "type", type,
                "definition", PASS,
                "roleArn", "arn:aws:iam::123456789012:role/r"));
    try (RawConnection connection = new RawConnection(port)) {
      String request =
          "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-amz-json-1.0\r\n"
              + "X-Amz-Target: AWSStepFunctions.CreateStateMachine\r\nContent-Length: "
              + body.length()
              + "\r\n\r\n"
              + body;
      assertThat(connection.exchange(request.getBytes(StandardCharsets.UTF_8), false).status())
          .isEqualTo(200);
    }
  }
}
