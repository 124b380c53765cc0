package io.stepwell.server.observe;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// When tasks that have not ended were scheduled and started. Bounded, and in memory only: the
/// times of tasks beyond that, or from before a restart, are not known.
///
/// Small, as an execution that sleeps for months has its entry as well: about 120 bytes. So executions
/// are known by 64 bits of a hash; should two ever share them, a duration is counted wrongly. The
/// events of one execution come one after another.
final class OpenTasks {
  private static final int MAX_EXECUTIONS = 100_000;
  private static final int MAX_TASKS = 1_000;

  /// @param task its number in the execution
  /// @param startedAt 0 before it has
  record Times(int task, long scheduledAt, long startedAt) {}

  private final Map<Long, Times[]> executions = new ConcurrentHashMap<>();

  void scheduled(String executionArn, int task, long at) {
    long execution = hash(executionArn);
    if (executions.size() < MAX_EXECUTIONS || executions.containsKey(execution)) {
      Times[] added = {new Times(task, at, 0)};
      executions.merge(execution, added, (open, one) -> with(open, one[0]));
    }
  }

  /// When it was scheduled, or null.
  @Nullable Times started(String executionArn, int task, long at) {
    Times[] open = executions.get(hash(executionArn));
    int index = indexOf(open, task);
    if (open == null || index < 0) {
      return null;
    }
    Times scheduled = open[index];
    open[index] = new Times(task, scheduled.scheduledAt(), at);
    return scheduled;
  }

  @Nullable Times ended(String executionArn, int task) {
    long execution = hash(executionArn);
    Times[] open = executions.get(execution);
    int index = indexOf(open, task);
    if (open == null || index < 0) {
      return null;
    }
    if (open.length == 1) {
      executions.remove(execution);
    } else {
      executions.put(execution, without(open, index));
    }
    return open[index];
  }

  void executionEnded(String executionArn) {
    executions.remove(hash(executionArn));
  }

  private static int indexOf(Times @Nullable [] open, int task) {
    for (int i = 0; open != null && i < open.length; i++) {
      if (open[i].task() == task) {
        return i;
      }
    }
    return -1;
  }

  private static Times[] with(Times[] open, Times one) {
    if (open.length == MAX_TASKS) {
      return open;
    }
    Times[] all = Arrays.copyOf(open, open.length + 1);
    all[open.length] = one;
    return all;
  }

  private static Times[] without(Times[] open, int index) {
    Times[] rest = Arrays.copyOf(open, open.length - 1);
    System.arraycopy(open, index + 1, rest, index, rest.length - index);
    return rest;
  }

  /// FNV-1a of the characters.
  private static long hash(String executionArn) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < executionArn.length(); i++) {
      hash = (hash ^ executionArn.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }
}
