package io.stepwell.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stepwell.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// A task never goes to a worker that has hung up.
final class ActivityHangUpTest {
  private static final String ACTIVITY = "arn:aws:states:us-east-1:123456789012:activity:work";
  private static final String DEFINITION =
      "{\"StartAt\":\"A\",\"States\":{\"A\":{\"Type\":\"Task\",\"Resource\":\""
          + ACTIVITY
          + "\",\"End\":true}}}";

  @Test
  void aTaskGoesToTheWorkerThatIsThereNotToThoseThatHungUp() throws Exception {
    try (StepwellServer server = StepwellServer.embedded();
        HttpClient client = HttpClient.newHttpClient()) {
      call(client, server, "CreateActivity", Map.of("name", "work"));
      Object machine =
          call(
                  client,
                  server,
                  "CreateStateMachine",
                  Map.of(
                      "name",
                      "works",
                      "definition",
                      DEFINITION,
                      "roleArn",
                      "arn:aws:iam::1:role/r"))
              .get("stateMachineArn");
      List<Socket> gone = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        gone.add(poll(server));
      }
      await().until(() -> polling(client, server) == 5);
      for (Socket socket : gone) {
        socket.close();
      }

      call(client, server, "StartExecution", Map.of("stateMachineArn", machine, "input", "7"));

      assertThat(
              call(client, server, "GetActivityTask", Map.of("activityArn", ACTIVITY)).get("input"))
          .isEqualTo("7");
      assertThat(polling(client, server)).isZero();
    }
  }

  private static int polling(HttpClient client, StepwellServer server)
      throws IOException, InterruptedException {
    URI uri = URI.create(server.url() + "/stepwell/activities/" + ACTIVITY);
    String body = client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
    return Json.parse(body) instanceof Map<?, ?> found && found.get("polling") instanceof Long polls
        ? polls.intValue()
        : -1;
  }

  private static Socket poll(StepwellServer server) throws IOException {
    String body = Json.write(Map.of("activityArn", ACTIVITY));
    String request =
        "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-amz-json-1.0\r\n"
            + "X-Amz-Target: AWSStepFunctions.GetActivityTask\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n"
            + body;
    Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), URI.create(server.url()).getPort());
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static Map<?, ?> call(
      HttpClient client, StepwellServer server, String operation, Map<String, ?> request)
      throws IOException, InterruptedException {
    String body =
        client
            .send(
                HttpRequest.newBuilder(URI.create(server.url()))
                    .header("Content-Type", "application/x-amz-json-1.0")
                    .header("X-Amz-Target", "AWSStepFunctions." + operation)
                    .POST(BodyPublishers.ofString(Json.write(request)))
                    .build(),
                BodyHandlers.ofString())
            .body();
    return Json.parse(body) instanceof Map<?, ?> members ? members : Map.of();
  }
}
