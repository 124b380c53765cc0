package io.stepwell.benchmarks;

import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// What clients have executed again and again.
///
/// @param express by StartSyncExecution; else StartExecution, and DescribeExecution until it has ended
/// @param units how many steps, items or tasks one execution has
/// @param clients how many at once
record Workload(
    String name,
    boolean express,
    String definition,
    String input,
    String unit,
    int units,
    int clients) {
  private static final int CLIENTS = 64;

  static final Workload W1 = pipeline("W1", false, 10, CLIENTS);
  static final Workload W1_SYNC = pipeline("W1-sync", true, 10, CLIENTS);
  static final Workload W2 = new Workload("W2", false, saga(), order(), "task", 3, 256);
  static final Workload W3 = fanOut(1_000);
  static final Workload LATENCY = pipeline("W1", false, 10, 1);

  /// So many Pass states, one after another.
  static Workload pipeline(String name, boolean express, int states, int clients) {
    String definition = chain(states, "S", _ -> "\"Type\":\"Pass\"");
    return new Workload(name, express, definition, order(), "step", states, clients);
  }

  /// An inline Map over so many items, with one Pass each.
  static Workload fanOut(int items) {
    String definition =
        "{\"StartAt\":\"M\",\"States\":{\"M\":{\"Type\":\"Map\",\"ItemsPath\":\"$.items\",\"End\":true,"
            + "\"ItemProcessor\":{\"StartAt\":\"P\",\"States\":{\"P\":{\"Type\":\"Pass\",\"End\":true}}}}}}";
    String input =
        IntStream.range(0, items)
            .mapToObj(i -> "{\"i\":" + i + "}")
            .collect(Collectors.joining(",", "{\"items\":[", "]}"));
    return new Workload("W3", false, definition, input, "item", items, 1);
  }

  /// Three calls of functions that are an HTTP service.
  private static String saga() {
    return chain(
        3,
        "Call",
        i ->
            "\"Type\":\"Task\",\"Resource\":\"%s\",\"ResultPath\":\"$.r%d\""
                .formatted(function(Service.ANSWERS), i));
  }

  static String function(String name) {
    return "arn:aws:lambda:us-east-1:123456789012:function:" + name;
  }

  private static String chain(int length, String name, IntFunction<String> state) {
    StringBuilder states = new StringBuilder();
    for (int i = 1; i <= length; i++) {
      String next = i == length ? "\"End\":true" : "\"Next\":\"" + name + (i + 1) + '"';
      states.append(i == 1 ? "" : ",");
      states.append('"').append(name).append(i).append("\":{");
      states.append(state.apply(i)).append(',').append(next).append('}');
    }
    return "{\"StartAt\":\"" + name + "1\",\"States\":{" + states + "}}";
  }

  /// 200 bytes.
  static String order() {
    String known =
        "{\"orderId\":\"o-1234567890\",\"user\":\"alice@example.com\",\"amount\":4999,"
            + "\"items\":[\"a\",\"b\",\"c\"],\"note\":\"";
    return known + "x".repeat(198 - known.length()) + "\"}";
  }
}
