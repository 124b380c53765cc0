package io.stepwell.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.stepwell.json.Json;
import io.stepwell.runtime.Account;
import io.stepwell.runtime.Orchestrator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Traces, as a real collector receives them.
final class TracingTest {
  private static final String ROOT = "1-67891233-abcdef012345678912345678";
  private static final String TRACE = "67891233abcdef012345678912345678";
  private static final String PARENT = "53995c3f42cd8ad8";

  @SuppressWarnings("NullAway.Init")
  private HttpServer receiver;

  @SuppressWarnings("NullAway.Init")
  private StepwellServer server;

  private final List<Map<?, ?>> spans = new CopyOnWriteArrayList<>();
  private final List<String> parents = new CopyOnWriteArrayList<>();
  private final AtomicInteger machines = new AtomicInteger();

  @BeforeEach
  void start() throws IOException {
    receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    receiver.createContext("/v1/traces", this::collect);
    receiver.createContext("/service", this::serve);
    receiver.start();
    Map<Setting, String> flags =
        Map.of(Setting.PORT, "0", Setting.MEMORY, "true", Setting.TRACING_ENDPOINT, url(""));
    server =
        StepwellServer.start(Configuration.of(flags, Map.of(), SettingsFile.none()), failure -> {});
  }

  @AfterEach
  void stop() {
    server.close();
    receiver.stop(0);
  }

  private String url(String path) {
    return "http://127.0.0.1:" + receiver.getAddress().getPort() + path;
  }

  private void collect(HttpExchange exchange) throws IOException {
    Object request = Json.parse(exchange.getRequestBody().readAllBytes());
    for (Object resource : list(request, "resourceSpans")) {
      for (Object scope : list(resource, "scopeSpans")) {
        list(scope, "spans").forEach(span -> spans.add((Map<?, ?>) span));
      }
    }
    answer(exchange, 200);
  }

  /// Fails the first time.
  private void serve(HttpExchange exchange) throws IOException {
    parents.add(exchange.getRequestHeaders().getFirst("traceparent"));
    answer(exchange, parents.size() == 1 ? 503 : 200);
  }

  private static void answer(HttpExchange exchange, int status) throws IOException {
    exchange.getRequestBody().close();
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  private static List<?> list(@Nullable Object holder, String name) {
    Map<?, ?> members = (Map<?, ?>) Objects.requireNonNull(holder);
    return (List<?>) Objects.requireNonNull(members.get(name), name);
  }

  private String machine(Orchestrator.Type type, boolean traced) {
    String definition =
        """
        {"StartAt": "P", "States": {
          "P": {"Type": "Parallel", "End": true, "Branches": [{"StartAt": "Call", "States": {
            "Call": {"Type": "Task", "Resource": "arn:aws:states:::http:invoke", "End": true,
              "Parameters": {"ApiEndpoint": "%s", "Method": "POST"},
              "Retry": [{"ErrorEquals": ["States.ALL"], "IntervalSeconds": 1, "MaxAttempts": 2}]}}}]}}}
        """
            .formatted(url("/service"));
    return server
        .orchestrator()
        .createStateMachine(
            Account.DEFAULT,
            new Orchestrator.CreateStateMachine(
                "m" + machines.incrementAndGet(),
                definition,
                "arn:aws:iam::123456789012:role/test",
                type,
                null,
                Map.of("enabled", traced),
                null,
                Map.of(),
                false,
                null))
        .arn();
  }

  private void run(String machine, @Nullable String header) {
    server.orchestrator().startExecution(Account.DEFAULT, machine, null, "{}", header);
  }

  private Map<?, ?> span(String name) {
    return spans.stream().filter(span -> name.equals(span.get("name"))).findFirst().orElseThrow();
  }

  private void checkTree() {
    Map<?, ?> whole = span("m1");
    Map<?, ?> parallel = span("P");
    Map<?, ?> call = span("Call");
    assertThat(spans).allMatch(span -> TRACE.equals(span.get("traceId"))).hasSize(5);
    assertThat(whole.get("parentSpanId")).isEqualTo(PARENT);
    assertThat(parallel.get("parentSpanId")).isEqualTo(whole.get("spanId"));
    assertThat(call.get("parentSpanId")).isEqualTo(parallel.get("spanId"));
    assertThat(list(call, "events")).hasSize(1);
    List<Map<?, ?>> attempts =
        spans.stream().filter(span -> "http:invoke".equals(span.get("name"))).toList();
    assertThat(attempts)
        .allMatch(span -> Objects.equals(span.get("parentSpanId"), call.get("spanId")));
    assertThat(attempts.getFirst().containsKey("status")).isTrue();
    assertThat(attempts.getLast().containsKey("status")).isFalse();
    assertThat(parents)
        .containsExactlyElementsOf(
            attempts.stream()
                .map(span -> "00-%s-%s-01".formatted(TRACE, span.get("spanId")))
                .toList());
  }

  @Test
  void aStandardExecutionIsATreeBelowItsCallersSpan() {
    run(
        machine(Orchestrator.Type.STANDARD, true),
        "Root=" + ROOT + ";Parent=" + PARENT + ";Sampled=1");
    await().until(() -> spans.size() == 5);
    checkTree();
  }

  @Test
  void anExpressExecutionIsTheSameTree() {
    run(
        machine(Orchestrator.Type.EXPRESS, true),
        "Root=" + ROOT + ";Parent=" + PARENT + ";Sampled=1");
    await().until(() -> spans.size() == 5);
    checkTree();
  }

  @Test
  void whatTheCallerDoesNotSampleAndWhatIsNotTracedIsNot() {
    String header = "Root=" + ROOT + ";Parent=" + PARENT + ";Sampled=0";
    run(machine(Orchestrator.Type.STANDARD, true), header);
    await().until(() -> parents.size() == 2);
    assertThat(parents).containsOnly("00-%s-%s-00".formatted(TRACE, PARENT));
    run(machine(Orchestrator.Type.STANDARD, false), header.replace("Sampled=0", "Sampled=1"));
    await().until(() -> parents.size() == 3);
    assertThat(parents.getLast()).isEqualTo("00-%s-%s-01".formatted(TRACE, PARENT));
    run(machine(Orchestrator.Type.STANDARD, true), null);
    await().until(() -> !spans.isEmpty());
    assertThat(spans).allMatch(span -> !TRACE.equals(span.get("traceId")));
  }

  @Test
  void aRequestsTraceparentIsItsTrace() throws Exception {
    String machine = machine(Orchestrator.Type.STANDARD, true);
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.url()))
            .header("Content-Type", "application/x-amz-json-1.0")
            .header("X-Amz-Target", "AWSStepFunctions.StartExecution")
            .header("traceparent", "00-" + TRACE + "-" + PARENT + "-01")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    Json.write(Map.of("stateMachineArn", machine, "input", "{}"))))
            .build();
    try (HttpClient http = HttpClient.newHttpClient()) {
      assertThat(http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode())
          .isEqualTo(200);
    }
    await().until(() -> spans.size() == 5);
    checkTree();
  }
}
