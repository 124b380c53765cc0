package io.stepwell.cli.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.GetActivityTaskResponse;
import software.amazon.awssdk.services.sfn.model.SfnException;
import software.amazon.awssdk.services.sfn.model.StartSyncExecutionResponse;
import software.amazon.awssdk.services.sfn.model.StateMachineType;

/// A server that is told to end (SIGTERM) while it waits for a service.
final class DrainIT {
  private static final String CALL =
      """
      {"StartAt": "T", "States": {"T": {"Type": "Task", "End": true,
        "Resource": "arn:aws:lambda:us-east-1:123456789012:function:Slow"}}}
      """;

  private final List<String> keys = new CopyOnWriteArrayList<>();
  private final Semaphore answers = new Semaphore(0);
  @TempDir private Path directory;

  @SuppressWarnings("NullAway.Init") // set before each test
  private HttpServer service;

  @SuppressWarnings("NullAway.Init")
  private ServerProcess server;

  @SuppressWarnings("NullAway.Init")
  private SfnClient sfn;

  @SuppressWarnings("NullAway.Init") // set by JUnit
  DrainIT() {}

  @BeforeEach
  void begin() throws IOException {
    service = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    service.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    service.createContext("/", this::serve);
    service.start();
    server = new ServerProcess(directory);
    sfn = Persistence.sfn(server.endpoint());
  }

  @AfterEach
  void end() {
    sfn.close();
    server.close();
    service.stop(0);
  }

  @Test
  void whatIsInFlightEndsAndIsNotDoneAgain() throws Exception {
    start("5m");
    String execution = startExecution(machine("standard", StateMachineType.STANDARD));
    String express = machine("express", StateMachineType.EXPRESS);
    FutureTask<StartSyncExecutionResponse> waiting =
        later(() -> sfn.startSyncExecution(r -> r.stateMachineArn(express)));
    String activity = sfn.createActivity(r -> r.name("work")).activityArn();
    FutureTask<GetActivityTaskResponse> poll =
        later(() -> sfn.getActivityTask(r -> r.activityArn(activity)));
    await().until(() -> keys.size() == 2);
    await().until(() -> console("activities/" + activity).contains("\"polling\":1"));
    HttpResponse<java.util.stream.Stream<String>> stream = stream(execution);

    server.tellToEnd();
    awaitLine("draining: 2 calls, 1 express execution, ");

    assertThat(poll.get().taskToken()).isNull();
    assertThat(stream.body().toList()).contains("id: 1");
    assertThat(health()).isEqualTo("503 draining");
    assertThatThrownBy(() -> startExecution(express.replace("express", "standard")))
        .isInstanceOfSatisfying(
            SfnException.class,
            refusal -> {
              assertThat(refusal.statusCode()).isEqualTo(503);
              assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo("ServiceUnavailable");
            });
    assertThat(describe(execution).status()).isEqualTo(ExecutionStatus.RUNNING);
    answers.release(2);
    assertThat(waiting.get().output()).isEqualTo("\"answer\"");
    assertThat(server.awaitEnd()).isZero();
    assertThat(server.lines()).anyMatch(line -> line.contains("drained in "));
    start("5m");

    assertThat(ended(execution).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(keys).hasSize(2);
  }

  @Test
  void whatTakesTooLongIsCutAndDoneAgain() throws Exception {
    start("300ms");
    String execution = startExecution(machine("standard", StateMachineType.STANDARD));
    String express = machine("express", StateMachineType.EXPRESS);
    FutureTask<StartSyncExecutionResponse> waiting =
        later(() -> sfn.startSyncExecution(r -> r.stateMachineArn(express)));
    await().until(() -> keys.size() == 2);

    server.tellToEnd();

    assertThat(server.awaitEnd()).isZero();
    assertThat(server.lines()).anyMatch(line -> line.contains("cut after 0.3 s: 2 calls, "));
    assertThatThrownBy(waiting::get).hasMessageContaining("Service");
    keys.clear();
    answers.release(3); // two of the calls that were cut still hang there
    start("300ms");
    assertThat(ended(execution).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(keys).hasSize(1);
  }

  @Test
  void aSecondSignalEndsItAtOnceAndNothingIsLost() throws Exception {
    start("5m");
    String execution = startExecution(machine("standard", StateMachineType.STANDARD));
    await().until(() -> keys.size() == 1);
    server.tellToEnd();
    awaitLine("draining: 1 call");

    server.tellToEnd();

    assertThat(server.awaitEnd()).isEqualTo(143);
    answers.release(2);
    start("5m");
    assertThat(ended(execution).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(keys).hasSize(2);
    assertThat(keys.getFirst()).isEqualTo(keys.getLast());
  }

  private void start(String drain) throws Exception {
    server.settings(
        _ ->
            "shutdown:\n  drain: %s\nfunctions:\n  Slow: http://localhost:%d/\n"
                .formatted(drain, service.getAddress().getPort()));
    server.start();
    server.awaitReady();
    sfn.close(); // it may hold connections to the server before
    sfn = Persistence.sfn(server.endpoint());
  }

  private String machine(String name, StateMachineType type) {
    return sfn.createStateMachine(
            r ->
                r.name(name)
                    .type(type)
                    .definition(CALL)
                    .roleArn("arn:aws:iam::123456789012:role/any"))
        .stateMachineArn();
  }

  private String startExecution(String machine) {
    return sfn.startExecution(r -> r.stateMachineArn(machine)).executionArn();
  }

  private DescribeExecutionResponse describe(String execution) {
    return sfn.describeExecution(r -> r.executionArn(execution));
  }

  private DescribeExecutionResponse ended(String execution) {
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> describe(execution).status() != ExecutionStatus.RUNNING);
    return describe(execution);
  }

  private static <T> FutureTask<T> later(Callable<T> call) {
    FutureTask<T> task = new FutureTask<>(call);
    Thread.ofVirtual().start(task);
    return task;
  }

  private void awaitLine(String part) {
    await().until(() -> server.lines().stream().anyMatch(line -> line.contains(part)));
  }

  private String health() throws Exception {
    HttpResponse<String> answer = get("/healthz", BodyHandlers.ofString());
    return answer.statusCode() + " " + answer.body().strip();
  }

  private String console(String path) throws Exception {
    return get("/stepwell/" + path, BodyHandlers.ofString()).body();
  }

  private HttpResponse<java.util.stream.Stream<String>> stream(String execution) throws Exception {
    return get("/stepwell/executions/" + execution + "/events", BodyHandlers.ofLines());
  }

  @SuppressWarnings("resource") // its streams outlive this method
  private <T> HttpResponse<T> get(String path, HttpResponse.BodyHandler<T> body) throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    return client.send(HttpRequest.newBuilder(server.endpoint().resolve(path)).build(), body);
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      keys.add(String.valueOf(exchange.getRequestHeaders().getFirst("Idempotency-Key")));
      answers.acquire();
      byte[] body = "\"answer\"".getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
