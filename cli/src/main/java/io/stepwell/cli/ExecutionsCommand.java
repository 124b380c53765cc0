package io.stepwell.cli;

import io.stepwell.cli.ApiClient.RefusedException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `stepwell executions`: what can be done about executions that are out of service, because their
/// stored history could not be read or a check failed.
@Command(
    name = "executions",
    description = "Lists executions that are out of service, and takes them back or ends them.",
    mixinStandardHelpOptions = true,
    subcommands = {
      ExecutionsCommand.Quarantined.class,
      ExecutionsCommand.Retry.class,
      ExecutionsCommand.Abort.class
    })
final class ExecutionsCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    throw new CliException(
        CliException.USAGE, "executions wants one of: quarantined, retry ARN, abort ARN");
  }

  /// Which server is asked.
  static final class Server {
    @Option(
        names = "--endpoint",
        paramLabel = "URL",
        description = "the server, http://localhost:8083 by default")
    private @Nullable String endpoint;

    @Mixin private ServerOptions options = new ServerOptions();

    ApiClient client() {
      return new ApiClient(
          endpoint == null ? "http://localhost:" + options.configuration().port() : endpoint);
    }
  }

  @Command(
      name = "quarantined",
      description = "Lists those that are out of service, and why.",
      mixinStandardHelpOptions = true)
  static final class Quarantined implements Callable<Integer> {
    @Mixin private Server server = new Server();

    @Override
    public Integer call() {
      Console console = Console.standard();
      Map<?, ?> answer = asked(() -> server.client().console("GET", "/quarantine"));
      List<?> all = answer.get("executions") instanceof List<?> list ? list : List.of();
      for (Object item : all) {
        Map<?, ?> execution = (Map<?, ?>) item;
        console.line("%s  %s".formatted(execution.get("arn"), execution.get("reason")));
      }
      if (all.isEmpty()) {
        console.line("No execution is out of service.");
      }
      return 0;
    }
  }

  @Command(
      name = "retry",
      description = "Takes an execution back into service: it goes on where its history ends.",
      mixinStandardHelpOptions = true)
  static final class Retry implements Callable<Integer> {
    @Parameters(paramLabel = "ARN", description = "the execution")
    private String arn = "";

    @Mixin private Server server = new Server();

    @Override
    public Integer call() {
      return done(server, arn, "retry", "is back in service");
    }
  }

  @Command(
      name = "abort",
      description = "Ends an execution that is out of service as ABORTED.",
      mixinStandardHelpOptions = true)
  static final class Abort implements Callable<Integer> {
    @Parameters(paramLabel = "ARN", description = "the execution")
    private String arn = "";

    @Mixin private Server server = new Server();

    @Override
    public Integer call() {
      return done(server, arn, "abort", "is aborted");
    }
  }

  private static int done(Server server, String arn, String action, String what) {
    String path = "/quarantine/" + ApiClient.encoded(arn) + "/" + action;
    Map<?, ?> answer = asked(() -> server.client().console("POST", path));
    boolean done = Boolean.TRUE.equals(answer.get("done"));
    Console.standard().line(arn + " " + (done ? what : "was not out of service"));
    return done ? 0 : CliException.FAILED;
  }

  private interface Question {
    Map<?, ?> ask() throws RefusedException;
  }

  private static Map<?, ?> asked(Question question) {
    try {
      return question.ask();
    } catch (RefusedException e) {
      throw new CliException(CliException.FAILED, e.type() + ": " + e.message());
    }
  }
}
