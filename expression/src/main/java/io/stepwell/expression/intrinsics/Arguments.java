package io.stepwell.expression.intrinsics;

import io.stepwell.expression.EvaluationException;
import io.stepwell.expression.Meter;
import io.stepwell.expression.Scope;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The evaluated arguments of one call, read by the type that the function needs. Positions count
/// from 0.
record Arguments(Intrinsic function, List<@Nullable Object> values, Scope scope) {
  Meter meter() {
    return scope.meter();
  }

  int size() {
    return values.size();
  }

  @Nullable Object value(int i) {
    return values.get(i);
  }

  List<?> array(int i) {
    if (value(i) instanceof List<?> array) {
      return array;
    }
    throw unexpected(i, "an array");
  }

  Map<?, ?> object(int i) {
    if (value(i) instanceof Map<?, ?> object) {
      return object;
    }
    throw unexpected(i, "an object");
  }

  String text(int i) {
    if (value(i) instanceof String text) {
      return text;
    }
    throw unexpected(i, "a string");
  }

  /// A number, rounded half up when it has a fraction.
  long integer(int i) {
    return switch (value(i)) {
      case Long n -> n;
      case Number n -> Math.round(n.doubleValue());
      case null, default -> throw unexpected(i, "a number");
    };
  }

  /// A number that fits into 32 bits once rounded.
  int int32(int i) {
    long value = integer(i);
    if (value != (int) value) {
      throw failure(
          "argument %d must be between %d and %d but is %d"
              .formatted(i + 1, Integer.MIN_VALUE, Integer.MAX_VALUE, value));
    }
    return (int) value;
  }

  private EvaluationException unexpected(int i, String wanted) {
    return failure("argument %d must be %s but is %s".formatted(i + 1, wanted, kind(value(i))));
  }

  private static String kind(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case String _ -> "a string";
      case Boolean _ -> "a boolean";
      case Number _ -> "a number";
      case List<?> _ -> "an array";
      default -> "an object";
    };
  }

  EvaluationException failure(String what) {
    return EvaluationException.intrinsic("In " + function.text() + ", " + what + ".");
  }
}
