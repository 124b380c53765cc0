package io.stepwell.server.observe;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// When tasks that have not ended were scheduled and started. Bounded, and in memory only: the
/// times of tasks beyond that, or from before a restart, are not known.
final class OpenTasks {
  private static final int MAX_EXECUTIONS = 100_000;
  private static final int MAX_TASKS = 10_000;

  /// @param startedAt 0 before it has
  record Times(long scheduledAt, long startedAt) {}

  private final Map<String, Map<Integer, Times>> executions = new ConcurrentHashMap<>();

  void scheduled(String executionArn, int task, long at) {
    if (executions.size() < MAX_EXECUTIONS || executions.containsKey(executionArn)) {
      executions.compute(
          executionArn,
          (_, tasks) -> {
            Map<Integer, Times> open = tasks == null ? new HashMap<>(2) : tasks;
            if (open.size() < MAX_TASKS) {
              open.put(task, new Times(at, 0));
            }
            return open;
          });
    }
  }

  /// When it was scheduled, or null.
  @Nullable Times started(String executionArn, int task, long at) {
    Times[] known = {null};
    executions.computeIfPresent(
        executionArn,
        (_, tasks) -> {
          known[0] = tasks.get(task);
          if (known[0] != null) {
            tasks.put(task, new Times(known[0].scheduledAt(), at));
          }
          return tasks;
        });
    return known[0];
  }

  @Nullable Times ended(String executionArn, int task) {
    Times[] known = {null};
    executions.computeIfPresent(
        executionArn,
        (_, tasks) -> {
          known[0] = tasks.remove(task);
          return tasks.isEmpty() ? null : tasks;
        });
    return known[0];
  }

  void executionEnded(String executionArn) {
    executions.remove(executionArn);
  }
}
