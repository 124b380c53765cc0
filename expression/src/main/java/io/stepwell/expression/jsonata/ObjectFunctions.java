package io.stepwell.expression.jsonata;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Functions on objects, and on any value.
final class ObjectFunctions {
  private ObjectFunctions() {}

  static Object truth(List<@Nullable Object> arguments, Evaluation evaluation) {
    Object value = arguments.getFirst();
    return value == Undefined.VALUE ? value : Operators.truth(value, evaluation.meter());
  }

  static Object not(List<@Nullable Object> arguments, Evaluation evaluation) {
    Object value = arguments.getFirst();
    return value == Undefined.VALUE ? value : !Operators.truth(value, evaluation.meter());
  }

  static Object exists(List<@Nullable Object> arguments, Evaluation evaluation) {
    return arguments.getFirst() != Undefined.VALUE;
  }

  static Object type(List<@Nullable Object> arguments, Evaluation evaluation) {
    return switch (arguments.getFirst()) {
      case null -> "null";
      case Number _ -> "number";
      case String _ -> "string";
      case Boolean _ -> "boolean";
      case List<?> _ -> "array";
      case Callable _ -> "function";
      case Undefined undefined -> undefined;
      default -> "object";
    };
  }

  static Object keys(List<@Nullable Object> arguments, Evaluation evaluation) {
    Set<Object> names = new LinkedHashSet<>();
    collectKeys(arguments.getFirst(), names, evaluation);
    Sequence keys = new Sequence();
    keys.addAll(names);
    return keys;
  }

  private static void collectKeys(
      @Nullable Object value, Set<Object> names, Evaluation evaluation) {
    evaluation.meter().burn(1);
    if (value instanceof Map<?, ?> object) {
      evaluation.meter().burn(object.size());
      names.addAll(object.keySet());
    } else if (value instanceof List<?> array) {
      array.forEach(item -> collectKeys(item, names, evaluation));
    }
  }

  static @Nullable Object lookup(List<@Nullable Object> arguments, Evaluation evaluation) {
    return arguments.get(1) instanceof String name
        ? Lookup.member(arguments.getFirst(), name, evaluation.meter())
        : Undefined.VALUE;
  }

  static @Nullable Object spread(List<@Nullable Object> arguments, Evaluation evaluation) {
    Object value = arguments.getFirst();
    if (!(value instanceof Map || value instanceof List)) {
      return value;
    }
    Sequence parts = new Sequence();
    spread(value, parts, evaluation);
    parts.keepSingleton = value instanceof List;
    return parts;
  }

  private static void spread(@Nullable Object value, Sequence parts, Evaluation evaluation) {
    evaluation.meter().burn(1);
    if (value instanceof List<?> array) {
      array.forEach(item -> spread(item, parts, evaluation));
    } else if (value instanceof Map<?, ?> object) {
      object.forEach(
          (name, member) -> {
            Map<Object, @Nullable Object> part = new LinkedHashMap<>(2);
            part.put(name, member);
            parts.add(part);
            Bounds.items(parts.size());
          });
      evaluation.meter().burn(object.size());
    } else {
      parts.add(value);
    }
  }

  static Object merge(List<@Nullable Object> arguments, Evaluation evaluation) {
    if (!(arguments.getFirst() instanceof List<?> objects)) {
      return Undefined.VALUE;
    }
    Map<Object, @Nullable Object> merged = new LinkedHashMap<>();
    for (Object object : objects) {
      if (object instanceof Map<?, ?> members) {
        evaluation.meter().burn(1 + members.size());
        merged.putAll(members);
      }
    }
    return merged;
  }

  static Object each(List<@Nullable Object> arguments, Evaluation evaluation) {
    if (!(arguments.getFirst() instanceof Map<?, ?> object)
        || !(arguments.get(1) instanceof Callable function)) {
      return Undefined.VALUE;
    }
    Sequence results = new Sequence();
    for (Map.Entry<?, ?> member : object.entrySet()) {
      Object result =
          evaluation.calls().callBack(function, member.getValue(), member.getKey(), object);
      if (result != Undefined.VALUE) {
        results.add(result);
      }
    }
    return results;
  }

  static Object sift(List<@Nullable Object> arguments, Evaluation evaluation) {
    if (!(arguments.getFirst() instanceof Map<?, ?> object)
        || !(arguments.get(1) instanceof Callable function)) {
      return Undefined.VALUE;
    }
    Map<Object, @Nullable Object> kept = new LinkedHashMap<>();
    for (Map.Entry<?, ?> member : object.entrySet()) {
      Object answer =
          evaluation.calls().callBack(function, member.getValue(), member.getKey(), object);
      if (Operators.truth(answer, evaluation.meter())) {
        kept.put(member.getKey(), member.getValue());
      }
    }
    return kept.isEmpty() ? Undefined.VALUE : kept;
  }

  static @Nullable Object clone(List<@Nullable Object> arguments, Evaluation evaluation) {
    return arguments.getFirst(); // values never change, so that a copy is as good as the original
  }

  @SuppressWarnings("DoNotCallSuggester") // to throw is what it is for
  static Object error(List<@Nullable Object> arguments, Evaluation evaluation) {
    throw JsonataError.saying(
        "D3137",
        arguments.getFirst() instanceof String text ? text : "$error() function evaluated");
  }

  static Object check(List<@Nullable Object> arguments, Evaluation evaluation) {
    if (Boolean.TRUE.equals(arguments.getFirst())) {
      return Undefined.VALUE;
    }
    throw JsonataError.saying(
        "D3141", arguments.get(1) instanceof String text ? text : "$assert() statement failed");
  }
}
