package io.stepwell.tasks.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.stepwell.json.Payload;
import io.stepwell.tasks.TaskOutcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Services that are down, slow, or answer garbage: what the state of an HTTP task, and that of a
/// function behind a URL, sees. docs/howto/failures.md is the same as a table, and is checked here.
final class BadServicesTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final ScriptedServer server = new ScriptedServer();
  private final HttpClient client = new HttpClient();

  @AfterEach
  void close() throws IOException {
    client.close();
    server.close();
  }

  /// @param name as the table has it
  /// @param answer the service's bytes
  /// @param http error and cause of `http:invoke`, or its result, with `…` for whatever stands there
  /// @param function the same of a function behind a URL
  record Case(String name, String answer, String http, String function) {
    @Override
    public String toString() {
      return name;
    }
  }

  private static final String SOCKET = "States.Http.Socket";
  private static final String TOO_LARGE = "States.DataLimitExceeded";

  private static List<Case> cases() {
    return List.of(
        new Case(
            "hangs up without an answer",
            ScriptedServer.HANG_UP,
            SOCKET + " GET …/x: the server closed the connection without an answer",
            SOCKET + " …/x: the server closed the connection without an answer"),
        new Case(
            "breaks off in the middle of the body",
            "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\nConnection: close\r\n\r\n{\"a\":",
            SOCKET + " GET …/x: the server closed the connection in the middle of its answer",
            SOCKET + " …/x: the server closed the connection in the middle of its answer"),
        new Case(
            "answers with what is not HTTP",
            "220 mail.example.com ESMTP\r\n",
            SOCKET + " GET …/x: the server's answer is not HTTP/1.1",
            SOCKET + " …/x: the server's answer is not HTTP/1.1"),
        new Case(
            "500 without a body",
            ScriptedServer.response("500 Internal Server Error", ""),
            "States.Http.StatusCode.500 Internal Server Error",
            "States.Http.StatusCode.500 …/x answered 500 Internal Server Error without a body"),
        new Case(
            "503 with text",
            ScriptedServer.response("503 Service Unavailable", "come back later"),
            "States.Http.StatusCode.503 come back later",
            "States.Http.StatusCode.503 come back later"),
        new Case(
            "429 with JSON",
            typed("429 Too Many Requests", "application/json", "{\"retry\":7}"),
            "States.Http.StatusCode.429 {\"retry\":7}",
            "States.Http.StatusCode.429 {\"retry\":7}"),
        new Case(
            "502 with a page",
            typed("502 Bad Gateway", "text/html", "<html>bad gateway</html>"),
            "States.Http.StatusCode.502 <html>bad gateway</html>",
            "States.Http.StatusCode.502 <html>bad gateway</html>"),
        new Case(
            "200 with a page",
            typed("200 OK", "text/html", "<html>welcome</html>"),
            "\"<html>welcome</html>\"",
            "States.TaskFailed …/x answered 200 with a body that is not JSON (…):"
                + " <html>welcome</html>"),
        new Case(
            "200 with broken JSON",
            typed("200 OK", "application/json", "{\"a\":"),
            "\"{\\\"a\\\":\"",
            "States.TaskFailed …/x answered 200 with a body that is not JSON (…): {\"a\":"),
        new Case(
            "200 with bytes",
            typed("200 OK", "application/octet-stream", "abc"),
            "States.Runtime …application/octet-stream…",
            "States.TaskFailed …/x answered 200 with a body that is not JSON (…): abc"),
        new Case(
            "302 to another place",
            "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1/other\r\nContent-Length: 0\r\n\r\n",
            "States.Http.StatusCode.302 Found",
            "States.Http.StatusCode.302 …/x answered 302 Found without a body"),
        new Case(
            "a body that is too large",
            "HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n",
            TOO_LARGE + " The state/task 'http' returned a result with a size exceeding…",
            TOO_LARGE + " …/x: the response is larger than 6291456 bytes"),
        new Case(
            "a body without an end",
            ScriptedServer.ENDLESS,
            TOO_LARGE + " The state/task 'http' returned a result with a size exceeding…",
            TOO_LARGE + " …/x: the response is larger than 6291456 bytes"));
  }

  private static String typed(String status, String type, String body) {
    return "HTTP/1.1 %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(status, type, body.length(), body);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void whatTheServiceAnswersIsTold(Case bad) throws Exception {
    server.answer(bad.answer());
    server.answer(bad.answer());
    assertSeen(bad.name(), http(server.uri("/x"), LONG), bad.http());
    assertSeen(bad.name(), function(server.uri("/x"), LONG), bad.function());
  }

  @Test
  void aServiceThatIsSilentIsTold() throws Exception {
    server.answer(ScriptedServer.SILENCE);
    server.answer(ScriptedServer.SILENCE);
    Duration little = Duration.ofMillis(50);
    assertSeen("is silent", http(server.uri("/x"), little), SOCKET + " GET …/x: no answer in time");
    assertSeen(
        "is silent",
        function(server.uri("/x"), little),
        "States.Timeout …/x did not answer within 0.05 s");
  }

  @Test
  void aServiceThatIsDownIsTold() throws Exception {
    URI nowhere;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nowhere = URI.create("http://127.0.0.1:" + free.getLocalPort() + "/x");
    }
    assertSeen("is down", http(nowhere, LONG), SOCKET + " GET …/x: Connection refused");
    assertSeen("is down", function(nowhere, LONG), SOCKET + " …/x: Connection refused");
  }

  @Test
  void aHostThatNobodyKnowsIsTold() throws Exception {
    URI unknown = URI.create("http://no-such-host.invalid/x");
    String seen = "/x: the host no-such-host.invalid is not known";
    assertSeen("has no address", http(unknown, LONG), SOCKET + " GET …" + seen);
    assertSeen("has no address", function(unknown, LONG), SOCKET + " …" + seen);
  }

  @Test
  void aCertificateThatNobodyTrustsIsTold() throws Exception {
    try (ScriptedServer secure =
        new ScriptedServer(TestTls.context("loopback").getServerSocketFactory())) {
      String seen = "/x: the server's certificate is not trusted: …certification path…";
      assertSeen("has a certificate", http(secure.uri("/x"), LONG), SOCKET + " GET …" + seen);
      assertSeen("has a certificate", function(secure.uri("/x"), LONG), SOCKET + " …" + seen);
    }
  }

  private TaskOutcome http(URI uri, Duration timeout) throws InterruptedException {
    return new HttpTask(
            client,
            new HttpTask.Settings(new Connections(List.of()), HostRules.ALL, false, timeout))
        .call(
            HttpTaskTest.taskCall("{\"ApiEndpoint\": \"%s\", \"Method\": \"GET\"}".formatted(uri)));
  }

  private TaskOutcome function(URI uri, Duration timeout) throws InterruptedException {
    return new MappedFunction(client, "Orders", uri, timeout)
        .call(
            new MappedFunction.Request(
                Payload.ofText("{}"), "key-1", "arn:aws:states:r:a:execution:m:e", null, null));
  }

  private static void assertSeen(String name, TaskOutcome seen, String expected)
      throws IOException {
    String text =
        switch (seen) {
          case TaskOutcome.Failed failed -> failed.error() + " " + failed.cause();
          case TaskOutcome.Succeeded _ -> Payload.of(HttpTaskTest.body(seen)).text();
          case TaskOutcome.Submitted _ -> "submitted";
        };
    assertThat(text).as(name).matches(pattern(expected));
    assertThat(row(name)).as(name).contains("`" + expected.split(" ")[0]);
  }

  private static String pattern(String expected) {
    return "(?s)"
        + Stream.of(expected.split("…", -1))
            .map(java.util.regex.Pattern::quote)
            .reduce((a, b) -> a + ".*" + b)
            .orElseThrow();
  }

  /// The table's line.
  private static String row(String name) throws IOException {
    Path page = Path.of(System.getProperty("basedir", ".")).resolve("../docs/howto/failures.md");
    return Files.readAllLines(page).stream()
        .filter(line -> line.startsWith("| " + name))
        .findFirst()
        .orElse("no line begins with: " + name);
  }
}
