package io.stepwell.cli;

import io.stepwell.cli.ApiClient.RefusedException;
import io.stepwell.server.Configuration;
import io.stepwell.server.Setting;
import io.stepwell.server.SettingsFile;
import io.stepwell.server.StepwellServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/// A short life of a server, to show the JVM which classes one needs: the launcher runs it once after
/// a build and keeps what was loaded for the next starts.
@Command(name = "warm-up", hidden = true)
final class WarmUpCommand implements Callable<Integer> {
  private static final String DEFINITION =
      """
      {"StartAt": "Compute", "States": {
        "Compute": {"Type": "Pass", "Parameters": {"sum.$": "States.MathAdd($.a, 1)"}, "Next": "Choose"},
        "Choose": {"Type": "Choice", "Choices": [
          {"Variable": "$.sum", "NumericEquals": 2, "Next": "Call"}], "Default": "Call"},
        "Call": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
          "Parameters": {"FunctionName": "none"}, "End": true,
          "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Done"}]},
        "Done": {"Type": "Fail", "Error": "Warm"}}}
      """;

  @Override
  public Integer call() throws IOException, RefusedException {
    Path directory = Files.createTempDirectory("stepwell-warm-up-");
    try {
      Configuration configuration =
          Configuration.of(
              Map.of(Setting.PORT, "0", Setting.DATA, directory.toString()),
              Map.of(),
              SettingsFile.none());
      try (StepwellServer server = StepwellServer.start(configuration, failure -> {})) {
        use(server);
      }
      return 0;
    } finally {
      delete(directory);
    }
  }

  private static void use(StepwellServer server) throws RefusedException {
    Console silent =
        Console.to(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8));
    new Banner(silent).show(server);
    ApiClient client = new ApiClient(server.url());
    client.isReady();
    client.lambda("GET", "", null);
    String machine = new StateMachines(client).deploy("WarmUp", DEFINITION);
    ExecutionRun run = new ExecutionRun(client, silent);
    run.outcome(run.follow(run.start(machine, "once", "{\"a\": 1}")));
    client.states("ListExecutions", Map.of("stateMachineArn", machine));
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
