package io.stepwell.cli;

import io.stepwell.server.ConfigurationException;
import io.stepwell.server.ServerLog;
import io.stepwell.server.StartupException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The command `stepwell`.
///
/// Exit codes: 0 for success, 1 for a failure (of the server, of the execution that was run), 2 for
/// wrong input, 3 when a server already runs on the same data.
@Command(
    name = "stepwell",
    description = "AWS Step Functions that you run yourself.",
    versionProvider = Version.class,
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      QuickstartCommand.class,
      ServerCommand.class,
      DevCommand.class,
      RunCommand.class,
      ExecutionsCommand.class,
      ValidateCommand.class,
      ResourcesCommand.class,
      RenderCommand.class,
      ConfigCommand.class,
      DoctorCommand.class,
      BackupCommand.class,
      RestoreCommand.class,
      WarmUpCommand.class
    })
public final class Main implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets it
  Main() {}

  public static void main(String[] args) {
    ServerLog.quiet();
    int exitCode = commandLine().execute(args);
    System.out.flush();
    System.exit(exitCode);
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main())
        .setParameterExceptionHandler(Main::wrongInput)
        .setExecutionExceptionHandler((e, command, _) -> failed(e, command))
        .setCaseInsensitiveEnumValuesAllowed(true)
        // An input is given as `@FILE`; the parser would read arguments from it.
        .setExpandAtFiles(false);
  }

  /// Without a command: what there is.
  @Override
  public Integer call() {
    spec.commandLine().usage(System.out);
    return 0;
  }

  private static int wrongInput(ParameterException e, String[] args) {
    PrintWriter err = e.getCommandLine().getErr();
    err.println(
        "stepwell: %s ('%s --help' shows what there is)"
            .formatted(e.getMessage(), e.getCommandLine().getCommandSpec().qualifiedName()));
    return CliException.USAGE;
  }

  private static int failed(Exception e, CommandLine command) {
    return switch (e) {
      case CliException known -> tell(command, known.getMessage(), known.exitCode());
      case ConfigurationException known -> tell(command, known.message(), CliException.USAGE);
      case StartupException known -> tell(command, known.message(), known.exitCode());
      default -> {
        LoggerFactory.getLogger(Main.class).debug("failed", e);
        yield tell(command, "internal error: " + e, CliException.FAILED);
      }
    };
  }

  private static int tell(CommandLine command, @Nullable String sentence, int exitCode) {
    command.getErr().println("stepwell: " + sentence);
    return exitCode;
  }
}
