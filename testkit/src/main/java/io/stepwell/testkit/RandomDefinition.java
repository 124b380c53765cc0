package io.stepwell.testkit;

import io.stepwell.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// Makes valid state machines from a seed: every state type, nested branches and iterations, retries,
/// catches, waits, functions, activities and callbacks. All of them end, whatever their tasks answer,
/// because transitions only lead forward.
public final class RandomDefinition {
  /// The activity that Task states may use.
  public static final String ACTIVITY = "arn:aws:states:us-east-1:123456789012:activity:work";

  private static final String FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:work";
  private static final int MAX_DEPTH = 2;

  private final SplittableRandom random;
  private int states;

  private RandomDefinition(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /// The definition as JSON text.
  public static String of(long seed) {
    return Json.write(new RandomDefinition(seed).container(0));
  }

  private Map<String, @Nullable Object> container(int depth) {
    int count = 1 + random.nextInt(4);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add("S" + states++);
    }
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      all.put(names.get(i), state(names, i, depth));
    }
    Map<String, @Nullable Object> container = new LinkedHashMap<>();
    container.put("StartAt", names.getFirst());
    container.put("States", all);
    return container;
  }

  private Map<String, @Nullable Object> state(List<String> names, int at, int depth) {
    boolean last = at == names.size() - 1;
    return switch (random.nextInt(last ? 10 : 11)) {
      case 0, 1 -> pass(names, at);
      case 2 -> waiting(names, at);
      case 3, 4, 5 -> task(names, at);
      case 6 -> depth < MAX_DEPTH ? parallel(names, at, depth) : pass(names, at);
      case 7 -> depth < MAX_DEPTH ? map(names, at, depth) : pass(names, at);
      case 8 -> last ? ending("Succeed") : pass(names, at);
      case 9 -> last && random.nextInt(3) == 0 ? fail() : pass(names, at);
      default -> choice(names, at);
    };
  }

  private Map<String, @Nullable Object> pass(List<String> names, int at) {
    Map<String, @Nullable Object> state = ending("Pass");
    switch (random.nextInt(4)) {
      case 0 -> state.put("Result", Map.of("n", (long) random.nextInt(9)));
      case 1 -> state.put("Parameters", Map.of("all.$", "$", "id.$", "States.UUID()"));
      case 2 -> state.put("Assign", Map.of("v" + names.get(at), "x"));
      default -> {}
    }
    if (random.nextBoolean()) {
      state.put("ResultPath", "$.p" + at);
    }
    return leading(state, names, at);
  }

  private Map<String, @Nullable Object> waiting(List<String> names, int at) {
    Map<String, @Nullable Object> state = ending("Wait");
    state.put("Seconds", (long) random.nextInt(5));
    return leading(state, names, at);
  }

  private Map<String, @Nullable Object> task(List<String> names, int at) {
    Map<String, @Nullable Object> state = ending("Task");
    switch (random.nextInt(4)) {
      case 0 -> {
        state.put("Resource", ACTIVITY);
        state.put("HeartbeatSeconds", 7L);
      }
      case 1 -> {
        state.put("Resource", "arn:aws:states:::lambda:invoke.waitForTaskToken");
        state.put(
            "Parameters",
            Map.of("FunctionName", "work", "Payload", Map.of("token.$", "$$.Task.Token")));
      }
      case 2 -> {
        state.put("Resource", "arn:aws:states:::lambda:invoke");
        state.put("Parameters", Map.of("FunctionName", "work", "Payload.$", "$"));
      }
      default -> state.put("Resource", FUNCTION);
    }
    state.put("TimeoutSeconds", 20L + random.nextInt(20));
    if (random.nextBoolean()) {
      state.put("ResultPath", random.nextBoolean() ? "$.r" + at : null);
    }
    return leading(guarded(state, names, at), names, at);
  }

  private Map<String, @Nullable Object> parallel(List<String> names, int at, int depth) {
    Map<String, @Nullable Object> state = ending("Parallel");
    List<@Nullable Object> branches = new ArrayList<>();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      branches.add(container(depth + 1));
    }
    state.put("Branches", branches);
    return leading(guarded(state, names, at), names, at);
  }

  private Map<String, @Nullable Object> map(List<String> names, int at, int depth) {
    Map<String, @Nullable Object> state = ending("Map");
    state.put("ItemsPath", "$$.Execution.Input.items");
    state.put("MaxConcurrency", (long) random.nextInt(4));
    if (random.nextBoolean()) {
      state.put(
          "ItemSelector", Map.of("value.$", "$$.Map.Item.Value", "index.$", "$$.Map.Item.Index"));
    }
    Map<String, @Nullable Object> processor = container(depth + 1);
    if (random.nextInt(3) == 0) {
      processor.put("ProcessorConfig", Map.of("Mode", "DISTRIBUTED", "ExecutionType", "STANDARD"));
    }
    state.put("ItemProcessor", processor);
    return leading(guarded(state, names, at), names, at);
  }

  private Map<String, @Nullable Object> choice(List<String> names, int at) {
    Map<String, @Nullable Object> state = ending("Choice");
    Map<String, @Nullable Object> rule = new LinkedHashMap<>();
    rule.put("Variable", "$$.State.Name");
    rule.put("StringMatches", "*" + random.nextInt(10));
    rule.put("Next", later(names, at));
    state.put("Choices", List.of(rule));
    state.put("Default", names.get(at + 1));
    return state;
  }

  private Map<String, @Nullable Object> fail() {
    Map<String, @Nullable Object> state = ending("Fail");
    state.put("Error", "E" + random.nextInt(3));
    state.put("Cause", "on purpose");
    return state;
  }

  /// With Retry and Catch, or without.
  private Map<String, @Nullable Object> guarded(
      Map<String, @Nullable Object> state, List<String> names, int at) {
    if (random.nextBoolean()) {
      Map<String, @Nullable Object> retrier = new LinkedHashMap<>();
      retrier.put("ErrorEquals", List.of(random.nextBoolean() ? "States.ALL" : "E1"));
      retrier.put("IntervalSeconds", 1L + random.nextInt(3));
      retrier.put("MaxAttempts", (long) random.nextInt(3));
      retrier.put("JitterStrategy", random.nextBoolean() ? "FULL" : "NONE");
      state.put("Retry", List.of(retrier));
    }
    if (at < names.size() - 1 && random.nextBoolean()) {
      Map<String, @Nullable Object> catcher = new LinkedHashMap<>();
      catcher.put("ErrorEquals", List.of(random.nextBoolean() ? "States.ALL" : "States.Timeout"));
      catcher.put("Next", later(names, at));
      catcher.put("ResultPath", "$.caught");
      state.put("Catch", List.of(catcher));
    }
    return state;
  }

  private Map<String, @Nullable Object> leading(
      Map<String, @Nullable Object> state, List<String> names, int at) {
    if (at == names.size() - 1) {
      state.put("End", true);
    } else {
      state.put("Next", names.get(at + 1));
    }
    return state;
  }

  private String later(List<String> names, int at) {
    return names.get(at + 1 + random.nextInt(names.size() - at - 1));
  }

  private static Map<String, @Nullable Object> ending(String type) {
    Map<String, @Nullable Object> state = new LinkedHashMap<>();
    state.put("Type", type);
    return state;
  }
}
