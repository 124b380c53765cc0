package io.stepwell.cli;

import io.stepwell.server.Configuration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `stepwell doctor`.
@Command(
    name = "doctor",
    description = "Shows versions, the data directory, the port and the settings.",
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
  @Mixin private ServerOptions options = new ServerOptions();

  @Override
  public Integer call() {
    Configuration configuration = options.configuration();
    Console console = Console.standard();
    console.line("stepwell  " + Version.text());
    console.line("java      %s, %s".formatted(Runtime.version(), System.getProperty("java.home")));
    console.line(
        "system    %s %s, %d processors"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors()));
    Path data = configuration.data().toAbsolutePath().normalize();
    console.line(
        "data      %s%s".formatted(data, Files.isDirectory(data) ? "" : " (not there yet)"));
    String url = "http://localhost:" + configuration.port();
    console.line(
        "server    %s"
            .formatted(new ApiClient(url).isReady() ? "ready at " + url : "none at " + url));
    console.line();
    ConfigCommand.show(configuration, console);
    return 0;
  }
}
