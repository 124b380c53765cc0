package io.stepwell.runtime.node;

import io.stepwell.runtime.Account;
import io.stepwell.runtime.Orchestrator;
import io.stepwell.runtime.Orchestrator.CreateStateMachine;
import java.util.Map;

/// Definitions for tests, and how to make machines of them.
final class Machines {
  static final String ROLE = "arn:aws:iam::123456789012:role/stepwell";
  static final String FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:f";
  static final String ACTIVITY = "arn:aws:states:us-east-1:123456789012:activity:work";

  private Machines() {}

  static CreateStateMachine request(String name, String definition) {
    return request(name, definition, Orchestrator.Type.STANDARD);
  }

  static CreateStateMachine request(String name, String definition, Orchestrator.Type type) {
    return new CreateStateMachine(
        name, definition, ROLE, type, null, null, null, Map.of(), false, null);
  }

  static String create(Orchestrator orchestrator, String name, String definition) {
    return orchestrator.createStateMachine(Account.DEFAULT, request(name, definition)).arn();
  }

  static String createExpress(Orchestrator orchestrator, String name, String definition) {
    CreateStateMachine request = request(name, definition, Orchestrator.Type.EXPRESS);
    return orchestrator.createStateMachine(Account.DEFAULT, request).arn();
  }

  /// So many Pass states, one after the other.
  static String passes(int count) {
    StringBuilder states = new StringBuilder();
    for (int i = 1; i <= count; i++) {
      String next = i == count ? "\"End\": true" : "\"Next\": \"P" + (i + 1) + "\"";
      states.append(i == 1 ? "" : ", ");
      states.append("\"P").append(i).append("\": {\"Type\": \"Pass\", ").append(next).append("}");
    }
    return "{\"StartAt\": \"P1\", \"States\": {" + states + "}}";
  }

  static String task(String resource) {
    return """
    {"StartAt": "T", "States": {"T": {"Type": "Task", "Resource": "%s", "End": true}}}
    """
        .formatted(resource);
  }

  static String waiting(int seconds) {
    return """
    {"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": %d, "End": true}}}
    """
        .formatted(seconds);
  }
}
