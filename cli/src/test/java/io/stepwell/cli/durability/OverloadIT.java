package io.stepwell.cli.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.stepwell.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/// A server with a small heap that is given more than it can do at once: it says so in AWS's words,
/// and goes on.
///
/// `-Dstepwell.open=100000` opens as many executions; the build opens fewer.
final class OverloadIT {
  private static final int OPEN = Integer.getInteger("stepwell.open", 5_000);
  private static final int EXPRESS_AT_A_TIME = 10_000;
  private static final int CLIENTS = 16;
  private static final String ROLE = "arn:aws:iam::123456789012:role/any";
  private static final String HELD =
      "{\"StartAt\":\"W\",\"States\":{\"W\":{\"Type\":\"Wait\",\"Seconds\":%d,\"End\":true}}}";
  private static final String CALL =
      """
      {"StartAt":"T","States":{"T":{"Type":"Task","End":true,
        "Resource":"arn:aws:states:::lambda:invoke","Parameters":{"FunctionName":"%s"}}}}
      """;

  private static final Pattern USED = Pattern.compile("total \\d+K, used (\\d+)K");
  private static final int GENERATIONS = 2;

  private final HttpClient http = HttpClient.newHttpClient();
  private final CountDownLatch released = new CountDownLatch(1);
  private final AtomicInteger called = new AtomicInteger();

  @TempDir private Path directory;
  private ServerProcess server;
  private HttpServer services;
  private SfnClient sfn;

  @SuppressWarnings("NullAway.Init") // set before each test
  OverloadIT() {}

  @BeforeEach
  void start() throws Exception {
    services = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 2_000);
    services.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    serve("/Slow", true);
    serve("/Quick", false);
    services.start();
    String at = "http://localhost:" + services.getAddress().getPort();
    Files.writeString(
        directory.resolve("stepwell.yaml"),
        "functions:\n  Slow: %s/Slow\n  Quick: %s/Quick\n".formatted(at, at));
    server = new ServerProcess(directory, "256m");
    server.start();
    server.awaitReady();
    sfn = Persistence.sfn(server.endpoint());
  }

  private void serve(String path, boolean waits) {
    services.createContext(
        path,
        exchange -> {
          try (exchange) {
            called.incrementAndGet();
            if (waits) {
              released.await();
            }
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("{}".getBytes(StandardCharsets.UTF_8));
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  @AfterEach
  void stop() {
    released.countDown();
    sfn.close();
    server.close();
    services.stop(0);
    http.close();
  }

  @Test
  void whatTheServerHasNoRoomForIsThrottledAsOnAwsAndRetriedBySdks() throws Exception {
    String machine = create("Express", "EXPRESS", HELD.formatted(20));
    AtomicInteger refused = new AtomicInteger();
    inParallel(
        EXPRESS_AT_A_TIME + 500,
        _ -> {
          HttpResponse<String> answer = call("StartExecution", Map.of("stateMachineArn", machine));
          if (answer.statusCode() != 200) {
            refused.incrementAndGet();
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat((Map<?, ?>) Json.parse(answer.body()))
                .isEqualTo(
                    Map.of(
                        "__type",
                        "com.amazon.coral.availability#ThrottlingException",
                        "message",
                        "Rate exceeded"));
          }
        });
    assertThat(refused.get()).isPositive();

    try (SfnClient patient = Persistence.patient(server.endpoint(), 60)) {
      assertThat(patient.startExecution(r -> r.stateMachineArn(machine)).executionArn())
          .isNotNull();
    } catch (AwsServiceException e) {
      throw new AssertionError("retries of the SDK did not get in: " + e, e);
    }
  }

  @Test
  void aSlowServiceHoldsUpItsOwnExecutionsOnly() throws Exception {
    String slow = create("Slow", "STANDARD", CALL.formatted("Slow"));
    String quick = create("Quick", "STANDARD", CALL.formatted("Quick"));
    inParallel(
        1_500, i -> call("StartExecution", Map.of("stateMachineArn", slow, "name", "slow-" + i)));

    for (int i = 0; i < 20; i++) {
      String name = "quick-" + i;
      String arn = sfn.startExecution(r -> r.stateMachineArn(quick).name(name)).executionArn();
      await()
          .atMost(Duration.ofSeconds(20))
          .pollInterval(Duration.ofMillis(10))
          .until(() -> status(arn) == ExecutionStatus.SUCCEEDED);
    }
    assertThat(status(execution(slow, "slow-0"))).isEqualTo(ExecutionStatus.RUNNING);
    released.countDown();
    for (int i = 0; i < 1_500; i += 100) {
      String arn = execution(slow, "slow-" + i);
      await()
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(20))
          .until(() -> status(arn) == ExecutionStatus.SUCCEEDED);
    }
  }

  @Test
  void openExecutionsCostDiskAndNotHeap() throws Exception {
    String held = create("Held", "STANDARD", HELD.formatted(86_400));
    long began = System.nanoTime();
    inParallel(
        OPEN, i -> call("StartExecution", Map.of("stateMachineArn", held, "name", "open-" + i)));
    double seconds = (System.nanoTime() - began) / 1e9;

    assertThat(status(execution(held, "open-0"))).isEqualTo(ExecutionStatus.RUNNING);
    assertThat(status(execution(held, "open-" + (OPEN - 1)))).isEqualTo(ExecutionStatus.RUNNING);
    System.out.printf(
        "%,d open executions in %.1f s, heap after a collection: %s%n", OPEN, seconds, heap());
    server.kill(true);
    server.start();
    server.awaitReady();
    assertThat(status(execution(held, "open-7"))).isEqualTo(ExecutionStatus.RUNNING);
    Persistence.answer(() -> sfn.stopExecution(r -> r.executionArn(execution(held, "open-7"))));
    assertThat(status(execution(held, "open-7"))).isEqualTo(ExecutionStatus.ABORTED);
  }

  private String heap() throws IOException, InterruptedException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    run(jcmd, "GC.run");
    long kibibytes =
        USED.matcher(run(jcmd, "GC.heap_info"))
            .results()
            .limit(GENERATIONS)
            .mapToLong(found -> Long.parseLong(found.group(1)))
            .sum();
    return "%,d KiB".formatted(kibibytes);
  }

  private String run(String jcmd, String command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(jcmd, String.valueOf(server.pid()), command).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return said;
  }

  private String create(String name, String type, String definition) {
    return sfn.createStateMachine(r -> r.name(name).type(type).definition(definition).roleArn(ROLE))
        .stateMachineArn();
  }

  private ExecutionStatus status(String arn) {
    return Persistence.answer(() -> sfn.describeExecution(r -> r.executionArn(arn))).status();
  }

  private static String execution(String machine, String name) {
    return machine.replace(":stateMachine:", ":execution:") + ":" + name;
  }

  private HttpResponse<String> call(String operation, Map<String, ?> body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.endpoint() + "/"))
            .header("Content-Type", "application/x-amz-json-1.0")
            .header("X-Amz-Target", "AWSStepFunctions." + operation)
            .POST(HttpRequest.BodyPublishers.ofString(Json.write(body)))
            .build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError("no answer: " + e + "\n" + server.said(), e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static void inParallel(int count, IntConsumer action) throws Exception {
    AtomicInteger next = new AtomicInteger();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var clients =
          IntStream.range(0, CLIENTS)
              .mapToObj(
                  _ ->
                      threads.submit(
                          () -> {
                            for (int i = next.getAndIncrement();
                                i < count;
                                i = next.getAndIncrement()) {
                              action.accept(i);
                            }
                          }))
              .toList();
      for (var client : clients) {
        client.get();
      }
    }
  }
}
