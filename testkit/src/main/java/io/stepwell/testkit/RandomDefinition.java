package io.stepwell.testkit;

import io.stepwell.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// Makes valid state machines from a seed: every state type in both query languages, nested branches
/// and iterations, retries, catches, variables, waits, functions, activities and callbacks. All of them
/// end, whatever their tasks answer, because transitions only lead forward.
public final class RandomDefinition {
  /// The activity that Task states may use.
  public static final String ACTIVITY = "arn:aws:states:us-east-1:123456789012:activity:work";

  private static final String FUNCTION = "arn:aws:lambda:us-east-1:123456789012:function:work";
  private static final int MAX_DEPTH = 2;

  private final SplittableRandom random;
  private int states;

  /// Where a state stands: among which, and how deep.
  private record Place(List<String> names, int at, int depth) {
    boolean last() {
      return at == names.size() - 1;
    }

    /// The variable that the states beside it share.
    String variable() {
      return "v" + names.getFirst();
    }
  }

  private RandomDefinition(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /// The definition as JSON text.
  public static String of(long seed) {
    RandomDefinition definition = new RandomDefinition(seed);
    Map<String, @Nullable Object> machine = definition.container(0);
    if (definition.random.nextInt(4) == 0) {
      machine.put("TimeoutSeconds", 20L + definition.random.nextInt(100));
    }
    return Json.write(machine);
  }

  private Map<String, @Nullable Object> container(int depth) {
    int count = 1 + random.nextInt(4);
    List<String> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add("S" + states++);
    }
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      all.put(names.get(i), state(new Place(names, i, depth)));
    }
    Map<String, @Nullable Object> container = new LinkedHashMap<>();
    container.put("StartAt", names.getFirst());
    container.put("States", all);
    return container;
  }

  private Map<String, @Nullable Object> state(Place place) {
    boolean last = place.last();
    boolean jsonata = random.nextInt(3) == 0;
    Map<String, @Nullable Object> state = new LinkedHashMap<>();
    if (jsonata) {
      state.put("QueryLanguage", "JSONata");
    }
    boolean nests = place.depth() < MAX_DEPTH;
    switch (random.nextInt(last ? 10 : 11)) {
      case 2 -> waiting(state, place, jsonata);
      case 3, 4, 5 -> task(state, place, jsonata);
      case 6 -> {
        if (nests) {
          parallel(state, place, jsonata);
        } else {
          pass(state, place, jsonata);
        }
      }
      case 7 -> {
        if (nests) {
          map(state, place, jsonata);
        } else {
          task(state, place, jsonata);
        }
      }
      case 8 -> {
        if (last) {
          state.put("Type", "Succeed");
        } else {
          pass(state, place, jsonata);
        }
      }
      case 9 -> {
        if (last && random.nextInt(3) == 0) {
          fail(state, jsonata);
        } else {
          pass(state, place, jsonata);
        }
      }
      case 10 -> choice(state, place, jsonata);
      default -> pass(state, place, jsonata);
    }
    return state;
  }

  private void pass(Map<String, @Nullable Object> state, Place place, boolean jsonata) {
    state.put("Type", "Pass");
    if (jsonata) {
      outputs(state, place);
    } else {
      switch (random.nextInt(4)) {
        case 0 -> state.put("Result", Map.of("n", (long) random.nextInt(9)));
        case 1 -> state.put("Parameters", Map.of("all.$", "$", "id.$", "States.UUID()"));
        case 2 -> state.put("Assign", Map.of(place.variable(), "x"));
        default -> {}
      }
      if (random.nextBoolean()) {
        state.put("ResultPath", "$.p" + place.at());
      }
    }
    leading(state, place);
  }

  /// The end of a JSONata state.
  private void outputs(Map<String, @Nullable Object> state, Place place) {
    if (random.nextInt(3) == 0) {
      state.put("Assign", Map.of(place.variable(), "{% $states.context.State.Name %}"));
    }
    String variable = "$" + place.variable();
    switch (random.nextInt(4)) {
      case 0 -> state.put("Output", "{% {'was': $states.input, 'n': " + place.at() + "} %}");
      case 1 ->
          state.put(
              "Output", Map.of("v", "{% $exists(" + variable + ") ? " + variable + " : 0 %}"));
      case 2 -> state.put("Output", "{% $states.context.Execution.Input %}");
      default -> {}
    }
  }

  private void waiting(Map<String, @Nullable Object> state, Place place, boolean jsonata) {
    state.put("Type", "Wait");
    long seconds = random.nextInt(5);
    if (jsonata) {
      state.put("Seconds", "{% " + seconds + " + 1 %}");
      outputs(state, place);
    } else {
      state.put("Seconds", seconds);
    }
    leading(state, place);
  }

  private void task(Map<String, @Nullable Object> state, Place place, boolean jsonata) {
    state.put("Type", "Task");
    String arguments = jsonata ? "Arguments" : "Parameters";
    switch (random.nextInt(4)) {
      case 0 -> {
        state.put("Resource", ACTIVITY);
        state.put("HeartbeatSeconds", 7L);
      }
      case 1 -> {
        state.put("Resource", "arn:aws:states:::lambda:invoke.waitForTaskToken");
        Map<String, Object> payload =
            jsonata
                ? Map.of("token", "{% $states.context.Task.Token %}")
                : Map.of("token.$", "$$.Task.Token");
        state.put(arguments, Map.of("FunctionName", "work", "Payload", payload));
        if (random.nextInt(3) == 0) {
          state.put("HeartbeatSeconds", 5L);
        }
      }
      case 2 -> {
        state.put("Resource", "arn:aws:states:::lambda:invoke");
        Map<String, Object> payload =
            jsonata
                ? Map.of("FunctionName", "work", "Payload", "{% $states.input %}")
                : Map.of("FunctionName", "work", "Payload.$", "$");
        state.put(arguments, payload);
      }
      default -> state.put("Resource", FUNCTION);
    }
    long timeout = 20L + random.nextInt(20);
    state.put("TimeoutSeconds", jsonata ? "{% 10 + " + (timeout - 10) + " %}" : (Object) timeout);
    if (jsonata) {
      outputs(state, place);
    } else if (random.nextBoolean()) {
      state.put("ResultPath", random.nextBoolean() ? "$.r" + place.at() : null);
    }
    guarded(state, place, jsonata);
    leading(state, place);
  }

  private void parallel(Map<String, @Nullable Object> state, Place place, boolean jsonata) {
    state.put("Type", "Parallel");
    List<@Nullable Object> branches = new ArrayList<>();
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      branches.add(container(place.depth() + 1));
    }
    state.put("Branches", branches);
    if (jsonata) {
      outputs(state, place);
    }
    guarded(state, place, jsonata);
    leading(state, place);
  }

  private void map(Map<String, @Nullable Object> state, Place place, boolean jsonata) {
    state.put("Type", "Map");
    state.put(
        jsonata ? "Items" : "ItemsPath",
        jsonata ? "{% $states.context.Execution.Input.items %}" : "$$.Execution.Input.items");
    state.put("MaxConcurrency", (long) random.nextInt(4));
    if (random.nextBoolean()) {
      Map<String, Object> selector =
          jsonata
              ? Map.of("value", "{% $states.context.Map.Item.Value %}", "fixed", 1L)
              : Map.of("value.$", "$$.Map.Item.Value", "index.$", "$$.Map.Item.Index");
      state.put("ItemSelector", selector);
    }
    Map<String, @Nullable Object> processor = container(place.depth() + 1);
    if (random.nextInt(3) == 0) {
      processor.put("ProcessorConfig", Map.of("Mode", "DISTRIBUTED", "ExecutionType", "STANDARD"));
      distributed(state);
    }
    state.put("ItemProcessor", processor);
    if (jsonata) {
      outputs(state, place);
    }
    guarded(state, place, jsonata);
    leading(state, place);
  }

  private void distributed(Map<String, @Nullable Object> state) {
    switch (random.nextInt(4)) {
      case 0 -> state.put("ToleratedFailureCount", 1L + random.nextInt(2));
      case 1 -> state.put("ToleratedFailurePercentage", (long) random.nextInt(101));
      default -> {}
    }
    if (random.nextInt(3) == 0) {
      state.put("ItemBatcher", Map.of("MaxItemsPerBatch", 1L + random.nextInt(3)));
    }
  }

  private void choice(Map<String, @Nullable Object> state, Place place, boolean jsonata) {
    state.put("Type", "Choice");
    Map<String, @Nullable Object> rule = new LinkedHashMap<>();
    String digit = String.valueOf(random.nextInt(10));
    if (jsonata) {
      rule.put("Condition", "{% $contains($states.context.State.Name, '" + digit + "') %}");
    } else {
      rule.put("Variable", "$$.State.Name");
      rule.put("StringMatches", "*" + digit);
    }
    rule.put("Next", later(place));
    state.put("Choices", List.of(rule));
    state.put("Default", place.names().get(place.at() + 1));
  }

  private void fail(Map<String, @Nullable Object> state, boolean jsonata) {
    state.put("Type", "Fail");
    String error = "E" + random.nextInt(3);
    state.put("Error", jsonata ? "{% '" + error + "' %}" : error);
    state.put("Cause", "on purpose");
  }

  /// With Retry and Catch, or without.
  private void guarded(Map<String, @Nullable Object> state, Place place, boolean jsonata) {
    if (random.nextBoolean()) {
      List<@Nullable Object> retriers = new ArrayList<>();
      if (random.nextBoolean()) {
        retriers.add(retrier(random.nextBoolean() ? "E1" : "States.Timeout"));
      }
      retriers.add(retrier(random.nextBoolean() ? "States.ALL" : "States.TaskFailed"));
      state.put("Retry", retriers);
    }
    if (!place.last() && random.nextBoolean()) {
      Map<String, @Nullable Object> catcher = new LinkedHashMap<>();
      catcher.put("ErrorEquals", List.of(random.nextBoolean() ? "States.ALL" : "States.Timeout"));
      catcher.put("Next", later(place));
      catcher.put(
          jsonata ? "Output" : "ResultPath",
          jsonata ? "{% {'caught': $states.errorOutput} %}" : "$.caught");
      state.put("Catch", List.of(catcher));
    }
  }

  private Map<String, @Nullable Object> retrier(String error) {
    Map<String, @Nullable Object> retrier = new LinkedHashMap<>();
    retrier.put("ErrorEquals", List.of(error));
    retrier.put("IntervalSeconds", 1L + random.nextInt(3));
    retrier.put("MaxAttempts", (long) random.nextInt(3));
    retrier.put("JitterStrategy", random.nextBoolean() ? "FULL" : "NONE");
    return retrier;
  }

  private static void leading(Map<String, @Nullable Object> state, Place place) {
    if (place.last()) {
      state.put("End", true);
    } else {
      state.put("Next", place.names().get(place.at() + 1));
    }
  }

  private String later(Place place) {
    List<String> names = place.names();
    return names.get(place.at() + 1 + random.nextInt(names.size() - place.at() - 1));
  }
}
