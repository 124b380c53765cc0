package io.stepwell.expression.jsonata;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Functions on numbers. Of undefined the result is undefined.
final class NumberFunctions {
  private static final Pattern DECIMAL = Pattern.compile("-?[0-9]+(\\.[0-9]+)?([Ee][-+]?[0-9]+)?");
  private static final Pattern PREFIXED =
      Pattern.compile("0[xX][0-9A-Fa-f]+|0[oO][0-7]+|0[bB][01]+");
  private static final int LONGEST = 1_000;

  private NumberFunctions() {}

  static Object number(List<@Nullable Object> arguments, Evaluation evaluation) {
    return switch (arguments.getFirst()) {
      case Number number -> number;
      case Boolean truth -> truth ? 1L : 0L;
      case String text -> parse(text);
      case null -> throw JsonataError.of("D3030", (Object) null);
      default -> Undefined.VALUE;
    };
  }

  private static Number parse(String text) {
    if (text.length() <= LONGEST) {
      if (DECIMAL.matcher(text).matches()) {
        double value = Double.parseDouble(text);
        if (Double.isFinite(value)) {
          return exact(text, value);
        }
      } else if (PREFIXED.matcher(text).matches()) {
        int radix =
            "xX".indexOf(text.charAt(1)) >= 0 ? 16 : "oO".indexOf(text.charAt(1)) >= 0 ? 8 : 2;
        return Numbers.of(new java.math.BigInteger(text.substring(2), radix).doubleValue());
      }
    }
    throw JsonataError.of("D3030", text);
  }

  private static Number exact(String text, double value) {
    return text.length() < 19 && text.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'))
        ? (Number) Long.valueOf(text)
        : Numbers.of(value);
  }

  static Object abs(List<@Nullable Object> arguments, Evaluation evaluation) {
    return arguments.getFirst() instanceof Number n
        ? Numbers.of(Math.abs(n.doubleValue()))
        : Undefined.VALUE;
  }

  static Object floor(List<@Nullable Object> arguments, Evaluation evaluation) {
    return arguments.getFirst() instanceof Number n
        ? Numbers.of(Math.floor(n.doubleValue()))
        : Undefined.VALUE;
  }

  static Object ceil(List<@Nullable Object> arguments, Evaluation evaluation) {
    return arguments.getFirst() instanceof Number n
        ? Numbers.of(Math.ceil(n.doubleValue()))
        : Undefined.VALUE;
  }

  static Object round(List<@Nullable Object> arguments, Evaluation evaluation) {
    if (!(arguments.getFirst() instanceof Number n)) {
      return Undefined.VALUE;
    }
    int places = arguments.get(1) instanceof Number given ? Numbers.toInt(given) : 0;
    return round(n, places);
  }

  /// Half to even, in the decimal digits that the number prints with.
  static Number round(Number n, int places) {
    double value = n.doubleValue();
    if (!Double.isFinite(value) || places > 400) {
      return n;
    }
    if (places < -400) {
      return 0L;
    }
    BigDecimal rounded =
        new BigDecimal(Double.toString(value)).setScale(places, RoundingMode.HALF_EVEN);
    return Numbers.of(rounded.doubleValue());
  }

  static Object sqrt(List<@Nullable Object> arguments, Evaluation evaluation) {
    if (!(arguments.getFirst() instanceof Number n)) {
      return Undefined.VALUE;
    }
    if (n.doubleValue() < 0) {
      throw JsonataError.of("D3060", n);
    }
    return Numbers.of(Math.sqrt(n.doubleValue()));
  }

  static Object power(List<@Nullable Object> arguments, Evaluation evaluation) {
    if (!(arguments.getFirst() instanceof Number base)
        || !(arguments.get(1) instanceof Number exponent)) {
      return Undefined.VALUE;
    }
    double result = Math.pow(base.doubleValue(), exponent.doubleValue());
    if (!Double.isFinite(result)) {
      throw JsonataError.of("D3061", base, exponent);
    }
    return Numbers.of(result);
  }

  static Object sum(List<@Nullable Object> arguments, Evaluation evaluation) {
    if (!(arguments.getFirst() instanceof List<?> numbers)) {
      return Undefined.VALUE;
    }
    evaluation.meter().burn(numbers.size());
    return Numbers.of(total(numbers));
  }

  private static double total(List<?> numbers) {
    double total = 0;
    for (Object number : numbers) {
      total += number instanceof Number n ? n.doubleValue() : 0;
    }
    return total;
  }

  static Object average(List<@Nullable Object> arguments, Evaluation evaluation) {
    if (!(arguments.getFirst() instanceof List<?> numbers) || numbers.isEmpty()) {
      return Undefined.VALUE;
    }
    evaluation.meter().burn(numbers.size());
    return Numbers.of(total(numbers) / numbers.size());
  }

  static Object max(List<@Nullable Object> arguments, Evaluation evaluation) {
    return extreme(arguments.getFirst(), 1, evaluation);
  }

  static Object min(List<@Nullable Object> arguments, Evaluation evaluation) {
    return extreme(arguments.getFirst(), -1, evaluation);
  }

  private static Object extreme(@Nullable Object value, int sign, Evaluation evaluation) {
    if (!(value instanceof List<?> numbers)) {
      return Undefined.VALUE;
    }
    evaluation.meter().burn(numbers.size());
    Number best = null;
    for (Object number : numbers) {
      if (number instanceof Number n && (best == null || sign * Numbers.compare(n, best) > 0)) {
        best = n;
      }
    }
    return best == null ? Undefined.VALUE : best;
  }

  static Object formatBase(List<@Nullable Object> arguments, Evaluation evaluation) {
    if (!(arguments.getFirst() instanceof Number n)) {
      return Undefined.VALUE;
    }
    Number radix = arguments.get(1) instanceof Number given ? round(given, 0) : 10L;
    if (radix.doubleValue() < 2 || radix.doubleValue() > 36) {
      throw JsonataError.of("D3100", radix);
    }
    Number value = round(n, 0);
    return value instanceof Long whole
        ? Long.toString(whole, radix.intValue())
        : new BigDecimal(value.doubleValue()).toBigInteger().toString(radix.intValue());
  }
}
