package io.stepwell.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.stepwell.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What is on the wire where SDKs do not look: status, bodies and headers of errors, who is let in.
final class WireTest {
  private static final String AWS_JSON = "application/x-amz-json-1.0";

  @SuppressWarnings("NullAway.Init")
  private static StepwellServer server;

  @SuppressWarnings("NullAway.Init")
  private static HttpClient client;

  @BeforeAll
  static void start() {
    server = StepwellServer.embedded();
    client = HttpClient.newHttpClient();
  }

  @AfterAll
  static void stop() {
    client.close();
    server.close();
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private static HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create(server.url() + path));
  }

  private static HttpRequest.Builder operation(String name, String body) {
    return to("/")
        .header("Content-Type", AWS_JSON)
        .header("X-Amz-Target", "AWSStepFunctions." + name)
        .POST(BodyPublishers.ofString(body));
  }

  private static Map<?, ?> json(HttpResponse<String> response) {
    return (Map<?, ?>) Objects.requireNonNull(Json.parse(response.body()));
  }

  @Test
  void aModelledErrorIsNamedWithItsNamespace() throws Exception {
    String arn = "arn:aws:states:us-east-1:123456789012:stateMachine:none";
    HttpResponse<String> response =
        send(operation("DescribeStateMachine", "{\"stateMachineArn\":\"" + arn + "\"}"));
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.headers().firstValue("content-type")).hasValue(AWS_JSON);
    assertThat(response.headers().firstValue("x-amzn-requestid")).isPresent();
    assertThat(json(response))
        .isEqualTo(
            Map.of(
                "__type",
                "com.amazonaws.swf.service.v2.model#StateMachineDoesNotExist",
                "message",
                "State Machine Does Not Exist: '" + arn + "'"));
  }

  @Test
  void whatIsNoRequestIsRefusedByItsProtocolsErrors() throws Exception {
    assertThat(json(send(operation("RunEverything", "{}"))).get("__type"))
        .isEqualTo("com.amazon.coral.service#UnknownOperationException");
    assertThat(json(send(operation("StartExecution", "{nonsense"))).get("__type"))
        .isEqualTo("com.amazon.coral.service#SerializationException");
    assertThat(json(send(operation("StartExecution", "[]"))).get("__type"))
        .isEqualTo("com.amazon.coral.service#SerializationException");
    assertThat(json(send(operation("StartExecution", "{}"))).get("message"))
        .asString()
        .contains("Value null at 'stateMachineArn'");
    HttpResponse<String> large =
        send(operation("StartExecution", "{\"x\":\"" + "x".repeat(3_000_000) + "\"}"));
    assertThat(large.statusCode()).isEqualTo(413);
    assertThat(send(operation("ListActivities", "")).statusCode()).isEqualTo(200);
  }

  @Test
  void deeplyNestedJsonIsRefusedAndNothingElseHappens() throws Exception {
    String deep = "{\"name\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}";
    HttpResponse<String> response = send(operation("CreateActivity", deep));
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(send(operation("ListActivities", "{}")).statusCode()).isEqualTo(200);
  }

  @Test
  void aWebPageIsNotLetIn() throws Exception {
    HttpResponse<String> foreign =
        send(operation("ListActivities", "{}").header("Origin", "http://evil.example"));
    assertThat(foreign.statusCode()).isEqualTo(403);
    assertThat(send(to("/").header("Sec-Fetch-Site", "cross-site")).statusCode()).isEqualTo(403);
    HttpResponse<String> form =
        send(
            to("/")
                .header("Content-Type", "text/plain")
                .header("X-Amz-Target", "AWSStepFunctions.ListActivities")
                .POST(BodyPublishers.ofString("{}")));
    assertThat(form.statusCode()).isEqualTo(415);
    HttpResponse<String> preflight =
        send(
            to("/2015-03-31/functions")
                .header("Access-Control-Request-Method", "POST")
                .method("OPTIONS", BodyPublishers.noBody()));
    assertThat(preflight.statusCode()).isGreaterThanOrEqualTo(400);
    for (HttpResponse<String> response : List.of(foreign, form, preflight)) {
      assertThat(response.headers().map().keySet())
          .noneMatch(name -> name.startsWith("access-control-"));
    }
  }

  @Test
  void anotherHostIsRefusedAndASyncHostIsNot() throws Exception {
    assertThat(statusForHost("rebound.example:" + server.port())).isEqualTo("403");
    assertThat(statusForHost("sync-127.0.0.1:" + server.port())).isEqualTo("200");
  }

  /// Java's client does not let us name a Host.
  private static String statusForHost(String host) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      OutputStream out = socket.getOutputStream();
      String request = "GET /healthz HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
      out.write(request.getBytes(StandardCharsets.US_ASCII));
      String reply = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return reply.split(" ", 3)[1];
    }
  }

  @Test
  void lambdaErrorsAreNamedByAHeader() throws Exception {
    HttpResponse<String> response = send(to("/2015-03-31/functions/none/configuration"));
    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.headers().firstValue("x-amzn-errortype"))
        .hasValue("ResourceNotFoundException");
    assertThat(json(response))
        .isEqualTo(
            Map.of(
                "Type",
                "User",
                "Message",
                "Function not found: arn:aws:lambda:us-east-1:123456789012:function:none"));
    HttpResponse<String> incomplete =
        send(
            to("/2015-03-31/functions")
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"FunctionName\":\"f\"}")));
    assertThat(incomplete.statusCode()).isEqualTo(400);
    assertThat(incomplete.body()).contains("'runtime'");
    assertThat(send(to("/2015-03-31/functions/a/b/c")).statusCode()).isEqualTo(404);
  }

  @Test
  void theFacesForPeopleAndMachinesAnswer() throws Exception {
    assertThat(send(to("/healthz")).body()).isEqualTo("ready\n");
    assertThat(send(to("/")).body()).contains("<title>Stepwell</title>");
    send(operation("ListActivities", "{}"));
    assertThat(send(to("/metrics")).body())
        .contains("stepwell_api_requests_total{operation=\"ListActivities\",outcome=\"ok\"}");
    assertThat(send(to("/machines/a.json")).body()).contains("<title>Stepwell</title>");
    assertThat(send(to("/assets/of-another-build.js")).statusCode()).isEqualTo(404);
    assertThat(send(to("/stepwell/nowhere")).statusCode()).isEqualTo(404);
  }

  @Test
  void anExecutionsEventsArriveLiveAndTheStreamEnds() throws Exception {
    String definition =
        "{\\\"StartAt\\\":\\\"A\\\",\\\"States\\\":{\\\"A\\\":{\\\"Type\\\":\\\"Wait\\\",\\\"Seconds\\\":1,\\\"End\\\":true}}}";
    Map<?, ?> machine =
        json(
            send(
                operation(
                    "CreateStateMachine",
                    "{\"name\":\"live\",\"roleArn\":\"arn:aws:iam::123456789012:role/x\",\"definition\":\"%s\"}"
                        .formatted(definition))));
    Map<?, ?> started =
        json(
            send(
                operation(
                    "StartExecution",
                    "{\"stateMachineArn\":\"%s\"}".formatted(machine.get("stateMachineArn")))));
    String arn =
        URLEncoder.encode(String.valueOf(started.get("executionArn")), StandardCharsets.UTF_8);
    String stream = send(to("/stepwell/executions/" + arn + "/events")).body();
    assertThat(stream.lines().filter(line -> line.startsWith("id: ")))
        .containsExactly("id: 1", "id: 2", "id: 3", "id: 4");
    assertThat(stream)
        .contains("\"type\":\"WaitStateExited\"")
        .endsWith("event: end\ndata: {}\n\n");
    assertThat(send(to("/stepwell/executions/nothing/events")).statusCode()).isEqualTo(404);
  }
}
