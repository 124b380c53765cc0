package io.stepwell.tasks.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.stepwell.tasks.TaskOutcome;
import io.stepwell.tasks.remote.RemoteServices;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Services that are down, or answer what is none of AWS's answers: what a state sees.
final class TroubleTest {
  private static final String GET = "{\"TableName\": \"t\", \"Key\": {\"id\": {\"S\": \"1\"}}}";

  private static final String ENDLESS =
      "HTTP/1.1 200 OK\r\nContent-Type: application/x-amz-json-1.0\r\nTransfer-Encoding:"
          + " chunked\r\n\r\n";

  private static TaskOutcome.Failed failed(TaskOutcome outcome) {
    assertThat(outcome).isInstanceOf(TaskOutcome.Failed.class);
    return (TaskOutcome.Failed) outcome;
  }

  /// What a call of DynamoDB sees of a service.
  private static TaskOutcome.Failed seen(URI url, String action) throws InterruptedException {
    try (RemoteServices services = Calls.at(url)) {
      return failed(Calls.make(services, action, GET));
    }
  }

  /// The same of one that answers with these bytes and hangs up.
  private static TaskOutcome.Failed answering(String bytes) throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      Thread server = Thread.ofVirtual().start(() -> answer(socket, bytes));
      TaskOutcome.Failed seen =
          seen(URI.create("http://localhost:" + socket.getLocalPort()), "dynamodb:getItem");
      server.interrupt();
      return seen;
    }
  }

  private static void answer(ServerSocket socket, String bytes) {
    try (Socket connection = socket.accept();
        OutputStream out = connection.getOutputStream()) {
      byte[] request = new byte[64 * 1024];
      assertThat(connection.getInputStream().read(request)).isPositive();
      out.write(bytes.getBytes(StandardCharsets.UTF_8));
      while (bytes.equals(ENDLESS)) {
        out.write("1000\r\n%s\r\n".formatted(" ".repeat(0x1000)).getBytes(StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      // the caller has hung up first
    }
  }

  private static String http(String status, String body) {
    return "HTTP/1.1 %s\r\nContent-Type: text/html\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(status, body.length(), body);
  }

  @Test
  void aServiceThatIsDownIsAClientException() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    TaskOutcome.Failed seen = seen(URI.create("http://localhost:" + port), "dynamodb:getItem");

    assertThat(seen.error()).isEqualTo("DynamoDB.SdkClientException");
    assertThat(seen.cause()).startsWith("Unable to execute HTTP request: ").contains("refused");
  }

  @Test
  void anErrorPageOfAProxyIsTheServicesOwnException() throws Exception {
    TaskOutcome.Failed seen = answering(http("502 Bad Gateway", "<html>bad gateway</html>"));

    assertThat(seen.error()).isEqualTo("DynamoDB.AmazonDynamoDBException");
    assertThat(seen.cause()).contains("The service gave no message").contains("Status Code: 502");
  }

  @Test
  void anAnswerThatIsNoJsonIsAClientException() throws Exception {
    TaskOutcome.Failed seen = answering(http("200 OK", "<html>welcome</html>"));

    assertThat(seen.error()).isEqualTo("DynamoDB.SdkClientException");
    assertThat(seen.cause()).startsWith("Unable to ");
  }

  @Test
  void anAnswerThatBreaksOffIsAClientException() throws Exception {
    TaskOutcome.Failed seen =
        answering("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n{\"Item\": {\"id\"");

    assertThat(seen.error()).isEqualTo("DynamoDB.SdkClientException");
  }

  @ParameterizedTest
  @CsvSource({
    "500 Internal Server Error, 500",
    "503 Service Unavailable, 503",
    "429 Too Many Requests, 429",
    "301 Moved Permanently, 301"
  })
  void aStatusWithoutABodyIsTheServicesOwnException(String status, int code) throws Exception {
    TaskOutcome.Failed seen = answering(http(status, ""));

    assertThat(seen.error()).isEqualTo("DynamoDB.AmazonDynamoDBException");
    assertThat(seen.cause())
        .startsWith("The service gave no message (Service: AmazonDynamoDBv2; Status Code: " + code);
  }

  @Test
  void anEndlessAnswerIsGivenUp() throws Exception {
    TaskOutcome.Failed seen = answering(ENDLESS);

    assertThat(seen.error()).isEqualTo("States.DataLimitExceeded");
    assertThat(seen.cause()).contains("'dynamodb' returned a result with a size exceeding");
  }

  @Test
  void aHostThatIsNotKnownIsAClientException() throws Exception {
    TaskOutcome.Failed seen = seen(URI.create("http://no-such-host.invalid"), "dynamodb:getItem");

    assertThat(seen.error()).isEqualTo("DynamoDB.SdkClientException");
    assertThat(seen.cause()).startsWith("Unable to execute HTTP request: no-such-host.invalid: ");
  }

  @Test
  void aServiceWithoutTlsThatIsCalledWithTlsIsAClientException() throws Exception {
    try (ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      Thread server =
          Thread.ofVirtual().start(() -> answer(socket, "HTTP/1.1 400 Bad Request\r\n\r\n"));
      TaskOutcome.Failed seen =
          seen(URI.create("https://localhost:" + socket.getLocalPort()), "dynamodb:getItem");
      server.interrupt();

      assertThat(seen.error()).isEqualTo("DynamoDB.SdkClientException");
      assertThat(seen.cause())
          .isEqualTo("Unable to execute HTTP request: Unsupported or unrecognized SSL message");
    }
  }

  @Test
  void whatIsNotHttpIsAClientException() throws Exception {
    TaskOutcome.Failed seen = answering("220 mail.example.com ESMTP\r\n");

    assertThat(seen.error()).isEqualTo("DynamoDB.SdkClientException");
    assertThat(seen.cause()).startsWith("Unable to execute HTTP request: ");
  }
}
