package io.stepwell.cli;

import io.stepwell.server.Configuration;
import io.stepwell.server.SettingsFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `stepwell doctor`.
@Command(
    name = "doctor",
    description = "Shows versions, the data directory, the port and the settings.",
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
  private static final int PATIENCE_SECONDS = 5;

  @Mixin private ServerOptions options = new ServerOptions();

  @Override
  public Integer call() throws InterruptedException {
    Configuration configuration = options.configuration();
    Console console = Console.standard();
    console.line("stepwell  " + Version.text());
    console.line("java      %s, %s".formatted(Runtime.version(), System.getProperty("java.home")));
    console.line(
        "system    %s %s, %d processors, %d MB for Java"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                Runtime.getRuntime().maxMemory() >> 20));
    console.line(
        "functions %s; %s; %s"
            .formatted(compiler(), version("", "python3"), version("Node.js ", "node")));
    console.line("data      " + data(configuration));
    console.line("port      " + port(configuration));
    Path settings = Path.of(SettingsFile.NAME).toAbsolutePath().normalize();
    console.line(
        "settings  %s%s".formatted(settings, Files.isRegularFile(settings) ? "" : " (not there)"));
    console.line();
    ConfigCommand.show(configuration, console);
    return 0;
  }

  private static String compiler() {
    return ToolProvider.getSystemJavaCompiler() == null
        ? "Java, compiled only (this Java has no compiler)"
        : "Java, with their sources";
  }

  private static String version(String name, String program) throws InterruptedException {
    try {
      Process process = new ProcessBuilder(program, "--version").redirectErrorStream(true).start();
      if (process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0) {
        return name
            + new String(process.getInputStream().readAllBytes(), Charset.defaultCharset()).strip();
      }
      process.destroyForcibly();
    } catch (IOException e) {
      // it is not there, which is said below
    }
    return "no " + program;
  }

  private static String data(Configuration configuration) {
    if (configuration.memory()) {
      return "in memory";
    }
    Path data = configuration.data().toAbsolutePath().normalize();
    if (!Files.isDirectory(data)) {
      return data + " (not there yet)";
    }
    if (!Files.isWritable(data)) {
      return data + " (cannot be written)";
    }
    try {
      long free = Files.getFileStore(data).getUsableSpace() >> 20;
      return "%s, %d MB free".formatted(data, free);
    } catch (IOException e) {
      return data + " (its file system cannot be asked: " + e.getMessage() + ")";
    }
  }

  private static String port(Configuration configuration) {
    String url = "http://localhost:" + configuration.port();
    if (new ApiClient(url).isReady()) {
      return "a server is ready at " + url;
    }
    try {
      new ServerSocket(configuration.port(), 1, InetAddress.getByName(configuration.host()))
          .close();
      return "%s:%d is free".formatted(configuration.host(), configuration.port());
    } catch (IOException e) {
      return "%s:%d cannot be had: %s"
          .formatted(configuration.host(), configuration.port(), e.getMessage());
    }
  }
}
