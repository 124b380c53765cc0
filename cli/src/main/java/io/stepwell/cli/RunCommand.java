package io.stepwell.cli;

import io.stepwell.cli.ApiClient.RefusedException;
import io.stepwell.json.Json;
import io.stepwell.json.JsonException;
import io.stepwell.server.Configuration;
import io.stepwell.server.StepwellServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `stepwell run`.
@Command(
    name = "run",
    description = {
      "Starts an execution and shows its states as they are entered and left.",
      "Ends with 0 when it succeeded, else with 1.",
      "A file is deployed to the running server; without one it runs in a server of its own that"
          + " keeps nothing."
    },
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
  @Parameters(
      index = "0",
      paramLabel = "NAME|FILE",
      description = "a state machine's name or ARN, or a file with a definition")
  private String target = "";

  @Option(
      names = "--input",
      paramLabel = "JSON|@FILE",
      description = "the input, or @ and a file that holds it; {} by default")
  private String input = "{}";

  @Option(names = "--name", paramLabel = "NAME", description = "the execution's name")
  private @Nullable String name;

  @Option(names = "--json", description = "print the history's events as lines of JSON")
  private boolean json;

  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      description = "the server, http://localhost:8083 by default")
  private @Nullable String endpoint;

  @Mixin private ServerOptions options = new ServerOptions();

  @Override
  public Integer call() {
    String text = input();
    Configuration configuration = options.configuration();
    ApiClient client =
        new ApiClient(endpoint == null ? "http://localhost:" + configuration.port() : endpoint);
    Path file = Path.of(target);
    if (Files.isRegularFile(file) && endpoint == null && !client.isReady()) {
      try (StepwellServer server = ServerCommand.start(options.embedded())) {
        return run(new ApiClient(server.url()), file, text);
      }
    }
    return run(client, file, text);
  }

  private int run(ApiClient client, Path file, String text) {
    Console console = Console.standard();
    try {
      StateMachines machines = new StateMachines(client);
      String machine =
          Files.isRegularFile(file)
              ? machines.deploy(machineName(file), read(file))
              : machines.find(target);
      ExecutionRun run = new ExecutionRun(client, console);
      String execution = run.start(machine, name, text);
      Map<?, ?> ended;
      if (json) {
        ended = run.followAsJson(execution);
      } else {
        console.line(execution);
        ended = run.follow(execution);
        console.line(run.outcome(ended));
      }
      return ExecutionRun.succeeded(ended) ? 0 : CliException.FAILED;
    } catch (RefusedException e) {
      throw new CliException(CliException.USAGE, e.type() + ": " + e.message());
    }
  }

  private String input() {
    String text = input.startsWith("@") ? read(Path.of(input.substring(1))) : input;
    try {
      Json.check(text);
      return text;
    } catch (JsonException e) {
      throw new CliException(
          CliException.USAGE,
          "--input is not JSON (line %d, column %d): %s"
              .formatted(e.line(), e.column(), e.message()));
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new CliException(CliException.USAGE, "%s cannot be read: %s".formatted(file, e));
    }
  }

  /// `order-saga` for `examples/order-saga.asl.json`.
  private static String machineName(Path file) {
    String name = String.valueOf(file.getFileName());
    int dot = name.indexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }
}
