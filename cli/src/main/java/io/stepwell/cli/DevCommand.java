package io.stepwell.cli;

import io.stepwell.cli.Console.Colour;
import io.stepwell.server.Configuration;
import io.stepwell.server.EditedFiles;
import io.stepwell.server.StepwellServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `stepwell dev`.
@Command(
    name = "dev",
    description = {
      "Runs the server with the definitions (*.asl.json, *.asl.yaml) and functions (functions/) of"
          + " a",
      "folder, and deploys them again whenever a file is saved. Ends with Ctrl-C."
    },
    mixinStandardHelpOptions = true)
final class DevCommand implements Callable<Integer> {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

  @Parameters(arity = "0..1", paramLabel = "DIR", description = "the folder, this one by default")
  private Path directory = Path.of(".");

  @Mixin private ServerOptions options = new ServerOptions();

  @Override
  public Integer call() throws InterruptedException {
    Configuration configuration = options.configuration();
    if (!Files.isDirectory(directory)) {
      throw new CliException(CliException.USAGE, "there is no folder '%s'".formatted(directory));
    }
    if (configuration.asks()) {
      throw new CliException(
          CliException.USAGE,
          "'stepwell dev' deploys without a key; run it with a configuration without auth");
    }
    StepwellServer server = ServerCommand.start(configuration);
    serve(server, directory, Console.standard());
    return 0;
  }

  /// Deploys a folder to a server, and again whenever something in it is saved.
  static void serve(StepwellServer server, Path directory, Console console)
      throws InterruptedException {
    DevFolder folder = new DevFolder(directory, new ApiClient(server.url()), console);
    try (FolderWatch watch = new FolderWatch(directory)) {
      Banner banner = new Banner(console);
      banner.showServer(server);
      folder.deploy();
      Set<String> names = folder.deployed();
      banner.row(
          "Deployed",
          names.isEmpty() ? "nothing yet" : String.join(", ", names),
          "from %s, again whenever a file is saved".formatted(directory));
      if (!folder.deployedMachines().isEmpty()) {
        banner.showTry(server, folder.deployedMachines().first());
      }
      banner.showClient(server);
      Consumer<String> announce = change -> announce(change, folder, console);
      if (isLocal(server.configuration().host())) {
        folder.onEdited(announce);
        server.edit(new EditedFiles(directory, folder));
      }
      banner.ready();
      while (true) {
        watch.await();
        folder.deploy().forEach(announce);
      }
    } catch (IOException e) {
      throw new CliException(
          CliException.FAILED, "%s cannot be watched: %s".formatted(directory, e.getMessage()));
    }
  }

  private static void announce(String change, DevFolder folder, Console console) {
    console.line(
        "%s  %s deployed  %s"
            .formatted(
                LocalTime.now(ZoneId.systemDefault()).format(TIME),
                change,
                console.coloured(Colour.DIM, folder.where(change))));
  }

  /// Whether only people at this computer reach the server: nobody else writes to its files.
  private static boolean isLocal(String host) {
    return host.equals("localhost") || host.equals("::1") || host.startsWith("127.");
  }
}
