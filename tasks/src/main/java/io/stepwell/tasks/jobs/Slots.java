package io.stepwell.tasks.jobs;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/// How many jobs of each queue run at once; who comes first, runs first.
final class Slots {
  private final Map<String, Line> lines = new HashMap<>();

  private static final class Line {
    private int taken;
    private final Queue<CompletableFuture<Boolean>> waiting = new ArrayDeque<>();
  }

  /// @return completes when there is room
  synchronized CompletableFuture<Boolean> take(String queue, int limit) {
    Line line = line(queue);
    CompletableFuture<Boolean> turn = new CompletableFuture<>();
    if (line.taken < limit && line.waiting.isEmpty()) {
      line.taken++;
      turn.complete(true);
    } else {
      line.waiting.add(turn);
    }
    return turn;
  }

  /// Room for a job that runs already, whether there is any or not.
  synchronized void takeAtOnce(String queue) {
    line(queue).taken++;
  }

  synchronized void give(String queue, int limit) {
    Line line = line(queue);
    line.taken--;
    while (line.taken < limit && !line.waiting.isEmpty()) {
      if (line.waiting.remove().complete(true)) { // not, when it was given up meanwhile
        line.taken++;
      }
    }
  }

  private Line line(String queue) {
    return lines.computeIfAbsent(queue, _ -> new Line());
  }
}
