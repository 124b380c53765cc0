package io.stepwell.expression.jsonpath;

import io.stepwell.expression.Equality;
import io.stepwell.expression.Meter;
import io.stepwell.expression.MeteredText;
import java.io.Serial;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The operators of filters, by Jayway's rules: a text and a number are equal when the number reads
/// so, an absent node equals nothing, and order exists between two numbers and between two texts.
enum Relation {
  EQUAL("=="),
  SAME("==="),
  DIFFERENT("!="),
  NOT_SAME("!=="),
  LESS("<"),
  AT_MOST("<="),
  GREATER(">"),
  AT_LEAST(">="),
  MATCHES("=~"),
  IN("in"),
  NOT_IN("nin"),
  CONTAINS("contains"),
  ALL("all"),
  SIZE("size"),
  EMPTY("empty"),
  SUBSET_OF("subsetof"),
  ANY_OF("anyof"),
  NONE_OF("noneof");

  /// The value of a path that finds nothing.
  static final Object UNDEFINED = new Object();

  private static final int LONGEST_NUMBER = 1000;

  private final String text;

  Relation(String text) {
    this.text = text;
  }

  static @Nullable Relation of(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    for (Relation relation : values()) {
      if (relation.text.equals(lower)) {
        return relation;
      }
    }
    return null;
  }

  /// @throws Inapplicable where the right side is not of the kind that the operator needs
  boolean holds(@Nullable Object left, @Nullable Object right, Meter meter) {
    return switch (this) {
      case EQUAL -> equal(left, right, meter);
      case DIFFERENT -> !equal(left, right, meter);
      case SAME -> kind(left).equals(kind(right)) && equal(left, right, meter);
      case NOT_SAME -> !(kind(left).equals(kind(right)) && equal(left, right, meter));
      case LESS -> ordered(left, right, order -> order < 0);
      case AT_MOST -> ordered(left, right, order -> order <= 0);
      case GREATER -> ordered(left, right, order -> order > 0);
      case AT_LEAST -> ordered(left, right, order -> order >= 0);
      case MATCHES -> matches(left, right, meter);
      case IN -> isArray(right) && contains(list(right), left, meter);
      case NOT_IN -> !(isArray(right) && contains(list(right), left, meter));
      case CONTAINS -> contains(left, right, meter);
      case ALL ->
          left instanceof List<?> array
              && list(right).stream().allMatch(wanted -> contains(array, wanted, meter));
      case SIZE -> right instanceof Number size && size.intValue() == size(left);
      case EMPTY -> isEmpty(left, right);
      case SUBSET_OF ->
          isArray(right)
              && isArray(left)
              && list(left).stream().allMatch(item -> contains(list(right), item, meter));
      case ANY_OF ->
          isArray(right)
              && isArray(left)
              && list(left).stream().anyMatch(item -> contains(list(right), item, meter));
      case NONE_OF ->
          isArray(right)
              && isArray(left)
              && list(left).stream().noneMatch(item -> contains(list(right), item, meter));
    };
  }

  private static boolean equal(@Nullable Object left, @Nullable Object right, Meter meter) {
    meter.burn(1);
    if (left instanceof String a) {
      return right instanceof String b
          ? a.equals(b)
          : right instanceof Number n && a.equals(n.toString());
    }
    if (left instanceof Number a) {
      if (right instanceof Number b) {
        return compare(a, b) == 0;
      }
      BigDecimal number = right instanceof String text ? number(text, meter) : null;
      return number != null && decimal(a).compareTo(number) == 0;
    }
    if (left == UNDEFINED || left instanceof Pattern) {
      return false;
    }
    return Equality.equal(left, right, meter);
  }

  private static @Nullable BigDecimal number(String text, Meter meter) {
    if (text.length() > LONGEST_NUMBER) {
      return null;
    }
    meter.burn(text.length() / 8);
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException _) {
      return null;
    }
  }

  private static int compare(Number a, Number b) {
    return a instanceof Long x && b instanceof Long y
        ? Long.compare(x, y)
        : decimal(a).compareTo(decimal(b));
  }

  private static BigDecimal decimal(Number number) {
    return new BigDecimal(number.toString());
  }

  private static boolean ordered(
      @Nullable Object left, @Nullable Object right, Predicate<Integer> wanted) {
    if (left instanceof Number a && right instanceof Number b) {
      return wanted.test(compare(a, b));
    }
    return left instanceof String a && right instanceof String b && wanted.test(a.compareTo(b));
  }

  private static boolean matches(@Nullable Object left, @Nullable Object right, Meter meter) {
    if (left instanceof Pattern pattern) {
      return !(right instanceof Pattern) && matches(pattern, right, meter);
    }
    return right instanceof Pattern pattern && matches(pattern, left, meter);
  }

  private static boolean matches(Pattern pattern, @Nullable Object subject, Meter meter) {
    if (subject instanceof List<?> array) {
      return array.stream().anyMatch(item -> matchesText(pattern, item, meter));
    }
    return matchesText(pattern, subject, meter);
  }

  private static boolean matchesText(Pattern pattern, @Nullable Object subject, Meter meter) {
    String text =
        subject instanceof String || subject instanceof Number || subject instanceof Boolean
            ? subject.toString()
            : "";
    meter.burn(1);
    try {
      return pattern.matcher(new MeteredText(text, meter)).matches();
    } catch (StackOverflowError _) {
      throw new Inapplicable(); // the JDK recurses for each repeated group; too long is no match
    }
  }

  private static boolean contains(@Nullable Object left, @Nullable Object right, Meter meter) {
    if (left instanceof String text && right instanceof String part) {
      meter.burn(text.length() / 8);
      return text.contains(part);
    }
    return left instanceof List<?> array && contains(array, right, meter);
  }

  private static boolean contains(List<?> array, @Nullable Object wanted, Meter meter) {
    return array.stream().anyMatch(item -> equal(wanted, item, meter));
  }

  private static int size(@Nullable Object value) {
    return switch (value) {
      case String text -> text.length();
      case List<?> array -> array.size();
      case null, default -> -1;
    };
  }

  private static boolean isEmpty(@Nullable Object left, @Nullable Object right) {
    return switch (left) {
      case String text -> text.isEmpty() == truth(right);
      case List<?> array -> array.isEmpty() == truth(right);
      case Map<?, ?> object -> object.isEmpty() == truth(right);
      case null, default -> false;
    };
  }

  private static boolean truth(@Nullable Object value) {
    if (value instanceof Boolean truth) {
      return truth;
    }
    throw new Inapplicable();
  }

  /// An array; an object is none, and what is neither makes the filter false.
  private static boolean isArray(@Nullable Object value) {
    if (value instanceof List || value instanceof Map) {
      return value instanceof List;
    }
    throw new Inapplicable();
  }

  private static List<?> list(@Nullable Object value) {
    if (value instanceof List<?> array) {
      return array;
    }
    throw new Inapplicable();
  }

  private static Object kind(@Nullable Object value) {
    return switch (value) {
      case null -> Void.class;
      case Number _ -> Number.class;
      case List<?> _, Map<?, ?> _ -> Map.class;
      default -> value.getClass();
    };
  }

  /// The operator has no meaning for its operands.
  static final class Inapplicable extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    Inapplicable() {
      super(null, null, false, false);
    }
  }
}
