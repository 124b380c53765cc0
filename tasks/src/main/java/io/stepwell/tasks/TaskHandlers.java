package io.stepwell.tasks;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Finds who serves a resource. Asked at each call, so what is deployed later is found.
public interface TaskHandlers {
  /// The handler, or null when nothing here serves the resource: the task then fails with an error
  /// that names the resource and says which setting would resolve it.
  ///
  /// @param resource the state's `Resource`, verbatim
  @Nullable TaskHandler find(String resource);

  /// What is to be told of a resource that nobody serves: it names the resource and says which
  /// setting would resolve it.
  default String missing(String resource) {
    return "Nothing here serves the resource '"
        + resource
        + "': deploy it here, or name where it is to be reached in the configuration";
  }

  /// Asks each in turn; the first that serves the resource has it.
  static TaskHandlers firstOf(List<TaskHandlers> all) {
    List<TaskHandlers> handlers = List.copyOf(all);
    return resource -> {
      for (TaskHandlers each : handlers) {
        TaskHandler found = each.find(resource);
        if (found != null) {
          return found;
        }
      }
      return null;
    };
  }
}
