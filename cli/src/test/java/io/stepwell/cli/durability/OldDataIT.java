package io.stepwell.cli.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.GetActivityTaskResponse;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.MapRunStatus;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;

/// A data directory that an earlier version wrote, and that was killed in the middle of everything:
/// today's server reads what has ended and goes on with what has not.
///
/// The directory is from before map runs could be redriven. Others may be added; none is ever made
/// anew.
final class OldDataIT {
  private static final String ARNS = "arn:aws:states:us-east-1:123456789012:";

  /// Those that a worker had been given when the server died, with their inputs.
  private static final List<String> TOKENS =
      List.of(
          "VAEBAA8AAAABAaIRP5h0AAAAAAAB7PmHfFOg6MDhRIpqJN9vbw",
          "VAEBAAgAAAABAaIRP5iDAAAAAAABV3VcPHW2ftXIOa9BS1Kkqg");

  @TempDir private Path directory;
  private ServerProcess server;
  private HttpServer work;
  private SfnClient sfn;

  @SuppressWarnings("NullAway.Init") // set before each test
  OldDataIT() {}

  @BeforeEach
  void start() throws Exception {
    unpack("/durability/data-2026-11-25.zip", directory.resolve("data"));
    work = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    work.createContext(
        "/",
        exchange -> {
          try (exchange) {
            byte[] body = "{\"ok\":true}".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
          }
        });
    work.start();
    Files.writeString(
        directory.resolve("stepwell.yaml"),
        """
        functions:
          Work: http://localhost:%d/
        retention:
          executions: forever
        """
            .formatted(work.getAddress().getPort()));
    server = new ServerProcess(directory);
    server.start();
    server.awaitReady();
    sfn = Persistence.sfn(server.endpoint());
  }

  @AfterEach
  void stop() {
    sfn.close();
    server.close();
    work.stop(0);
  }

  @Test
  void whatHasEndedIsThereAndWhatHasNotGoesOn() {
    control();
    ended();
    goesOn();
  }

  private void control() {
    assertThat(sfn.listStateMachines().stateMachines()).hasSize(7);
    assertThat(sfn.describeStateMachine(r -> r.stateMachineArn(machine("Ended"))).definition())
        .contains("\"QueryLanguage\"");
    assertThat(
            sfn.describeStateMachineAlias(r -> r.stateMachineAliasArn(machine("Ended:live")))
                .routingConfiguration()
                .getFirst()
                .stateMachineVersionArn())
        .isEqualTo(machine("Ended:1"));
    assertThat(sfn.listTagsForResource(r -> r.resourceArn(machine("Ended"))).tags())
        .extracting(tag -> tag.key() + "=" + tag.value())
        .containsExactly("a=b");
  }

  private void ended() {
    DescribeExecutionResponse good = describe("Ended:good");
    assertThat(good.status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(good.output())
        .isEqualTo("[{\"n\":1,\"r\":{\"ok\":true}},{\"n\":1,\"r\":{\"ok\":true}}]");
    assertThat(describe("Ended:by-alias").stateMachineAliasArn()).isEqualTo(machine("Ended:live"));
    assertThat(describe("Long:stopped").error()).isEqualTo("Stopped");
    assertThat(describe("MapFails:map-failed").status()).isEqualTo(ExecutionStatus.FAILED);
    String run =
        sfn.listMapRuns(r -> r.executionArn(execution("MapFails:map-failed")))
            .mapRuns()
            .getFirst()
            .mapRunArn();
    assertThat(sfn.describeMapRun(r -> r.mapRunArn(run)).status()).isEqualTo(MapRunStatus.FAILED);
    List<HistoryEvent> history =
        sfn.getExecutionHistory(r -> r.executionArn(execution("Ended:good"))).events();
    Grammar.check("Ended:good", history);
  }

  private void goesOn() {
    assertThat(end("Waits:waits").output()).isEqualTo("{\"woken\":true}");
    assertThat(end("Ended:bad").redriveCount()).isEqualTo(1);
    for (String token : TOKENS) {
      sfn.sendTaskSuccess(r -> r.taskToken(token).output("\"done\""));
      assertThatThrownBy(() -> sfn.sendTaskSuccess(r -> r.taskToken(token).output("\"again\"")))
          .isInstanceOf(TaskTimedOutException.class);
    }
    assertThat(end("Works:offered").output()).isEqualTo("\"done\"");
    assertThat(end("Works:taken").output()).isEqualTo("\"done\"");
    List<String> items = new ArrayList<>();
    while (items.size() < 3) { // two were on offer, the third starts when one of them has ended
      GetActivityTaskResponse task =
          sfn.getActivityTask(r -> r.activityArn(ARNS + "activity:Old").workerName("new"));
      String token = task.taskToken();
      if (token != null) {
        items.add(task.input());
        sfn.sendTaskSuccess(r -> r.taskToken(token).output(task.input()));
      }
    }
    assertThat(items).containsExactlyInAnyOrder("\"a\"", "\"b\"", "\"c\"");
    assertThat(end("Maps:map").output()).isEqualTo("[\"a\",\"b\",\"c\"]");
  }

  private DescribeExecutionResponse end(String name) {
    await()
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> describe(name).status() != ExecutionStatus.RUNNING);
    DescribeExecutionResponse end = describe(name);
    assertThat(end.status())
        .as("%s: %s", end.error(), end.cause())
        .isEqualTo(ExecutionStatus.SUCCEEDED);
    return end;
  }

  private DescribeExecutionResponse describe(String name) {
    return sfn.describeExecution(r -> r.executionArn(execution(name)));
  }

  private static String execution(String name) {
    return ARNS + "execution:" + name;
  }

  private static String machine(String name) {
    return ARNS + "stateMachine:" + name;
  }

  private static void unpack(String resource, Path target) throws IOException {
    try (InputStream in = Objects.requireNonNull(OldDataIT.class.getResourceAsStream(resource));
        ZipInputStream zip = new ZipInputStream(in)) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        Path file = target.resolve(entry.getName());
        Files.createDirectories(Objects.requireNonNull(file.getParent()));
        Files.copy(zip, file);
      }
    }
  }
}
