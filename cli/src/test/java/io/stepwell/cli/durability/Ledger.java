package io.stepwell.cli.durability;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/// What the services saw, against what the histories said: by `Idempotency-Key`, which stands for
/// one attempt of one Task state.
final class Ledger {
  private final Map<String, List<Integer>> arrivals = new ConcurrentHashMap<>();
  private final Map<String, Set<String>> attempts = new ConcurrentHashMap<>();
  private final Set<String> recorded = ConcurrentHashMap.newKeySet();
  private final Set<String> tokens = ConcurrentHashMap.newKeySet();
  private final Map<String, Integer> receipts = new ConcurrentHashMap<>();
  private final Queue<String> violations = new ConcurrentLinkedQueue<>();

  /// A call has arrived.
  ///
  /// @param generation of the server that made it
  void arrived(String key, int generation) {
    if (recorded.contains(key)) {
      violation("the call " + key + " was made again after its result was in the history");
    }
    List<Integer> earlier = arrivals.computeIfAbsent(key, _ -> new ArrayList<>());
    synchronized (earlier) {
      if (earlier.contains(generation)) {
        violation("the call %s was made twice by one server, number %d".formatted(key, generation));
      }
      earlier.add(generation);
    }
  }

  /// Which attempt of this work a key stands for, counted from 1.
  int attempt(String work, String key) {
    Set<String> keys = attempts.computeIfAbsent(work, _ -> ConcurrentHashMap.newKeySet());
    synchronized (keys) {
      keys.add(key);
      return keys.size();
    }
  }

  /// How many attempts this work took.
  int attempts(String work) {
    return attempts.getOrDefault(work, Set.of()).size();
  }

  /// The result of this call was seen in a history.
  void recorded(String key) {
    recorded.add(key);
  }

  /// A task token was given to a worker.
  void handedOut(String token) {
    if (!tokens.add(token)) {
      violation("the task token " + token + " was handed out twice");
    }
  }

  /// The server has acknowledged this result of a saga's task.
  void acknowledged(String receipt, int saga) {
    receipts.put(receipt, saga);
  }

  /// What was acknowledged, and for which saga.
  Map<String, Integer> receipts() {
    return Map.copyOf(receipts);
  }

  void violation(String what) {
    violations.add(what);
  }

  Collection<String> violations() {
    return List.copyOf(violations);
  }

  @Override
  public String toString() {
    long repeated = arrivals.values().stream().filter(list -> list.size() > 1).count();
    return "%d calls, %d of them repeated after a crash; %d results by token"
        .formatted(arrivals.size(), repeated, receipts.size());
  }
}
