package io.stepwell.tasks.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stepwell.json.Json;
import io.stepwell.json.Payload;
import io.stepwell.tasks.TaskCall;
import io.stepwell.tasks.TaskOutcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HttpTaskTest {
  private static final Duration SHORT = Duration.ofMillis(200);

  private final ScriptedServer server = new ScriptedServer();
  private final HttpClient client = new HttpClient();

  @AfterEach
  void close() throws IOException {
    client.close();
    server.close();
  }

  @Test
  void aResponseHasAwsShape() throws Exception {
    server.answer(
        """
        HTTP/1.1 201 Created\r
        Content-Type: application/json; charset=utf-8\r
        X-Two: a\r
        X-Two: b\r
        Content-Length: 8\r
        \r
        {"id":7}\
        """);
    assertThat(
            call(
                """
                {"ApiEndpoint": "%s", "Method": "POST",
                 "Headers": {"X-One": "1", "X-Many": ["2", "3"]},
                 "QueryParameters": {"q": "a b+c", "tag": ["x", "y"], "none": null},
                 "RequestBody": {"name": "Ada", "none": null}}
                """
                    .formatted(server.uri("/orders?z=0"))))
        .isEqualTo(
            succeeded(
                """
                {"Headers": {"content-type": ["application/json; charset=utf-8"],
                             "x-two": ["a", "b"], "content-length": ["8"]},
                 "ResponseBody": {"id": 7}, "StatusCode": 201, "StatusText": "Created"}
                """));
    assertThat(server.requests.getFirst())
        .startsWith("POST /orders?z=0&q=a%20b%2Bc&tag=x&tag=y HTTP/1.1\n")
        .contains("\nContent-Type: application/json\n")
        .contains("\nX-One: 1\n", "\nX-Many: 2, 3\n")
        .contains("\nUser-Agent: Amazon|StepFunctions|HttpInvoke|eu-central-1\n")
        .contains("\nRange: bytes=0-262144\n")
        .contains("\nIdempotency-Key: attempt-1\n")
        .endsWith("\n{\"name\":\"Ada\",\"none\":null}");
  }

  @Test
  void textIsTextAndNothingIsAnEmptyText() throws Exception {
    server.answer("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\n17");
    server.answer("HTTP/1.1 204 No Content\r\n\r\n");
    server.answer(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 4\r\n\r\n{oh}");
    assertThat(body(get())).isEqualTo("17");
    assertThat(body(get())).isEqualTo("");
    assertThat(body(get())).isEqualTo("{oh}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/octet-stream", "image/png", "Video/mp4; a=b", "audio/ogg"})
  void binaryContentIsNotTaken(String type) throws Exception {
    server.answer("HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nContent-Length: 2\r\n\r\nhi");
    assertThat(failed(get()).error()).isEqualTo("States.Runtime");
  }

  @Test
  void statusesNameTheError() throws Exception {
    server.answer(ScriptedServer.response("429 Too Many Requests", "slow down"));
    server.answer(ScriptedServer.response("503 Service Unavailable", ""));
    server.answer(
        "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n");
    server.answer(ScriptedServer.response("500 Oops", "x".repeat(300_000)));
    assertThat(get()).isEqualTo(new TaskOutcome.Failed("States.Http.StatusCode.429", "slow down"));
    assertThat(get())
        .isEqualTo(new TaskOutcome.Failed("States.Http.StatusCode.503", "Service Unavailable"));
    assertThat(failed(get()).error()).isEqualTo("States.Http.StatusCode.302");
    assertThat(failed(get()).error()).isEqualTo("States.Http.StatusCode.500");
    assertThat(server.requests).hasSize(4);
  }

  @Test
  void largeResponsesExceedTheDataLimit() throws Exception {
    server.answer(ScriptedServer.ok("x".repeat(262_145)));
    server.answer(ScriptedServer.ok("x".repeat(262_100)));
    server.answer("HTTP/1.0 200 OK\r\n\r\n" + "x".repeat(300_000));
    for (int i = 0; i < 3; i++) {
      assertThat(failed(get()).error()).isEqualTo("States.DataLimitExceeded");
    }
  }

  @Test
  void garbageSilenceAndHangingUpAreSocketErrors() throws Exception {
    server.answer("SSH-2.0-OpenSSH\r\n\r\n");
    server.answer(ScriptedServer.HANG_UP);
    server.answer("HTTP/1.1 200 OK\r\nContent-Length: 100\r\nConnection: close\r\n\r\nhalf");
    server.answer("HTTP/1.1 200 OK\r\nContent-Length: -4\r\n\r\n");
    for (int i = 0; i < 4; i++) {
      assertThat(failed(get()).error()).isEqualTo("States.Http.Socket");
    }
    server.answer(ScriptedServer.SILENCE);
    assertThat(failed(call(task(client, SHORT), getParameters())).error())
        .isEqualTo("States.Http.Socket");
  }

  @Test
  void aSlowDripEndsWithTheTime() throws Exception {
    try (ServerSocket drip = new ServerSocket(0)) {
      Thread.ofVirtual()
          .start(
              () -> {
                try (var socket = drip.accept()) {
                  socket
                      .getOutputStream()
                      .write("HTTP/1.1 200 OK\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                  while (true) {
                    socket.getOutputStream().write('x');
                    Thread.sleep(10);
                  }
                } catch (IOException | InterruptedException e) {
                  // the client has gone
                }
              });
      assertThat(
              failed(
                      call(
                          task(client, SHORT),
                          "{\"ApiEndpoint\": \"http://127.0.0.1:%d/\", \"Method\": \"GET\"}"
                              .formatted(drip.getLocalPort())))
                  .error())
          .isEqualTo("States.Http.Socket");
    }
  }

  @Test
  void aServerThatDoesNotReadEndsWithTheTime() throws Exception {
    try (ServerSocket deaf = new ServerSocket()) {
      deaf.setReceiveBufferSize(4096);
      deaf.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      String large = "x".repeat(8 * 1024 * 1024);
      assertThat(
              failed(
                      call(
                          task(client, SHORT),
                          "{\"ApiEndpoint\": \"http://127.0.0.1:%d/\", \"Method\": \"POST\", \"RequestBody\": \"%s\"}"
                              .formatted(deaf.getLocalPort(), large)))
                  .cause())
          .contains("no answer in time");
    }
  }

  @Test
  void anAbortEndsTheCall() throws Exception {
    server.answer(ScriptedServer.SILENCE);
    FutureTask<TaskOutcome> outcome = new FutureTask<>(this::get);
    Thread thread = Thread.ofVirtual().start(outcome);
    while (server.requests.isEmpty()) {
      Thread.onSpinWait();
    }
    thread.interrupt();
    assertThatThrownBy(outcome::get).hasCauseInstanceOf(InterruptedException.class);
  }

  @Test
  void tlsIsCheckedForTrustAndForTheName() throws Exception {
    SSLSocketFactory trusting = TestTls.context("loopback").getSocketFactory();
    try (ScriptedServer secure =
            new ScriptedServer(TestTls.context("loopback").getServerSocketFactory());
        HttpClient trusted = new HttpClient(trusting)) {
      secure.answer(ScriptedServer.ok("\"fine\""));
      String parameters =
          "{\"ApiEndpoint\": \"%s\", \"Method\": \"GET\"}".formatted(secure.uri("/"));
      assertThat(body(call(task(trusted, HttpTask.TIMEOUT), parameters))).isEqualTo("fine");
      assertThat(failed(call(task(client, HttpTask.TIMEOUT), parameters)))
          .matches(it -> it.error().equals("States.Http.Socket"))
          .matches(it -> String.valueOf(it.cause()).contains("certification path"));
    }
    try (ScriptedServer elsewhere =
            new ScriptedServer(TestTls.context("elsewhere").getServerSocketFactory());
        HttpClient trusted = new HttpClient(TestTls.context("elsewhere").getSocketFactory())) {
      String parameters =
          "{\"ApiEndpoint\": \"%s\", \"Method\": \"GET\"}".formatted(elsewhere.uri("/"));
      assertThat(failed(call(task(trusted, HttpTask.TIMEOUT), parameters)).error())
          .isEqualTo("States.Http.Socket");
      assertThat(elsewhere.requests).isEmpty();
    }
  }

  @Test
  void formsAreEncodedInFourWays() throws Exception {
    Map<String, String> expected =
        Map.of(
            "INDICES", "a%5B0%5D=1&a%5B1%5D=x+y&o%5Bk%5D=v&n=",
            "REPEAT", "a=1&a=x+y&o%5Bk%5D=v&n=",
            "COMMAS", "a=1%2Cx+y&o%5Bk%5D=v&n=",
            "BRACKETS", "a%5B%5D=1&a%5B%5D=x+y&o%5Bk%5D=v&n=");
    for (Map.Entry<String, String> each : expected.entrySet()) {
      server.answer(ScriptedServer.ok("1"));
      call(
          """
          {"ApiEndpoint": "%s", "Method": "POST",
           "RequestBody": {"a": [1, "x y"], "o": {"k": "v"}, "n": null},
           "Transform": {"RequestBodyEncoding": "URL_ENCODED",
                         "RequestEncodingOptions": {"ArrayFormat": "%s"}}}
          """
              .formatted(server.uri("/"), each.getKey()));
      assertThat(server.requests.getLast())
          .contains("\nContent-Type: application/x-www-form-urlencoded\n")
          .endsWith("\n" + each.getValue());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Authorization",
        "host",
        "X-Amz-Date",
        "x-amzn-trace-id",
        "X-Forwarded-For",
        "If-Match",
        "Cache-Control",
        "TE",
        "Content-Length",
        "Transfer-Encoding"
      })
  void headersThatAwsForbidsAreRefusedBeforeAnythingIsSent(String header) throws Exception {
    TaskOutcome.Failed failed =
        failed(
            call(
                "{\"ApiEndpoint\": \"%s\", \"Method\": \"GET\", \"Headers\": {\"%s\": \"1\"}}"
                    .formatted(server.uri("/"), header)));
    assertThat(failed.error()).isEqualTo("States.Runtime");
    assertThat(failed.cause()).contains("'" + header + "'");
    assertThat(server.connections).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "{\"Method\": \"GET\"}",
        "{\"ApiEndpoint\": 7, \"Method\": \"GET\"}",
        "{\"ApiEndpoint\": \"ftp://x/\", \"Method\": \"GET\"}",
        "{\"ApiEndpoint\": \"http://a b/\", \"Method\": \"GET\"}",
        "{\"ApiEndpoint\": \"http://127.0.0.1:1/\"}",
        "{\"ApiEndpoint\": \"http://127.0.0.1:1/\", \"Method\": \"BREW\"}",
        "{\"ApiEndpoint\": \"http://127.0.0.1:1/\", \"Method\": \"GET\", \"Headers\": []}",
        "{\"ApiEndpoint\": \"http://127.0.0.1:1/\", \"Method\": \"GET\", \"Headers\": {\"X\":"
            + " \"a\\n"
            + "b\"}}",
        "{\"ApiEndpoint\": \"http://127.0.0.1:1/\", \"Method\": \"GET\", \"Headers\": {\"X\\r"
            + "\": \"a\"}}",
        "{\"ApiEndpoint\": \"http://127.0.0.1:1/\", \"Method\": \"GET\", \"Authentication\": {}}",
        "{\"ApiEndpoint\": \"http://127.0.0.1:1/\", \"Method\": \"GET\", \"Authentication\":"
            + " {\"ConnectionArn\": \"nope\"}}",
        "{\"ApiEndpoint\": \"http://127.0.0.1:1/\", \"Method\": \"GET\", \"Transform\":"
            + " {\"RequestBodyEncoding\": \"XML\"}}"
      })
  void parametersThatCannotBeUsedAreNamed(String parameters) throws Exception {
    TaskOutcome.Failed failed = failed(call(parameters));
    assertThat(failed.error()).isEqualTo("States.Runtime");
    assertThat(failed.cause())
        .startsWith("The Parameters '" + parameters + "' could not be used to start the Task: [");
  }

  @Test
  void onlyAllowedHostsAreCalled() throws Exception {
    HttpTask some = task(client, new HostRules(List.of("*.example.com", "10.1.*:8080")), false);
    assertThat(failed(call(some, getParameters())).cause()).contains("http.allow");
    assertThat(server.connections).hasValue(0);
    server.answer(ScriptedServer.ok("1"));
    HttpTask here = task(client, new HostRules(List.of("127.0.0.1")), false);
    assertThat(call(here, getParameters())).isInstanceOf(TaskOutcome.Succeeded.class);
  }

  @Test
  void aConnectionCanBeRequiredAsOnAws() throws Exception {
    assertThat(failed(call(task(client, HostRules.ALL, true), getParameters())).cause())
        .endsWith("[The field 'ConnectionArn' is required but was missing]");
  }

  private TaskOutcome get() throws InterruptedException {
    return call(getParameters());
  }

  private String getParameters() {
    return "{\"ApiEndpoint\": \"%s\", \"Method\": \"GET\"}".formatted(server.uri("/"));
  }

  private TaskOutcome call(String parameters) throws InterruptedException {
    return call(task(client, HttpTask.TIMEOUT), parameters);
  }

  private static TaskOutcome call(HttpTask task, String parameters) throws InterruptedException {
    return task.call(taskCall(parameters));
  }

  static TaskCall taskCall(String parameters) {
    return new TaskCall(
        "arn:aws:states:::http:invoke",
        Payload.ofText(parameters),
        "attempt-1",
        false,
        null,
        new TaskCall.Execution("123456789012", "eu-central-1", "arn:e", "arn:m", "Call"),
        null,
        null);
  }

  private static HttpTask task(HttpClient client, Duration timeout) {
    return new HttpTask(
        client, new HttpTask.Settings(new Connections(List.of()), HostRules.ALL, false, timeout));
  }

  private static HttpTask task(HttpClient client, HostRules rules, boolean connectionRequired) {
    return new HttpTask(
        client,
        new HttpTask.Settings(
            new Connections(List.of()), rules, connectionRequired, HttpTask.TIMEOUT));
  }

  private static TaskOutcome succeeded(String json) {
    return new TaskOutcome.Succeeded(Payload.of(Json.parse(json)));
  }

  static TaskOutcome.Failed failed(TaskOutcome outcome) {
    assertThat(outcome).isInstanceOf(TaskOutcome.Failed.class);
    return (TaskOutcome.Failed) outcome;
  }

  static @Nullable Object body(TaskOutcome outcome) {
    assertThat(outcome).isInstanceOf(TaskOutcome.Succeeded.class);
    return ((TaskOutcome.Succeeded) outcome).output().value() instanceof Map<?, ?> result
        ? result.get("ResponseBody")
        : null;
  }
}
