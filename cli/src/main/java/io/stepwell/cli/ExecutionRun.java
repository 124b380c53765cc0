package io.stepwell.cli;

import io.stepwell.cli.ApiClient.RefusedException;
import io.stepwell.cli.Console.Colour;
import io.stepwell.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One execution, from its start to its end, as somebody watches it.
final class ExecutionRun {
  private static final int MAX_SHOWN = 400;

  private final ApiClient client;
  private final Console console;

  ExecutionRun(ApiClient client, Console console) {
    this.client = client;
    this.console = console;
  }

  String start(String stateMachineArn, @Nullable String name, String input)
      throws RefusedException {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("stateMachineArn", stateMachineArn);
    request.put("input", input);
    if (name != null) {
      request.put("name", name);
    }
    return String.valueOf(client.states("StartExecution", request).get("executionArn"));
  }

  /// Prints the states as they come and go, and returns the description of the ended execution.
  Map<?, ?> follow(String executionArn) throws RefusedException {
    client.events(executionArn, new StateLog(console)::show);
    return describe(executionArn);
  }

  /// Prints every event as a line of JSON instead, and the description as the last one.
  Map<?, ?> followAsJson(String executionArn) throws RefusedException {
    client.events(executionArn, event -> console.line(Json.write(event)));
    Map<?, ?> description = describe(executionArn);
    console.line(Json.write(description));
    return description;
  }

  private Map<?, ?> describe(String executionArn) throws RefusedException {
    return client.states("DescribeExecution", Map.of("executionArn", executionArn));
  }

  static boolean succeeded(Map<?, ?> description) {
    return "SUCCEEDED".equals(description.get("status"));
  }

  /// `SUCCEEDED {"output":…}` or `FAILED Error: cause`.
  String outcome(Map<?, ?> description) {
    String status = String.valueOf(description.get("status"));
    Colour colour = succeeded(description) ? Colour.GREEN : Colour.RED;
    return console.coloured(colour, status) + " " + shortened(reason(description));
  }

  private static String reason(Map<?, ?> description) {
    if (description.get("output") instanceof String output) {
      return output;
    }
    Object error = description.get("error");
    String cause = description.get("cause") instanceof String text ? Causes.sentence(text) : "";
    return error == null ? cause : cause.isEmpty() ? error.toString() : error + ": " + cause;
  }

  private static String shortened(String text) {
    return text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "...";
  }
}
