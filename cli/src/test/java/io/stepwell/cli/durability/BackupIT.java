package io.stepwell.cli.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/// A backup of a server under load, and a server that is started from it.
final class BackupIT {
  private static final int CLIENTS = 8;
  private static final String MACHINE =
      """
      {"StartAt":"P","States":{
        "P":{"Type":"Pass","Next":"W"},
        "W":{"Type":"Wait","SecondsPath":"$.seconds","End":true}}}
      """;

  private final List<String> acknowledged = Collections.synchronizedList(new ArrayList<>());

  @TempDir private Path directory;
  private Path data;
  private Path backup;
  private ServerProcess server;
  private SfnClient sfn;
  private String machine;

  @SuppressWarnings("NullAway.Init") // set before each test
  BackupIT() {}

  @BeforeEach
  void start() throws Exception {
    backup = directory.resolve("backups").resolve("one");
    Path first = Files.createDirectories(directory.resolve("first"));
    data = first.resolve("data");
    server = new ServerProcess(first);
    Files.writeString(first.resolve("stepwell.yaml"), "");
    server.start();
    server.awaitReady();
    sfn = Persistence.sfn(server.endpoint());
    machine =
        sfn.createStateMachine(
                r ->
                    r.name("Backed")
                        .definition(MACHINE)
                        .roleArn("arn:aws:iam::123456789012:role/any"))
            .stateMachineArn();
  }

  @AfterEach
  void stop() {
    sfn.close();
    server.close();
  }

  @Test
  void everyAcknowledgedExecutionIsInABackupThatIsTakenUnderLoad() throws Exception {
    Deployed.print(server.endpoint());
    AtomicBoolean enough = new AtomicBoolean();
    AtomicInteger last = new AtomicInteger();
    int before;
    try (ExecutorService clients = Executors.newFixedThreadPool(CLIENTS)) {
      for (int i = 0; i < CLIENTS; i++) {
        clients.execute(
            () -> {
              while (!enough.get()) {
                start(last.incrementAndGet());
              }
            });
      }
      await().atMost(Duration.ofSeconds(60)).until(() -> acknowledged.size() > 300);
      before = acknowledged.size();
      Said said = stepwell("backup", "--data", data.toString(), backup.toString());
      enough.set(true);
      assertThat(said.text()).contains("Backed up to " + backup);
      assertThat(said.exitCode()).isZero();
    }
    assertThat(acknowledged.size()).as("starts while it was taken").isGreaterThan(before);
    server.kill(true); // as if its machine were lost

    Path second = directory.resolve("second");
    Said said = stepwell("restore", "--data", second.resolve("data").toString(), backup.toString());
    assertThat(said.text()).contains("Every file has been checked");
    Files.writeString(second.resolve("stepwell.yaml"), "");
    try (ServerProcess restored = new ServerProcess(second)) {
      restored.start();
      restored.awaitReady();
      try (SfnClient client = Persistence.sfn(restored.endpoint())) {
        for (String arn : acknowledged.subList(0, before)) {
          await()
              .atMost(Duration.ofSeconds(60))
              .pollInterval(Duration.ofMillis(10))
              .until(
                  () ->
                      client.describeExecution(r -> r.executionArn(arn)).status()
                          == ExecutionStatus.SUCCEEDED);
        }
      }
      try (LambdaClient lambda = Persistence.lambda(restored.endpoint())) {
        assertThat(lambda.getFunction(r -> r.functionName("Print")).configuration().codeSize())
            .isPositive();
      }
    }
  }

  /// Some have ended when the backup is taken, some wait beyond it.
  private void start(int number) {
    String arn =
        sfn.startExecution(
                r ->
                    r.stateMachineArn(machine)
                        .name("e" + number)
                        .input("{\"seconds\":%d}".formatted(number % 2 * 5)))
            .executionArn();
    acknowledged.add(arn);
  }

  @Test
  void nothingIsOverwrittenAndNoDamagedBackupIsRestored() throws Exception {
    start(0);
    Files.createDirectories(backup);
    Files.writeString(backup.resolve("mine"), "");
    assertRefused("is not empty", "backup", "--data", data.toString(), backup.toString());
    Files.delete(backup.resolve("mine"));
    assertThat(stepwell("backup", "--data", data.toString(), backup.toString()).exitCode())
        .isZero();

    assertRefused(
        "Stepwell is running on", "restore", "--data", data.toString(), backup.toString());
    server.kill(true);
    assertRefused("is not empty", "restore", "--data", data.toString(), backup.toString());
    Path other = directory.resolve("other");
    assertRefused("no backup", "restore", "--data", other.toString(), data.toString());

    Path table = tableOf(backup);
    try (RandomAccessFile file = new RandomAccessFile(table.toFile(), "rw")) {
      file.seek(40);
      int old = file.read();
      file.seek(40);
      file.write(old ^ 4);
    }
    assertRefused(table.toString(), "restore", "--data", other.toString(), backup.toString());
    try (RandomAccessFile file = new RandomAccessFile(table.toFile(), "rw")) {
      file.setLength(file.length() - 1);
    }
    assertRefused("bytes instead of", "restore", "--data", other.toString(), backup.toString());
    assertThat(other).doesNotExist();

    Path again = directory.resolve("again");
    assertThat(stepwell("backup", "--data", data.toString(), again.toString()).text())
        .as("without a server")
        .contains("Backed up to " + again);
  }

  private static Path tableOf(Path backup) throws IOException {
    try (Stream<Path> files = Files.list(backup.resolve("db"))) {
      return files.filter(file -> file.toString().endsWith(".sst")).findFirst().orElseThrow();
    }
  }

  private static void assertRefused(String why, String... command) throws Exception {
    Said said = stepwell(command);
    assertThat(said.text()).contains(why).hasLineCount(1);
    assertThat(said.exitCode()).isEqualTo(1);
  }

  private record Said(int exitCode, String text) {}

  private static Said stepwell(String... arguments) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "io.stepwell.cli.Main"));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Said(process.waitFor(), text.strip());
  }
}
