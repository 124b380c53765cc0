package io.stepwell.cli;

import io.stepwell.cli.ApiClient.RefusedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// State machines as the command line sees them: by name.
final class StateMachines {
  private static final String ROLE = "arn:aws:iam::123456789012:role/stepwell";

  private final ApiClient client;

  StateMachines(ApiClient client) {
    this.client = client;
  }

  /// The ARN of a machine.
  ///
  /// @throws CliException when there is none, with the names of those that there are
  String find(String name) throws RefusedException {
    if (name.startsWith("arn:")) {
      return name;
    }
    List<String> names = new ArrayList<>();
    String token = null;
    do {
      Map<?, ?> page = client.states("ListStateMachines", page(token));
      if (page.get("stateMachines") instanceof List<?> machines) {
        for (Object item : machines) {
          Map<?, ?> machine = (Map<?, ?>) item;
          if (name.equals(machine.get("name"))) {
            return String.valueOf(machine.get("stateMachineArn"));
          }
          names.add(String.valueOf(machine.get("name")));
        }
      }
      token = page.get("nextToken") instanceof String next ? next : null;
    } while (token != null);
    throw new CliException(
        CliException.USAGE,
        "there is no file and no state machine '%s'; %s"
            .formatted(
                name,
                names.isEmpty()
                    ? "the server has none yet"
                    : "there are " + String.join(", ", names)));
  }

  private static Map<String, Object> page(@Nullable String token) {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("maxResults", 1000);
    if (token != null) {
      request.put("nextToken", token);
    }
    return request;
  }

  /// Creates the machine, or gives it this definition when it has another.
  String deploy(String name, String definition) throws RefusedException {
    try {
      return create(name, definition, false);
    } catch (RefusedException e) {
      if (!e.type().equals("StateMachineAlreadyExists")) {
        throw e;
      }
      String arn = find(name);
      client.states("UpdateStateMachine", Map.of("stateMachineArn", arn, "definition", definition));
      return arn;
    }
  }

  /// The same; whether anything had to be changed.
  boolean deploy(String name, String definition, boolean express) throws RefusedException {
    String arn;
    try {
      arn = find(name);
    } catch (CliException e) {
      create(name, definition, express);
      return true;
    }
    Map<?, ?> present = client.states("DescribeStateMachine", Map.of("stateMachineArn", arn));
    if (!(express ? "EXPRESS" : "STANDARD").equals(present.get("type"))) {
      throw new CliException(
          CliException.FAILED,
          "the server has '%s' as %s, which cannot change; delete it there, or rename the file"
              .formatted(name, present.get("type")));
    }
    if (definition.equals(present.get("definition"))) {
      return false;
    }
    client.states("UpdateStateMachine", Map.of("stateMachineArn", arn, "definition", definition));
    return true;
  }

  private String create(String name, String definition, boolean express) throws RefusedException {
    Map<?, ?> created =
        client.states(
            "CreateStateMachine",
            Map.of(
                "name",
                name,
                "definition",
                definition,
                "roleArn",
                ROLE,
                "type",
                express ? "EXPRESS" : "STANDARD"));
    return String.valueOf(created.get("stateMachineArn"));
  }
}
