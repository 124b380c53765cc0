package io.stepwell.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.stepwell.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;

/// HTTP tasks in executions, against a real service on this machine.
final class HttpTaskServerTest {
  private static final String CAUGHT = ", \"Caught\": {\"Type\": \"Succeed\"}";

  private static final List<String> keys = new CopyOnWriteArrayList<>();
  private static final AtomicInteger busy = new AtomicInteger(2);

  @SuppressWarnings("NullAway.Init")
  private static HttpServer service;

  @SuppressWarnings("NullAway.Init")
  private static StepwellServer server;

  @SuppressWarnings("NullAway.Init")
  private static SfnClient sfn;

  @BeforeAll
  static void start() throws IOException {
    service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    service.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    service.createContext("/who", it -> reply(it, 200, authorization(it)));
    service.createContext("/missing", it -> reply(it, 404, "{\"why\":\"gone\"}"));
    service.createContext("/token", it -> reply(it, 200, "{\"access_token\":\"t0\"}"));
    service.createContext("/silent", it -> {});
    service.createContext("/busy", HttpTaskServerTest::busyTwice);
    service.start();
    SettingsFile file = SettingsFile.parse(Path.of("stepwell.yaml"), connections());
    server =
        StepwellServer.start(
            Configuration.of(
                Map.of(Setting.PORT, "0", Setting.MEMORY, "true"),
                Map.of("SHOP_PASSWORD", "secret", "CRM_SECRET", "hidden"),
                file),
            _ -> {});
    sfn =
        SfnClient.builder()
            .endpointOverride(URI.create(server.url()))
            .region(Region.US_EAST_1)
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
            .build();
  }

  @AfterAll
  static void stop() {
    sfn.close();
    server.close();
    service.stop(0);
  }

  private static void reply(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  private static String authorization(HttpExchange exchange) {
    return Json.write(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
  }

  private static void busyTwice(HttpExchange exchange) throws IOException {
    keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("Idempotency-Key")));
    boolean refuse = busy.getAndDecrement() > 0;
    reply(exchange, refuse ? 429 : 200, refuse ? "\"later\"" : "\"now\"");
  }

  private static String connections() {
    return """
    connections:
      Shop: {type: basic, username: ada, password: {env: SHOP_PASSWORD}}
      Crm:
        type: oauth
        endpoint: %s
        clientId: stepwell
        clientSecret: {env: CRM_SECRET}
        token: {body: {audience: crm}}
    """
        .formatted(url("/token"));
  }

  private static String url(String path) {
    return "http://127.0.0.1:" + service.getAddress().getPort() + path;
  }

  @Test
  void aServiceIsCalledWithAConnection() {
    assertThat(run("/who", connection("Shop"), "").output())
        .isEqualTo("\"Basic YWRhOnNlY3JldA==\"");
    assertThat(run("/who", connection("Crm"), "").output()).isEqualTo("\"Bearer t0\"");
    assertThat(run("/who", "", "").output()).isEqualTo("\"null\"");
  }

  @Test
  void aConnectionThatIsNotConfiguredFailsTheTask() {
    DescribeExecutionResponse ended = run("/who", connection("Nobody"), "");
    assertThat(ended.error()).isEqualTo("Events.ConnectionResource.ResourceNotFound");
  }

  @Test
  void anErrorIsCaughtByItsStatus() {
    String catchIt =
        ", \"Catch\": [{\"ErrorEquals\": [\"States.Http.StatusCode.404\"], \"Next\": \"Caught\"}]";
    assertThat(run("/missing", "", catchIt).output())
        .isEqualTo(
            "{\"Error\":\"States.Http.StatusCode.404\",\"Cause\":\"{\\\"why\\\":\\\"gone\\\"}\"}");
  }

  @Test
  void aBusyServiceIsCalledAgainWithAnotherKey() {
    String retry =
        ", \"Retry\": [{\"ErrorEquals\": [\"States.Http.StatusCode.429\"], \"IntervalSeconds\": 1,"
            + " \"BackoffRate\": 1}]";
    DescribeExecutionResponse ended = run("/busy", "", retry);
    assertThat(ended.output()).isEqualTo("\"now\"");
    assertThat(keys).hasSize(3).doesNotHaveDuplicates();
    List<HistoryEvent> history =
        sfn.getExecutionHistory(r -> r.executionArn(ended.executionArn())).events();
    assertThat(history)
        .filteredOn(event -> event.type() == HistoryEventType.TASK_SCHEDULED)
        .allMatch(event -> event.taskScheduledEventDetails().resourceType().equals("http"))
        .allMatch(event -> event.taskScheduledEventDetails().resource().equals("invoke"))
        .hasSize(3);
  }

  @Test
  void aSilentServiceEndsWithTheStatesTimeout() {
    assertThat(run("/silent", "", ", \"TimeoutSeconds\": 1").error()).isEqualTo("States.Timeout");
  }

  @Test
  void anExecutionThatIsStoppedStopsItsRequest() {
    String arn = startIt("/silent", "", "");
    sfn.stopExecution(r -> r.executionArn(arn));
    assertThat(ended(arn).status()).isEqualTo(ExecutionStatus.ABORTED);
  }

  private static String connection(String name) {
    return ", \"Authentication\": {\"ConnectionArn\": \"arn:aws:events:us-east-1:123456789012:connection/%s/1-2\"}"
        .formatted(name);
  }

  private static DescribeExecutionResponse run(String path, String parameters, String fields) {
    return ended(startIt(path, parameters, fields));
  }

  private static String startIt(String path, String parameters, String fields) {
    String definition =
        """
        {"StartAt": "Call", "States": {
          "Call": {"Type": "Task", "Resource": "arn:aws:states:::http:invoke", "End": true,
                   "Parameters": {"ApiEndpoint": "%s", "Method": "GET"%s},
                   "OutputPath": "$.ResponseBody"%s}%s}}
        """
            .formatted(url(path), parameters, fields, fields.contains("Caught") ? CAUGHT : "");
    String machine =
        sfn.createStateMachine(
                r ->
                    r.name("m-" + UUID.randomUUID())
                        .definition(definition)
                        .roleArn("arn:aws:iam::123456789012:role/test"))
            .stateMachineArn();
    return sfn.startExecution(r -> r.stateMachineArn(machine)).executionArn();
  }

  private static DescribeExecutionResponse ended(String execution) {
    return await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(20))
        .until(
            () -> sfn.describeExecution(r -> r.executionArn(execution)),
            description -> description.status() != ExecutionStatus.RUNNING);
  }
}
