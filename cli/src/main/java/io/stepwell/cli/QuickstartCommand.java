package io.stepwell.cli;

import io.stepwell.cli.ApiClient.RefusedException;
import io.stepwell.server.StepwellServer;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `stepwell quickstart`.
@Command(
    name = "quickstart",
    description = {
      "Starts the server, deploys the order saga and its three functions, and runs it three times:",
      "once it succeeds, once a step is retried, once it is compensated. Then serves until Ctrl-C."
    },
    mixinStandardHelpOptions = true)
final class QuickstartCommand implements Callable<Integer> {
  enum Language {
    JAVA,
    PYTHON
  }

  @Option(names = "--exit", description = "end after the three executions")
  private boolean exit;

  @Option(
      names = "--functions",
      paramLabel = "java|python",
      description = "the language of the functions, java by default")
  private Language language = Language.JAVA;

  @Mixin private ServerOptions options = new ServerOptions();

  @Override
  public Integer call() throws InterruptedException {
    Console console = Console.standard();
    StepwellServer server = ServerCommand.start(options.configuration());
    Banner banner = new Banner(console);
    banner.show(server);
    banner.ready();
    try {
      OrderSaga saga = new OrderSaga(server, new ApiClient(server.url()), console, language);
      boolean asExpected = saga.run();
      if (exit) {
        return asExpected ? 0 : CliException.FAILED;
      }
    } catch (RefusedException e) {
      throw new CliException(CliException.FAILED, e.type() + ": " + e.message());
    }
    console.line("Serving until Ctrl-C.");
    RunningServer.serve();
    return 0;
  }
}
