package io.stepwell.tasks.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stepwell.json.Payload;
import io.stepwell.tasks.TaskOutcome;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class MappedFunctionTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  private final ScriptedServer server = new ScriptedServer();
  private final HttpClient client = new HttpClient();

  @AfterEach
  void close() throws IOException {
    client.close();
    server.close();
  }

  @Test
  void postsTheInputWithTheKeyTheExecutionAndTheTrace() throws InterruptedException {
    server.answer(ScriptedServer.ok("{\"id\": 7}"));
    String trace = "Root=1-6740e5a0-0123456789abcdef01234567;Parent=89abcdef01234567;Sampled=1";
    assertThat(call("/orders?x=1", "{\"a\":1}", null, trace))
        .isEqualTo(new TaskOutcome.Succeeded(Payload.ofText("{\"id\": 7}")));
    assertThat(server.requests.getFirst())
        .startsWith("POST /orders?x=1 HTTP/1.1\n")
        .contains("\nContent-Type: application/json\n")
        .contains("\nIdempotency-Key: key-1\n")
        .contains("\nX-Stepwell-Execution: arn:aws:states:r:a:execution:m:e\n")
        .contains("\nX-Amzn-Trace-Id: " + trace + "\n")
        .contains("\ntraceparent: 00-6740e5a00123456789abcdef01234567-89abcdef01234567-01\n")
        .endsWith("{\"a\":1}");
  }

  @Test
  void anEmptyAnswerIsNull() throws InterruptedException {
    server.answer("HTTP/1.1 204 No Content\r\n\r\n");
    server.answer(ScriptedServer.ok(""));
    assertThat(call("/", "{}")).isEqualTo(new TaskOutcome.Succeeded(Payload.NULL));
    assertThat(call("/", "{}")).isEqualTo(new TaskOutcome.Succeeded(Payload.NULL));
    assertThat(server.connections).hasValue(1);
  }

  @Test
  void errorsAreNamedByTheBodyOrElseByTheStatus() throws InterruptedException {
    String document = "{\"errorType\":\"OutOfStock\",\"errorMessage\":\"none left\"}";
    server.answer(ScriptedServer.response("409 Conflict", document));
    server.answer(
        ScriptedServer.response("400 Bad", "{\"error\":\"Bad.Order\",\"cause\":\"no lines\"}"));
    server.answer(ScriptedServer.response("503 Unavailable", "come back later"));
    assertThat(call("/", "{}")).isEqualTo(new TaskOutcome.Failed("OutOfStock", document));
    assertThat(call("/", "{}")).isEqualTo(new TaskOutcome.Failed("Bad.Order", "no lines"));
    assertThat(call("/", "{}"))
        .isEqualTo(new TaskOutcome.Failed("States.Http.StatusCode.503", "come back later"));
  }

  @Test
  void aResultThatIsNoJsonFails() throws InterruptedException {
    server.answer(ScriptedServer.ok("<html>"));
    assertThat(failed(call("/", "{}")).error()).isEqualTo("States.TaskFailed");
  }

  @Test
  void chunksAndBodiesUntilTheEndOfTheConnectionAreRead() throws InterruptedException {
    server.answer(
        """
        HTTP/1.1 200 OK
        Transfer-Encoding: chunked

        3;x=y
        [1,
        2
        2]
        0
        T: 1

        """
            .replace("\n", "\r\n"));
    server.answer("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nConnection: close\r\n\r\n[3]");
    server.answer("HTTP/1.0 200 OK\r\n\r\n[4]");
    assertThat(call("/", "{}")).isEqualTo(new TaskOutcome.Succeeded(Payload.ofText("[1,2]")));
    assertThat(call("/", "{}")).isEqualTo(new TaskOutcome.Succeeded(Payload.ofText("[3]")));
    assertThat(call("/", "{}")).isEqualTo(new TaskOutcome.Succeeded(Payload.ofText("[4]")));
    assertThat(server.connections).hasValue(2);
  }

  @Test
  void aKeptConnectionThatTheServerClosedIsReplaced() throws InterruptedException {
    server.answer(ScriptedServer.ok("1"));
    server.answer(ScriptedServer.HANG_UP);
    server.answer(ScriptedServer.ok("2"));
    assertThat(call("/", "{}")).isEqualTo(new TaskOutcome.Succeeded(Payload.ofText("1")));
    assertThat(call("/", "{}")).isEqualTo(new TaskOutcome.Succeeded(Payload.ofText("2")));
    assertThat(server.connections).hasValue(2);
  }

  @Test
  void aNewConnectionThatBreaksIsAnErrorAndNotTriedAgain() throws InterruptedException {
    server.answer(ScriptedServer.HANG_UP);
    assertThat(failed(call("/", "{}")).error()).isEqualTo("States.Http.Socket");
    assertThat(server.requests).hasSize(1);
  }

  @Test
  void whereNobodyListensTheErrorNamesFunctionAndPlace() throws IOException, InterruptedException {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    URI nowhere = URI.create("http://user:secret@127.0.0.1:" + port + "/x?token=secret");
    TaskOutcome.Failed failed =
        failed(new MappedFunction(client, "Charge", nowhere, LONG).call(request("{}", null, null)));
    assertThat(failed.error()).isEqualTo("States.Http.Socket");
    assertThat(failed.cause())
        .contains("The service of function Charge at http://127.0.0.1:" + port + "/x: ")
        .doesNotContain("secret");
  }

  @Test
  void aServiceThatIsSilentTimesOut() throws InterruptedException {
    server.answer(ScriptedServer.SILENCE);
    TaskOutcome.Failed failed = failed(call("/", "{}", Duration.ofMillis(50), null));
    assertThat(failed.error()).isEqualTo("States.Timeout");
    assertThat(failed.cause()).endsWith("/ did not answer within 0.05 s");
  }

  @Test
  void anAnswerOverTheLimitIsRefused() throws InterruptedException {
    server.answer("HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\n");
    assertThat(failed(call("/", "{}")).error()).isEqualTo("States.DataLimitExceeded");
  }

  @Test
  void interruptingEndsTheCall() throws InterruptedException {
    server.answer(ScriptedServer.SILENCE);
    FutureTask<TaskOutcome> task = new FutureTask<>(() -> call("/", "{}"));
    Thread caller = Thread.ofVirtual().start(task);
    while (server.requests.isEmpty()) {
      Thread.onSpinWait();
    }
    caller.interrupt();
    assertThatThrownBy(task::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(InterruptedException.class);
  }

  private TaskOutcome call(String path, String input) throws InterruptedException {
    return call(path, input, null, null);
  }

  private TaskOutcome call(
      String path, String input, @Nullable Duration timeout, @Nullable String trace)
      throws InterruptedException {
    return new MappedFunction(client, "Orders", server.uri(path), LONG)
        .call(request(input, timeout, trace));
  }

  private static MappedFunction.Request request(
      String input, @Nullable Duration timeout, @Nullable String trace) {
    return new MappedFunction.Request(
        Payload.ofText(input), "key-1", "arn:aws:states:r:a:execution:m:e", timeout, trace);
  }

  private static TaskOutcome.Failed failed(TaskOutcome outcome) {
    assertThat(outcome).isInstanceOf(TaskOutcome.Failed.class);
    return (TaskOutcome.Failed) outcome;
  }
}
