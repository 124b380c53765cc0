package io.stepwell.cli.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/// The jobs of the example, and a server that is killed (SIGKILL) while the Batch array job runs: the
/// jobs go on without it, the next server finds them, and no invoice is written twice.
final class JobsSurviveKillIT {
  private static final Path EXAMPLE =
      Path.of(System.getProperty("stepwell.root", "..")).resolve("examples/order-saga");
  private static final int ORDERS = 12;

  @TempDir private Path directory;

  @SuppressWarnings("NullAway.Init") // set by JUnit
  JobsSurviveKillIT() {}

  @Test
  void theNightlyJobsGoOnWhenTheServerIsKilled() throws Exception {
    Assumptions.assumeTrue(python().isPresent(), "no python3, which the example's jobs need");
    copy("stepwell.yaml");
    for (String file : List.of("collect_orders.py", "write_invoices.py", "orders.csv")) {
      copy("jobs/" + file);
    }
    try (ServerProcess server = new ServerProcess(directory);
        SfnClient sfn = Persistence.sfn(server.endpoint())) {
      server.start();
      server.awaitReady();
      String execution = start(sfn);
      await().atMost(Duration.ofMinutes(1)).until(() -> !invoices().isEmpty());
      server.kill(false);
      assertThat(invoices()).hasSizeLessThan(ORDERS);
      server.start();
      server.awaitReady();
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> describe(sfn, execution).status() != ExecutionStatus.RUNNING);

      DescribeExecutionResponse ended = describe(sfn, execution);
      assertThat(ended.status()).as(server.said()).isEqualTo(ExecutionStatus.SUCCEEDED);
      assertThat(ended.output()).contains("\"parts\":4");
      assertThat(invoices()).hasSize(ORDERS);
      for (Path invoice : invoices()) {
        assertThat(Files.readAllLines(invoice)).as(invoice.toString()).hasSize(1);
      }
    }
  }

  private static String start(SfnClient sfn) throws IOException {
    String definition = Files.readString(EXAMPLE.resolve("nightly.asl.json"));
    String machine =
        sfn.createStateMachine(
                r ->
                    r.name("Nightly")
                        .definition(definition)
                        .roleArn("arn:aws:iam::123456789012:role/any"))
            .stateMachineArn();
    return sfn.startExecution(r -> r.stateMachineArn(machine)).executionArn();
  }

  private static DescribeExecutionResponse describe(SfnClient sfn, String execution) {
    return Persistence.answer(() -> sfn.describeExecution(r -> r.executionArn(execution)));
  }

  private void copy(String file) throws IOException {
    Path to = directory.resolve(file);
    Files.createDirectories(to.getParent());
    Files.copy(EXAMPLE.resolve(file), to);
  }

  private List<Path> invoices() throws IOException {
    Path folder = directory.resolve("nightly");
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".txt")).toList();
    }
  }

  private static Optional<Path> python() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(java.io.File.pathSeparator))
        .map(folder -> Path.of(folder, "python3"))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
