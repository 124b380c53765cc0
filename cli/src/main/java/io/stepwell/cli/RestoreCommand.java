package io.stepwell.cli;

import io.stepwell.server.Configuration;
import io.stepwell.server.backup.BackupException;
import io.stepwell.server.backup.Restore;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `stepwell restore`.
@Command(
    name = "restore",
    description = "Makes a data directory of a backup: a new one, or one that is empty.",
    mixinStandardHelpOptions = true)
final class RestoreCommand implements Callable<Integer> {
  @Parameters(paramLabel = "DIR", description = "what 'stepwell backup' made")
  private Path backup = Path.of("");

  @Mixin private ServerOptions options = new ServerOptions();

  @Override
  public Integer call() {
    Configuration configuration = options.configuration();
    try {
      Restore.Restored restored = Restore.into(configuration.data(), backup);
      Console console = Console.standard();
      console.line(
          "Restored into %s: %,d files, %,d bytes, as of %s, made by Stepwell %s. Every file has been checked."
              .formatted(
                  restored.data(),
                  restored.files(),
                  restored.bytes(),
                  restored.takenAt(),
                  restored.version()));
      console.line(
          "What was running then goes on at the next start: stepwell server --data "
              + restored.data());
      return 0;
    } catch (BackupException e) {
      throw new CliException(CliException.FAILED, e.sentence());
    }
  }
}
