package io.stepwell.expression.jsonata;

import io.stepwell.expression.Meter;
import java.util.AbstractList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/// The operators between two values, and what counts as true.
final class Operators {
  private static final double LARGEST_RANGE = 1e7;

  private Operators() {}

  static @Nullable Object apply(
      String operator, @Nullable Object left, @Nullable Object right, Meter meter) {
    return switch (operator) {
      case "+", "-", "*", "/", "%" -> calculate(operator, left, right);
      case "=" -> isDefined(left, right) && equal(left, right, meter);
      case "!=" -> isDefined(left, right) && !equal(left, right, meter);
      case "<", "<=", ">", ">=" -> compare(operator, left, right);
      case "&" -> concat(left, right, meter);
      case "in" -> isIn(left, right, meter);
      case ".." -> range(left, right);
      default -> throw JsonataError.of("S0201", operator);
    };
  }

  private static boolean isDefined(@Nullable Object left, @Nullable Object right) {
    return left != Undefined.VALUE && right != Undefined.VALUE;
  }

  private static Object calculate(String operator, @Nullable Object left, @Nullable Object right) {
    if (left != Undefined.VALUE && !Numbers.isNumeric(left)) {
      throw JsonataError.of("T2001", operator);
    }
    if (right != Undefined.VALUE && !Numbers.isNumeric(right)) {
      throw JsonataError.of("T2002", operator);
    }
    if (!(left instanceof Number x) || !(right instanceof Number y)) {
      return Undefined.VALUE;
    }
    double a = x.doubleValue();
    double b = y.doubleValue();
    return Numbers.of(
        switch (operator) {
          case "+" -> a + b;
          case "-" -> a - b;
          case "*" -> a * b;
          case "/" -> a / b;
          default -> a % b;
        });
  }

  static Object negate(@Nullable Object value) {
    if (value == Undefined.VALUE) {
      return Undefined.VALUE;
    }
    if (value instanceof Number number && Numbers.isNumeric(number)) {
      return Numbers.of(-number.doubleValue());
    }
    throw JsonataError.of("D1002", value);
  }

  /// Deep equality in which `1` and `1.0` are one number.
  static boolean equal(@Nullable Object left, @Nullable Object right, Meter meter) {
    meter.burn(1);
    if (left instanceof Number a && right instanceof Number b) {
      return Numbers.same(a, b);
    }
    if (left instanceof List<?> a && right instanceof List<?> b) {
      return sameItems(a, b, meter);
    }
    if (left instanceof Map<?, ?> a && right instanceof Map<?, ?> b) {
      return sameMembers(a, b, meter);
    }
    return left == null ? right == null : left.equals(right);
  }

  private static boolean sameItems(List<?> a, List<?> b, Meter meter) {
    if (a.size() != b.size()) {
      return false;
    }
    Iterator<?> others = b.iterator();
    for (Object item : a) {
      if (!equal(item, others.next(), meter)) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameMembers(Map<?, ?> a, Map<?, ?> b, Meter meter) {
    if (a.size() != b.size()) {
      return false;
    }
    for (Map.Entry<?, ?> member : a.entrySet()) {
      if (!b.containsKey(member.getKey())
          || !equal(member.getValue(), b.get(member.getKey()), meter)) {
        return false;
      }
    }
    return true;
  }

  private static Object compare(String operator, @Nullable Object left, @Nullable Object right) {
    if (!isComparable(left) || !isComparable(right)) {
      throw JsonataError.of("T2010", operator);
    }
    if (!isDefined(left, right)) {
      return Undefined.VALUE;
    }
    int order;
    if (left instanceof Number a && right instanceof Number b) {
      order = Numbers.compare(a, b);
    } else if (left instanceof String a && right instanceof String b) {
      order = a.compareTo(b);
    } else {
      throw JsonataError.of("T2009", left, right, operator);
    }
    return switch (operator) {
      case "<" -> order < 0;
      case "<=" -> order <= 0;
      case ">" -> order > 0;
      default -> order >= 0;
    };
  }

  private static boolean isComparable(@Nullable Object value) {
    return value == Undefined.VALUE || value instanceof String || value instanceof Number;
  }

  private static String concat(@Nullable Object left, @Nullable Object right, Meter meter) {
    String a = left == Undefined.VALUE ? "" : JsonText.of(left, false, meter);
    String b = right == Undefined.VALUE ? "" : JsonText.of(right, false, meter);
    long length = (long) a.length() + b.length();
    Bounds.characters(length);
    meter.burn(length / 8);
    return a.concat(b);
  }

  private static boolean isIn(@Nullable Object left, @Nullable Object right, Meter meter) {
    if (!isDefined(left, right)) {
      return false;
    }
    if (right instanceof List<?> array) {
      for (Object item : array) {
        if (equal(left, item, meter)) {
          return true;
        }
      }
      return false;
    }
    return equal(left, right, meter);
  }

  private static Object range(@Nullable Object left, @Nullable Object right) {
    if (left != Undefined.VALUE && !Numbers.isInteger(left)) {
      throw JsonataError.of("T2003");
    }
    if (right != Undefined.VALUE && !Numbers.isInteger(right)) {
      throw JsonataError.of("T2004");
    }
    if (!(left instanceof Number a) || !(right instanceof Number b)) {
      return Undefined.VALUE;
    }
    if (Numbers.compare(a, b) > 0) {
      return Undefined.VALUE;
    }
    double size = b.doubleValue() - a.doubleValue() + 1;
    if (size > LARGEST_RANGE) {
      throw JsonataError.of("D2014", Numbers.of(size));
    }
    Bounds.items((long) size);
    return new Range(Numbers.canonical(a).longValue(), (int) size);
  }

  /// The integers of a range, not kept one by one.
  static final class Range extends AbstractList<Object> implements RandomAccess {
    private final long first;
    private final int size;

    Range(long first, int size) {
      this.first = first;
      this.size = size;
    }

    @Override
    public Object get(int index) {
      if (index < 0 || index >= size) {
        throw new IndexOutOfBoundsException(index);
      }
      return first + index;
    }

    @Override
    public int size() {
      return size;
    }
  }

  /// Whether the value counts as true where a condition is asked for.
  static boolean truth(@Nullable Object value, Meter meter) {
    return switch (value) {
      case null -> false;
      case Boolean truth -> truth;
      case String text -> !text.isEmpty();
      case Number number -> Numbers.isNumeric(number) && number.doubleValue() != 0;
      case List<?> array -> {
        for (Object item : array) {
          meter.burn(1);
          if (truth(item, meter)) {
            yield true;
          }
        }
        yield false;
      }
      case Map<?, ?> object -> !object.isEmpty();
      default -> false;
    };
  }
}
