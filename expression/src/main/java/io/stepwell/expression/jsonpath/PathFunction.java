package io.stepwell.expression.jsonpath;

import io.stepwell.expression.Meter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The functions at the end of paths: `$.items.length()`, `$..price.sum()`. Numbers that are
/// computed come out with a fraction, as Jayway's do.
enum PathFunction {
  LENGTH,
  SIZE,
  KEYS,
  FIRST,
  LAST,
  INDEX,
  APPEND,
  CONCAT,
  MIN,
  MAX,
  AVG,
  SUM,
  STDDEV;

  /// The result where there is no value to work on.
  static final Object NOTHING = new Object();

  static @Nullable PathFunction of(String name) {
    for (PathFunction function : values()) {
      if (function.text().equals(name)) {
        return function;
      }
    }
    return null;
  }

  String text() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  @Nullable Object apply(
      @Nullable Object node, @Nullable Object root, List<Operand> arguments, Meter meter) {
    List<@Nullable Object> values = new ArrayList<>();
    for (Operand argument : arguments) {
      Object value = value(argument, root, meter);
      if (value == NOTHING) {
        return NOTHING;
      }
      values.add(value);
    }
    return switch (this) {
      case LENGTH, SIZE -> length(values.isEmpty() ? node : values.getFirst());
      case KEYS -> node instanceof Map<?, ?> object ? List.copyOf(object.keySet()) : null;
      case FIRST -> item(node, 0);
      case LAST -> item(node, -1);
      case INDEX ->
          values.size() == 1 && values.getFirst() instanceof Long at && (int) (long) at == at
              ? item(node, (int) (long) at)
              : NOTHING;
      case APPEND -> append(node, values, meter);
      case CONCAT -> concat(node, values, meter);
      case MIN, MAX, AVG, SUM, STDDEV -> aggregate(node, values, meter);
    };
  }

  private static @Nullable Object value(Operand argument, @Nullable Object root, Meter meter) {
    return switch (argument) {
      case Operand.Literal(Object value) -> value;
      case Operand.Regex _ -> NOTHING;
      case Operand.Nodes(_, Steps steps) -> {
        Object found = steps.find(root, root, meter);
        yield found instanceof Missing ? NOTHING : found;
      }
    };
  }

  private static @Nullable Object length(@Nullable Object value) {
    return switch (value) {
      case List<?> array -> (long) array.size();
      case Map<?, ?> object -> (long) object.size();
      case null, default -> null;
    };
  }

  private static @Nullable Object item(@Nullable Object node, int index) {
    if (!(node instanceof List<?> array)) {
      return NOTHING;
    }
    int at = index < 0 ? array.size() + index : index;
    return at >= 0 && at < array.size() ? array.get(at) : NOTHING;
  }

  private static @Nullable Object append(
      @Nullable Object node, List<@Nullable Object> values, Meter meter) {
    if (!(node instanceof List<?> array)) {
      return node;
    }
    meter.burn(array.size());
    List<@Nullable Object> longer = new ArrayList<>(array);
    longer.addAll(values);
    return Collections.unmodifiableList(longer);
  }

  private static String concat(@Nullable Object node, List<@Nullable Object> values, Meter meter) {
    StringBuilder text = new StringBuilder();
    if (node instanceof List<?> array) {
      for (Object item : array) {
        if (item instanceof String part) {
          add(text, part, meter);
        }
      }
    }
    for (Object value : values) {
      for (Object item : value instanceof List<?> list ? list : Collections.singletonList(value)) {
        if (item != null) {
          add(text, item.toString(), meter);
        }
      }
    }
    return text.toString();
  }

  private static void add(StringBuilder text, String part, Meter meter) {
    meter.burn(1 + part.length() / 8);
    text.append(part);
  }

  private Object aggregate(@Nullable Object node, List<@Nullable Object> values, Meter meter) {
    List<Double> numbers = new ArrayList<>();
    addNumbers(numbers, node instanceof List<?> array ? array : List.of(), meter);
    for (Object value : values) {
      addNumbers(
          numbers, value instanceof List<?> list ? list : Collections.singletonList(value), meter);
    }
    if (numbers.isEmpty()) {
      return NOTHING;
    }
    DoubleSummaryStatistics all =
        numbers.stream().mapToDouble(Double::doubleValue).summaryStatistics();
    return switch (this) {
      case MIN -> all.getMin();
      case MAX -> all.getMax();
      case AVG -> sum(numbers) / numbers.size();
      case SUM -> sum(numbers);
      default -> deviation(numbers);
    };
  }

  private static void addNumbers(List<Double> numbers, List<?> items, Meter meter) {
    for (Object item : items) {
      meter.burn(1);
      if (item instanceof Number number) {
        numbers.add(number.doubleValue());
      }
    }
  }

  private static double sum(List<Double> numbers) {
    double sum = 0;
    for (double number : numbers) {
      sum += number;
    }
    return sum;
  }

  private static double deviation(List<Double> numbers) {
    double squares = 0;
    for (double number : numbers) {
      squares += number * number;
    }
    double mean = sum(numbers) / numbers.size();
    return Math.sqrt(squares / numbers.size() - mean * mean);
  }
}
