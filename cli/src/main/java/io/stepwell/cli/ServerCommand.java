package io.stepwell.cli;

import io.stepwell.server.Configuration;
import io.stepwell.server.ServerLog;
import io.stepwell.server.StepwellServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `stepwell server`.
@Command(
    name = "server",
    description = "Runs the server until it is told to end (SIGTERM, Ctrl-C).",
    mixinStandardHelpOptions = true)
final class ServerCommand implements Callable<Integer> {
  @Mixin private ServerOptions options = new ServerOptions();

  @Override
  public Integer call() throws InterruptedException {
    StepwellServer server = start(options.configuration());
    Banner banner = new Banner(Console.standard());
    banner.show(server);
    banner.ready();
    RunningServer.serve();
    return 0;
  }

  static StepwellServer start(Configuration configuration) {
    if (configuration.memory() || !made(configuration.data())) {
      ServerLog.toConsole(configuration.jsonLog());
    } else {
      ServerLog.toFile(configuration.data(), configuration.jsonLog());
    }
    StepwellServer server = StepwellServer.start(configuration, RunningServer.onFatal());
    RunningServer.closeAtExit(server);
    return server;
  }

  /// Whether the data directory is there; if it cannot be made, the server will tell why.
  private static boolean made(Path directory) {
    try {
      Files.createDirectories(directory);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
