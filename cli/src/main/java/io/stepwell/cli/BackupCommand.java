package io.stepwell.cli;

import io.stepwell.cli.ApiClient.RefusedException;
import io.stepwell.server.Configuration;
import io.stepwell.server.backup.Backup;
import io.stepwell.server.backup.BackupException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `stepwell backup`: through the server that uses the data directory, or without one.
@Command(
    name = "backup",
    description = {
      "Copies everything that a server keeps into a new directory, while it runs or not.",
      "'stepwell restore' makes a data directory of it."
    },
    mixinStandardHelpOptions = true)
final class BackupCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "where the backup is to be: new, or empty")
  private Path directory = Path.of("");

  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      description = "the server; by default the one that uses the data directory")
  private @Nullable String endpoint;

  @Mixin private ServerOptions options = new ServerOptions();

  @Override
  public Integer call() {
    Configuration configuration = options.configuration();
    Path target = directory.toAbsolutePath().normalize();
    String url = endpoint == null ? running(configuration) : endpoint;
    if (url == null) {
      withoutServer(configuration.data(), target);
    } else {
      through(url, configuration, target);
    }
    return 0;
  }

  /// The address of the server that uses the data directory; null when none does.
  private static @Nullable String running(Configuration configuration) {
    try {
      return Backup.server(configuration.data());
    } catch (BackupException e) {
      throw new CliException(CliException.FAILED, e.sentence());
    }
  }

  private static void withoutServer(Path data, Path target) {
    try {
      Backup.Taken taken = Backup.take(data, target, Version.text());
      tell(taken.directory(), taken.files(), taken.bytes(), taken.takenAt());
    } catch (BackupException e) {
      throw new CliException(CliException.FAILED, e.sentence());
    }
  }

  private static void through(String url, Configuration configuration, Path target) {
    try {
      Map<?, ?> answer =
          new ApiClient(url)
              .console("/backup", Map.of("directory", target.toString()), configuration::signature);
      tell(
          target,
          number(answer, "files"),
          number(answer, "bytes"),
          Instant.ofEpochMilli(number(answer, "takenAt")));
    } catch (RefusedException e) {
      throw new CliException(CliException.FAILED, e.message());
    }
  }

  private static long number(Map<?, ?> answer, String name) {
    return answer.get(name) instanceof Long number ? number : 0;
  }

  private static void tell(Path target, long files, long bytes, Instant takenAt) {
    Console.standard()
        .line(
            "Backed up to %s: %,d files, %,d bytes, everything that was acknowledged until %s. It has been read back."
                .formatted(target, files, bytes, takenAt));
  }
}
