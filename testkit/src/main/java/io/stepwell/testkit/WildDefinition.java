package io.stepwell.testkit;

import io.stepwell.json.Json;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// Makes machines from a seed that are mostly accepted and mostly nonsense: paths that find nothing,
/// functions of wrong arguments, expressions of every type in every field, circles. A part of them
/// has an arbitrary value somewhere. Nothing about them is known but that they must not hurt.
public final class WildDefinition {
  private static final int MAX_DEPTH = 2;
  private static final String[] NAMES = {"a", "b", "items", "n", "x y", "ü", ""};
  private static final String[] STEPS = {
    ".a",
    ".b",
    ".items",
    ".n",
    "['x y']",
    "[0]",
    "[-1]",
    "[*]",
    "[1:]",
    "..n",
    "[?(@.n>1)]",
    ".*",
    "[?(@.a)]",
    ".length()",
    "[0,1]"
  };
  private static final String[] JSONATA = {
    "$states.input",
    "$states.input.n",
    "$states.input.items",
    "$states.input.items[0]",
    "$states.context.State.Name",
    "$sum($states.input.items)",
    "$states.input.n + 1",
    "1/0",
    "'text'",
    "[1..5]",
    "{'a': $states.input.a}",
    "$states.input.items.(n * 2)",
    "true",
    "$string($states.input)",
    "$states.input.a = 1",
    "$count($states.input.items) > 0",
    "null",
    "$map([1..3], function($v) { $v * $v })",
    "$x",
    "-5",
    "2.5",
    "$states.input.*",
    "$uuid()",
    "$range(0, 10, 3)",
    "$partition([1..4], 3)",
    "$hash('a', 'MD5')",
    "$parse('[1')",
    "$states.input.items^(n)",
    "$pad('', 1000)",
    "function($v) { $v }",
    "$now()",
    "'2026-01-01T00:00:00Z'",
    "$lookup($states.input, 'a')",
    "$merge($states.input.items)",
    "$error('no')",
    "$random(3)"
  };

  private final SplittableRandom random;
  private int states;

  private WildDefinition(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /// The definition as JSON text.
  public static String of(long seed) {
    WildDefinition wild = new WildDefinition(seed);
    Map<String, @Nullable Object> machine = wild.container(0);
    if (wild.random.nextInt(3) == 0) {
      machine.put("TimeoutSeconds", 1L + wild.random.nextInt(100));
    }
    Object whole = wild.random.nextInt(3) == 0 ? wild.disturbed(machine) : machine;
    return Json.write(whole);
  }

  /// Any JSON.
  public static @Nullable Object json(SplittableRandom random, int depth) {
    return switch (random.nextInt(depth > 3 ? 9 : 13)) {
      case 0 -> null;
      case 1 -> random.nextBoolean();
      case 2 -> (long) random.nextInt(-3, 12);
      case 3 -> random.nextDouble(-2, 5);
      case 4 -> random.nextLong();
      case 5 -> BigInteger.TWO.pow(random.nextInt(200)).negate();
      case 6 -> "2026-01-0" + random.nextInt(1, 9) + "T00:00:00Z";
      case 7 -> text(random);
      case 8 -> random.nextBoolean() ? Map.of() : List.of();
      case 9, 10 -> {
        List<@Nullable Object> list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          list.add(json(random, depth + 1));
        }
        yield list;
      }
      default -> {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
          object.put(NAMES[random.nextInt(NAMES.length)], json(random, depth + 1));
        }
        yield object;
      }
    };
  }

  private static String text(SplittableRandom random) {
    return switch (random.nextInt(6)) {
      case 0 -> "";
      case 1 -> "x".repeat(random.nextInt(2000));
      case 2 -> "\u0000\uD83D\uDE00\"\\{}'";
      case 3 -> "$.a";
      case 4 -> "{% 1 %}";
      default -> "E" + random.nextInt(3);
    };
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
    boolean jsonata = random.nextInt(3) == 0;
    Map<String, @Nullable Object> state = new LinkedHashMap<>();
    String type = type(names, at, depth);
    state.put("Type", type);
    if (jsonata) {
      state.put("QueryLanguage", "JSONata");
    }
    own(state, type, names, at, depth, jsonata);
    flow(state, type, jsonata);
    if (type.equals("Choice")) {
      state.put("Default", names.get(at + 1));
    } else if (at < names.size() - 1) {
      state.put("Next", names.get(at + 1));
    } else if (!type.equals("Fail") && !type.equals("Succeed")) {
      state.put("End", true);
    }
    return state;
  }

  private String type(List<String> names, int at, int depth) {
    boolean last = at == names.size() - 1;
    return switch (random.nextInt(9)) {
      case 0, 1 -> "Pass";
      case 2 -> "Task";
      case 3 -> "Wait";
      case 4 -> depth < MAX_DEPTH ? "Parallel" : "Pass";
      case 5, 6 -> depth < MAX_DEPTH ? "Map" : "Task";
      case 7 -> last ? "Succeed" : "Choice";
      default -> last ? "Fail" : "Choice";
    };
  }

  private void own(
      Map<String, @Nullable Object> state,
      String type,
      List<String> names,
      int at,
      int depth,
      boolean jsonata) {
    switch (type) {
      case "Task" -> {
        state.put("Resource", "arn:aws:lambda:us-east-1:123456789012:function:work");
        if (random.nextBoolean()) {
          state.put(jsonata ? "TimeoutSeconds" : "TimeoutSecondsPath", dynamic(jsonata));
        }
      }
      case "Wait" -> {
        String field = random.nextBoolean() ? "Seconds" : "Timestamp";
        state.put(jsonata ? field : field + "Path", dynamic(jsonata));
      }
      case "Parallel" -> state.put("Branches", List.of(container(depth + 1), container(depth + 1)));
      case "Map" -> {
        state.put("ItemProcessor", container(depth + 1));
        state.put(jsonata ? "Items" : "ItemsPath", jsonata ? expression() : "$.items");
        if (random.nextBoolean()) {
          state.put("ItemSelector", jsonata ? jsonataTemplate(0) : template(0));
        }
        if (random.nextBoolean()) {
          state.put(jsonata ? "MaxConcurrency" : "MaxConcurrencyPath", dynamic(jsonata));
        }
      }
      case "Choice" -> state.put("Choices", List.of(rule(names, jsonata), rule(names, jsonata)));
      case "Fail" -> {
        if (random.nextBoolean()) {
          state.put(jsonata ? "Error" : "ErrorPath", jsonata ? expression() : path());
        }
      }
      default -> {}
    }
    if (type.equals("Task") || type.equals("Map") || type.equals("Parallel")) {
      guard(state, names, at, jsonata);
    }
  }

  private void guard(
      Map<String, @Nullable Object> state, List<String> names, int at, boolean jsonata) {
    if (random.nextBoolean()) {
      state.put("Retry", List.of(Map.of("ErrorEquals", List.of("States.ALL"), "MaxAttempts", 2L)));
    }
    if (at < names.size() - 1 && random.nextBoolean()) {
      Map<String, @Nullable Object> catcher = new LinkedHashMap<>();
      catcher.put("ErrorEquals", List.of("States.ALL"));
      catcher.put("Next", names.get(random.nextInt(names.size())));
      if (random.nextBoolean()) {
        catcher.put(jsonata ? "Output" : "ResultPath", jsonata ? expression() : "$.a.b");
      }
      state.put("Catch", List.of(catcher));
    }
  }

  private void flow(Map<String, @Nullable Object> state, String type, boolean jsonata) {
    boolean works = type.equals("Task") || type.equals("Parallel");
    boolean results = works || type.equals("Map");
    if (random.nextInt(3) == 0 && !type.equals("Succeed") && !type.equals("Fail")) {
      state.put("Assign", Map.of(jsonata ? "x" : "x.$", jsonata ? expression() : path()));
    }
    if (jsonata) {
      maybe(state, works, "Arguments", jsonataTemplate(0));
      maybe(state, !type.equals("Fail"), "Output", jsonataTemplate(0));
      return;
    }
    maybe(state, !type.equals("Fail"), "InputPath", path());
    maybe(state, works || type.equals("Pass"), "Parameters", template(0));
    maybe(state, results, "ResultSelector", template(0));
    maybe(state, results || type.equals("Pass"), "ResultPath", "$.b" + (random.nextInt(3)));
    maybe(state, !type.equals("Fail"), "OutputPath", path());
  }

  private void maybe(
      Map<String, @Nullable Object> state, boolean legal, String field, @Nullable Object value) {
    if (legal && random.nextInt(3) == 0) {
      state.put(field, value);
    }
  }

  private Map<String, @Nullable Object> rule(List<String> names, boolean jsonata) {
    Map<String, @Nullable Object> rule = jsonata ? new LinkedHashMap<>() : comparison(0);
    if (jsonata) {
      rule.put("Condition", expression());
    }
    rule.put("Next", names.get(random.nextInt(names.size())));
    return rule;
  }

  private Map<String, @Nullable Object> comparison(int depth) {
    Map<String, @Nullable Object> rule = new LinkedHashMap<>();
    switch (random.nextInt(depth > 2 ? 6 : 9)) {
      case 0 -> rule.put("StringMatches", "*a*b**\\\\*" + random.nextInt(3));
      case 1 -> rule.put("NumericLessThanPath", path());
      case 2 -> rule.put("TimestampGreaterThanPath", path());
      case 3 -> rule.put("IsPresent", random.nextBoolean());
      case 4 -> rule.put("BooleanEquals", random.nextBoolean());
      case 5 -> rule.put("IsTimestamp", random.nextBoolean());
      case 6 -> rule.put("Not", comparison(depth + 1));
      case 7 -> rule.put("And", List.of(comparison(depth + 1), comparison(depth + 1)));
      default -> rule.put("Or", List.of(comparison(depth + 1), comparison(depth + 1)));
    }
    if (!rule.containsKey("Not") && !rule.containsKey("And") && !rule.containsKey("Or")) {
      rule.put("Variable", path());
    }
    return rule;
  }

  private Object dynamic(boolean jsonata) {
    return jsonata ? expression() : random.nextBoolean() ? "$.n" : "$.items[0]";
  }

  private String path() {
    StringBuilder path = new StringBuilder(random.nextInt(6) == 0 ? "$$.Execution.Input" : "$");
    for (int i = random.nextInt(3); i > 0; i--) {
      path.append(STEPS[random.nextInt(STEPS.length)]);
    }
    return path.toString();
  }

  private String expression() {
    String one = JSONATA[random.nextInt(JSONATA.length)];
    return switch (random.nextInt(6)) {
      case 0 -> "{% [" + one + ", " + JSONATA[random.nextInt(JSONATA.length)] + "] %}";
      case 1 -> "{% $exists(" + one + ") ? " + one + " : 0 %}";
      default -> "{% " + one + " %}";
    };
  }

  private @Nullable Object jsonataTemplate(int depth) {
    return switch (random.nextInt(depth > 2 ? 2 : 4)) {
      case 0, 1 -> expression();
      case 2 -> List.of(expression(), 1L);
      default -> Map.of("a", expression(), "items", List.of(1L, 2L), "n", 2L);
    };
  }

  private Map<String, @Nullable Object> template(int depth) {
    Map<String, @Nullable Object> template = new LinkedHashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      String name = NAMES[random.nextInt(NAMES.length)];
      switch (random.nextInt(depth > 2 ? 3 : 4)) {
        case 0 -> template.putIfAbsent(name + i, json(random, 2));
        case 1 -> template.put(name + i + ".$", path());
        case 2 -> template.put(name + i + ".$", call(0));
        default -> template.putIfAbsent(name + i, template(depth + 1));
      }
    }
    return template;
  }

  private String call(int depth) {
    String argument = depth > 3 || random.nextBoolean() ? path() : call(depth + 1);
    return switch (random.nextInt(14)) {
      case 0 -> "States.Format('{} \\{\\} {}', " + argument + ", 1)";
      case 1 -> "States.StringToJson(" + argument + ")";
      case 2 -> "States.JsonToString(" + argument + ")";
      case 3 -> "States.Array(" + argument + ", null, -1.5)";
      case 4 -> "States.ArrayPartition(" + argument + ", 2)";
      case 5 -> "States.ArrayContains(" + argument + ", 1)";
      case 6 -> "States.ArrayRange(0, " + argument + ", 1)";
      case 7 -> "States.ArrayGetItem(" + argument + ", 0)";
      case 8 -> "States.ArrayUnique(" + argument + ")";
      case 9 -> "States.Base64Decode(" + argument + ")";
      case 10 -> "States.Hash(" + argument + ", 'SHA-256')";
      case 11 -> "States.JsonMerge(" + argument + ", " + argument + ", false)";
      case 12 -> "States.MathAdd(" + argument + ", 2)";
      default -> "States.StringSplit(" + argument + ", ',')";
    };
  }

  /// The same with an arbitrary value somewhere.
  private @Nullable Object disturbed(@Nullable Object value) {
    if (random.nextInt(12) == 0) {
      return json(random, 1);
    }
    if (value instanceof Map<?, ?> map && !map.isEmpty()) {
      Map<String, @Nullable Object> copy = new LinkedHashMap<>();
      int at = random.nextInt(map.size());
      for (Map.Entry<?, ?> member : map.entrySet()) {
        Object inner = member.getValue();
        copy.put((String) member.getKey(), at-- == 0 ? disturbed(inner) : inner);
      }
      return copy;
    }
    if (value instanceof List<?> list && !list.isEmpty()) {
      List<@Nullable Object> copy = new ArrayList<>(list);
      int at = random.nextInt(copy.size());
      copy.set(at, disturbed(copy.get(at)));
      return copy;
    }
    return json(random, 1);
  }
}
