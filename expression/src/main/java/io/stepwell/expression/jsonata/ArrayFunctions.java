package io.stepwell.expression.jsonata;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Functions on arrays, those that take functions among them.
final class ArrayFunctions {
  private ArrayFunctions() {}

  static Object count(List<@Nullable Object> arguments, Evaluation evaluation) {
    return arguments.getFirst() instanceof List<?> array ? (long) array.size() : 0L;
  }

  static @Nullable Object append(List<@Nullable Object> arguments, Evaluation evaluation) {
    Object first = arguments.getFirst();
    Object second = arguments.get(1);
    if (first == Undefined.VALUE || second == Undefined.VALUE) {
      return first == Undefined.VALUE ? second : first;
    }
    List<@Nullable Object> both = new ArrayList<>();
    for (Object part : new @Nullable Object[] {first, second}) {
      if (part instanceof List<?> array) {
        both.addAll(array);
      } else {
        both.add(part);
      }
    }
    Bounds.items(both.size());
    evaluation.meter().burn(both.size());
    return both;
  }

  static @Nullable Object sort(List<@Nullable Object> arguments, Evaluation evaluation) {
    if (!(arguments.getFirst() instanceof List<?> array) || array.size() <= 1) {
      return arguments.getFirst();
    }
    if (arguments.get(1) instanceof Callable behind) {
      return Sorting.sort(
          array,
          (a, b) -> Operators.truth(evaluation.calls().callBack(behind, a, b), evaluation.meter()),
          evaluation.meter());
    }
    boolean numbers = array.stream().allMatch(Numbers::isNumeric);
    if (!numbers && !array.stream().allMatch(String.class::isInstance)) {
      throw JsonataError.of("D3070");
    }
    return Sorting.sort(
        array,
        (a, b) ->
            (a instanceof Number x && b instanceof Number y)
                ? Numbers.compare(x, y) > 0
                : String.valueOf(a).compareTo(String.valueOf(b)) > 0,
        evaluation.meter());
  }

  static @Nullable Object reverse(List<@Nullable Object> arguments, Evaluation evaluation) {
    if (!(arguments.getFirst() instanceof List<?> array) || array.size() <= 1) {
      return arguments.getFirst();
    }
    evaluation.meter().burn(array.size());
    List<@Nullable Object> reversed = new ArrayList<>(array);
    Collections.reverse(reversed);
    return reversed;
  }

  static @Nullable Object shuffle(List<@Nullable Object> arguments, Evaluation evaluation) {
    if (!(arguments.getFirst() instanceof List<?> array) || array.size() <= 1) {
      return arguments.getFirst();
    }
    evaluation.meter().burn(array.size());
    List<@Nullable Object> shuffled = new ArrayList<>(array);
    RandomGenerator random = evaluation.scope().random();
    for (int i = shuffled.size() - 1; i > 0; i--) {
      Collections.swap(shuffled, i, random.nextInt(i + 1));
    }
    return shuffled;
  }

  static @Nullable Object distinct(List<@Nullable Object> arguments, Evaluation evaluation) {
    if (!(arguments.getFirst() instanceof List<?> array) || array.size() <= 1) {
      return arguments.getFirst();
    }
    List<@Nullable Object> results = array instanceof Sequence ? new Sequence() : new ArrayList<>();
    Set<@Nullable Object> seen = new HashSet<>();
    for (Object item : array) {
      if (seen.add(comparable(item, evaluation))) {
        results.add(item);
      }
    }
    return results;
  }

  /// The same for values that are equal in the language, where `1` and `1.0` are.
  private static @Nullable Object comparable(@Nullable Object value, Evaluation evaluation) {
    evaluation.meter().burn(1);
    return switch (value) {
      case Number number -> Numbers.canonical(number);
      case String text -> {
        evaluation.meter().burn(text.length() / 8);
        yield text;
      }
      case List<?> array -> {
        List<@Nullable Object> items = new ArrayList<>(array.size());
        array.forEach(item -> items.add(comparable(item, evaluation)));
        yield items;
      }
      case Map<?, ?> object -> {
        Map<Object, @Nullable Object> members = new LinkedHashMap<>();
        object.forEach((name, member) -> members.put(name, comparable(member, evaluation)));
        yield members;
      }
      case null, default -> value;
    };
  }

  static Object zip(List<@Nullable Object> arguments, Evaluation evaluation) {
    int length = Integer.MAX_VALUE;
    for (Object argument : arguments) {
      length = Math.min(length, argument instanceof List<?> array ? array.size() : 0);
    }
    List<Object> rows = new ArrayList<>();
    for (int i = 0; i < length && !arguments.isEmpty(); i++) {
      evaluation.meter().burn(1 + arguments.size());
      List<@Nullable Object> row = new ArrayList<>(arguments.size());
      for (Object argument : arguments) {
        row.add(argument instanceof List<?> array ? array.get(i) : null);
      }
      rows.add(row);
    }
    return rows;
  }

  static Object map(List<@Nullable Object> arguments, Evaluation evaluation) {
    if (!(arguments.getFirst() instanceof List<?> array)
        || !(arguments.get(1) instanceof Callable function)) {
      return Undefined.VALUE;
    }
    Sequence results = new Sequence();
    for (int i = 0; i < array.size(); i++) {
      Object result = evaluation.calls().callBack(function, array.get(i), (long) i, array);
      if (result != Undefined.VALUE) {
        results.add(result);
      }
    }
    return results;
  }

  static Object filter(List<@Nullable Object> arguments, Evaluation evaluation) {
    if (!(arguments.getFirst() instanceof List<?> array)
        || !(arguments.get(1) instanceof Callable function)) {
      return Undefined.VALUE;
    }
    Sequence results = new Sequence();
    for (int i = 0; i < array.size(); i++) {
      if (accepts(function, array, i, evaluation)) {
        results.add(array.get(i));
      }
    }
    return results;
  }

  private static boolean accepts(Callable function, List<?> array, int i, Evaluation evaluation) {
    return Operators.truth(
        evaluation.calls().callBack(function, array.get(i), (long) i, array), evaluation.meter());
  }

  static @Nullable Object single(List<@Nullable Object> arguments, Evaluation evaluation) {
    if (!(arguments.getFirst() instanceof List<?> array)) {
      return Undefined.VALUE;
    }
    Callable function = arguments.get(1) instanceof Callable given ? given : null;
    int found = -1;
    for (int i = 0; i < array.size(); i++) {
      if (function == null || accepts(function, array, i, evaluation)) {
        if (found >= 0) {
          throw JsonataError.of("D3138");
        }
        found = i;
      }
    }
    if (found < 0) {
      throw JsonataError.of("D3139");
    }
    return array.get(found);
  }

  static @Nullable Object reduce(List<@Nullable Object> arguments, Evaluation evaluation) {
    if (!(arguments.getFirst() instanceof List<?> array)
        || !(arguments.get(1) instanceof Callable function)) {
      return Undefined.VALUE;
    }
    if (function.arity() < 2) {
      throw JsonataError.of("D3050");
    }
    Object result = arguments.get(2);
    int from = 0;
    if (result == Undefined.VALUE && !array.isEmpty()) {
      result = array.getFirst();
      from = 1;
    }
    for (int i = from; i < array.size(); i++) {
      result = evaluation.calls().callBack(function, result, array.get(i), (long) i, array);
    }
    return result;
  }
}
