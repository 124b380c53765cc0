package io.stepwell.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.stepwell.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// StartSyncExecution on the wire: under the host name that SDKs make of the server's, what it
/// answers, and a thousand at once.
final class SyncExpressWireTest {
  private static final int AT_ONCE = 1_000;

  @SuppressWarnings("NullAway.Init")
  private static StepwellServer server;

  @BeforeAll
  static void start() {
    server = StepwellServer.embedded();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void theAnswerIsTheEndOfTheExecution() throws Exception {
    String machine = create("passes", "{\"Type\":\"Pass\",\"End\":true}");

    Map<?, ?> all = ask("StartSyncExecution", Map.of("stateMachineArn", machine, "name", "n"));
    Map<?, ?> little =
        ask(
            "StartSyncExecution",
            Map.of("stateMachineArn", machine, "includedData", "METADATA_ONLY"));

    assertThat(String.valueOf(all.get("executionArn"))).contains(":express:passes:n:");
    assertThat(all.get("status")).isEqualTo("SUCCEEDED");
    assertThat(all.get("input")).isEqualTo("{}");
    assertThat(all.get("output")).isEqualTo("{}");
    assertThat(all.get("outputDetails")).isEqualTo(Map.of("included", true));
    assertThat(String.valueOf(all.get("billingDetails")))
        .contains("billedMemoryUsedInMB=64", "billedDurationInMilliseconds=");
    assertThat(little.containsKey("input")).isFalse();
    assertThat(little.containsKey("output")).isFalse();
    assertThat(little.get("inputDetails")).isEqualTo(Map.of("included", false));
  }

  @Test
  void aFailureIsAnAnswerWithoutOutput() throws Exception {
    String machine = create("fails", "{\"Type\":\"Fail\",\"Error\":\"E\",\"Cause\":\"why\"}");

    Map<?, ?> failed = ask("StartSyncExecution", Map.of("stateMachineArn", machine));

    assertThat(failed.get("status")).isEqualTo("FAILED");
    assertThat(failed.get("error")).isEqualTo("E");
    assertThat(failed.get("cause")).isEqualTo("why");
    assertThat(failed.containsKey("output")).isFalse();
    assertThat(failed.get("outputDetails")).isEqualTo(Map.of("included", true));
  }

  @Test
  void aThousandAtOnceAreServed() throws Exception {
    String machine = create("waits", "{\"Type\":\"Wait\",\"Seconds\":1,\"End\":true}");
    List<Socket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < AT_ONCE; i++) {
        Socket socket = connect();
        sockets.add(socket);
        send(socket, "StartSyncExecution", Map.of("stateMachineArn", machine));
      }
      for (Socket socket : sockets) {
        assertThat(answer(socket).get("status")).isEqualTo("SUCCEEDED");
      }
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  private static String create(String name, String state) throws IOException {
    Map<?, ?> created =
        ask(
            "CreateStateMachine",
            Map.of(
                "name",
                name,
                "type",
                "EXPRESS",
                "roleArn",
                "arn:aws:iam::123456789012:role/any",
                "definition",
                "{\"StartAt\":\"S\",\"States\":{\"S\":" + state + "}}"));
    return String.valueOf(created.get("stateMachineArn"));
  }

  private static Map<?, ?> ask(String operation, Map<String, Object> body) throws IOException {
    try (Socket socket = connect()) {
      send(socket, operation, body);
      return answer(socket);
    }
  }

  private static Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), URI.create(server.url()).getPort());
  }

  private static void send(Socket socket, String operation, Map<String, Object> body)
      throws IOException {
    byte[] bytes = Json.writeBytes(body);
    OutputStream out = socket.getOutputStream();
    String head =
        """
        POST / HTTP/1.1\r
        Host: sync-localhost:%d\r
        Content-Type: application/x-amz-json-1.0\r
        X-Amz-Target: AWSStepFunctions.%s\r
        Content-Length: %d\r
        \r
        """
            .formatted(socket.getPort(), operation, bytes.length);
    out.write(head.getBytes(StandardCharsets.US_ASCII));
    out.write(bytes);
    out.flush();
  }

  private static Map<?, ?> answer(Socket socket) throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.read());
    }
    String length = head.toString().toLowerCase(java.util.Locale.ROOT);
    length = length.substring(length.indexOf("content-length:") + 15);
    length = length.substring(0, length.indexOf('\r'));
    byte[] body = in.readNBytes(Integer.parseInt(length.strip()));
    return (Map<?, ?>) Objects.requireNonNull(Json.parse(body));
  }
}
