package io.stepwell.cli;

import io.stepwell.cli.ApiClient.RefusedException;
import io.stepwell.cli.Console.Colour;
import io.stepwell.cli.QuickstartCommand.Language;
import io.stepwell.server.Configuration;
import io.stepwell.server.StepwellServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The quickstart's story: three services, a state machine that coordinates them, three executions.
/// All of it goes through the public API, as any client would.
final class OrderSaga {
  private static final String MACHINE = "OrderSaga";
  private static final int EARLIER = 10;

  private final Configuration configuration;
  private final ApiClient client;
  private final Console console;
  private final Language language;
  private final Path example = Home.directory().resolve("examples/order-saga");
  private final String suffix =
      LocalDateTime.now(ZoneId.systemDefault())
          .format(DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss"));

  /// @param input a file in `inputs`, and the beginning of the execution's name
  private record Part(String input, String title, String status) {}

  private static final List<Part> PARTS =
      List.of(
          new Part("succeeds", "An order that succeeds", "SUCCEEDED"),
          new Part("retried", "PlaceOrder fails twice and is retried", "SUCCEEDED"),
          new Part("compensated", "The order cannot be placed, so the user is removed", "FAILED"));

  private record Ended(String name, String arn, Map<?, ?> description) {}

  OrderSaga(StepwellServer server, ApiClient client, Console console, Language language) {
    configuration = server.configuration();
    this.client = client;
    this.console = console;
    this.language = language;
  }

  /// Whether all three executions ended as they should.
  boolean run() throws RefusedException {
    String machine = deploy();
    List<?> earlier = executions(machine);
    List<Ended> ended = new ArrayList<>();
    for (Part part : PARTS) {
      ended.add(run(machine, part, ended.size() + 1));
    }
    console.line();
    console.line(console.coloured(Colour.BOLD, "Outcomes"));
    ExecutionRun run = new ExecutionRun(client, console);
    ended.forEach(
        one -> console.line("  %-36s %s".formatted(one.name(), run.outcome(one.description()))));
    showEarlier(earlier);
    showNext(machine, ended);
    return asExpected(ended);
  }

  private static boolean asExpected(List<Ended> ended) {
    for (int i = 0; i < PARTS.size(); i++) {
      if (!PARTS.get(i).status().equals(ended.get(i).description().get("status"))) {
        return false;
      }
    }
    return true;
  }

  private String deploy() throws RefusedException {
    console.line();
    new SagaFunctions(client, example, functionData(), language).deploy();
    String machine =
        new StateMachines(client).deploy(MACHINE, read(example.resolve("order-saga.asl.json")));
    console.line(
        "Deployed  %s (%s) and the state machine %s"
            .formatted(
                String.join(", ", SagaFunctions.NAMES),
                language == Language.JAVA ? "Java" : "Python",
                MACHINE));
    return machine;
  }

  /// Where the example's functions keep their users and orders.
  private Path functionData() {
    Path below =
        configuration.memory()
            ? Path.of(System.getProperty("java.io.tmpdir"), "stepwell-quickstart")
            : configuration.data();
    return below.resolve("order-saga");
  }

  private List<?> executions(String machine) throws RefusedException {
    Map<?, ?> page =
        client.states("ListExecutions", Map.of("stateMachineArn", machine, "maxResults", EARLIER));
    return page.get("executions") instanceof List<?> list ? list : List.of();
  }

  private Ended run(String machine, Part part, int number) throws RefusedException {
    console.line();
    console.line(
        console.coloured(
            Colour.BOLD, "%d of %d  %s".formatted(number, PARTS.size(), part.title())));
    ExecutionRun run = new ExecutionRun(client, console);
    String name = part.input() + "-" + suffix;
    String input = read(example.resolve("inputs").resolve(part.input() + ".json"));
    String arn = run.start(machine, name, input);
    Map<?, ?> description = run.follow(arn);
    console.line("  " + run.outcome(description));
    return new Ended(name, arn, description);
  }

  private void showEarlier(List<?> earlier) {
    if (earlier.isEmpty()) {
      return;
    }
    console.line();
    console.line(console.coloured(Colour.BOLD, "Still there from earlier"));
    for (Object item : earlier) {
      Map<?, ?> execution = (Map<?, ?>) item;
      console.line("  %-36s %s".formatted(execution.get("name"), execution.get("status")));
    }
  }

  private void showNext(String machine, List<Ended> ended) {
    String options =
        "--endpoint-url %s --region %s".formatted(client.url(), configuration.region());
    console.line();
    console.line(
        console.coloured(Colour.BOLD, "Try next")
            + console.coloured(Colour.DIM, " (the aws command wants credentials; any will do)"));
    console.line("  export AWS_ACCESS_KEY_ID=any AWS_SECRET_ACCESS_KEY=any");
    console.line(
        "  aws stepfunctions list-executions --state-machine-arn %s %s"
            .formatted(machine, options));
    console.line(
        "  aws stepfunctions get-execution-history --execution-arn %s %s"
            .formatted(ended.getLast().arn(), options));
    console.line(
        "  aws stepfunctions start-execution --state-machine-arn %s --input %s %s"
            .formatted(
                machine, Shell.word("file://" + example.resolve("inputs/succeeds.json")), options));
    console.line(
        "  %s run %s --input %s%s"
            .formatted(
                Shell.launcher(),
                MACHINE,
                Shell.word("@" + example.resolve("inputs/retried.json")),
                configuration.port() == 8083 ? "" : " --endpoint " + client.url()));
    console.line();
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new CliException(
          CliException.FAILED, "the example's file %s cannot be read: %s".formatted(file, e));
    }
  }
}
