package io.stepwell.tasks.aws;

import io.stepwell.tasks.TaskCall;
import io.stepwell.tasks.remote.ServiceAction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What Step Functions adds to the parameters of optimized integrations.
final class Adjustments {
  private Adjustments() {}

  static Map<?, ?> of(ServiceAction action, Map<?, ?> given, TaskCall.Execution execution) {
    return switch (action.service() + ":" + action.action()) {
      case "eventbridge:putEvents" -> withResources(given, execution);
      case "ecs:runTask" -> with(given, "StartedBy", "AWS Step Functions");
      default -> given;
    };
  }

  /// The execution and its machine are among the resources of each event.
  private static Map<?, ?> withResources(Map<?, ?> given, TaskCall.Execution execution) {
    if (!(given.get("Entries") instanceof List<?> entries)) {
      return given;
    }
    List<@Nullable Object> all = new ArrayList<>();
    for (Object entry : entries) {
      all.add(
          entry instanceof Map<?, ?> event
              ? withResources(event, execution.arn(), execution.stateMachineArn())
              : entry);
    }
    return replaced(given, "Entries", all);
  }

  private static Map<?, ?> withResources(Map<?, ?> event, String execution, String machine) {
    List<@Nullable Object> resources = new ArrayList<>();
    if (event.get("Resources") instanceof List<?> own) {
      resources.addAll(own);
    }
    resources.add(machine);
    resources.add(execution);
    return replaced(event, "Resources", resources);
  }

  private static Map<?, ?> with(Map<?, ?> given, String name, Object value) {
    return given.containsKey(name) ? given : replaced(given, name, value);
  }

  private static Map<?, ?> replaced(Map<?, ?> given, String name, Object value) {
    Map<Object, @Nullable Object> all = new LinkedHashMap<>(given);
    all.put(name, value);
    return all;
  }
}
