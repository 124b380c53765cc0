package io.stepwell.expression.jsonata;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/// Numbers as JSONata sees them: doubles, of which a whole one is kept as a Long, so that integers up
/// to 64 bits that only pass through stay exact.
final class Numbers {
  private static final double LONG_LIMIT = 0x1p63;
  private static final MathContext FIFTEEN = new MathContext(15, RoundingMode.HALF_UP);
  private static final BigDecimal PLAIN_FROM = new BigDecimal("1e-6");
  private static final BigDecimal PLAIN_BELOW = new BigDecimal("1e21");

  private Numbers() {}

  /// A Long where the value is whole and fits, else a Double.
  static Number of(double value) {
    if (value == Math.rint(value) && Math.abs(value) < LONG_LIMIT) {
      return (long) value;
    }
    return value;
  }

  /// The number that a value of any of Json's numeric types is.
  static Number canonical(Number value) {
    return value instanceof Long ? value : of(value.doubleValue());
  }

  /// Whether the value can be calculated with: a number that is one.
  ///
  /// @throws JsonataError D1001 for infinity
  static boolean isNumeric(@Nullable Object value) {
    if (!(value instanceof Number number)) {
      return false;
    }
    double d = number.doubleValue();
    if (Double.isInfinite(d)) {
      throw JsonataError.of("D1001", d);
    }
    return !Double.isNaN(d);
  }

  static boolean isInteger(@Nullable Object value) {
    return value instanceof Number number && canonical(number) instanceof Long;
  }

  static int compare(Number a, Number b) {
    return (a instanceof Long x && b instanceof Long y)
        ? Long.compare(x, y)
        : Double.compare(a.doubleValue(), b.doubleValue());
  }

  static boolean same(Number a, Number b) {
    return (a instanceof Long x && b instanceof Long y)
        ? x.longValue() == y.longValue()
        : a.doubleValue() == b.doubleValue();
  }

  /// Cut towards zero and into the range of an int.
  static int toInt(Number number) {
    return (int) number.doubleValue();
  }

  /// As `$string` prints it: whole numbers in full below 1e21, fractions with 15 digits.
  static String text(Number value) {
    Number number = canonical(value);
    if (number instanceof Long) {
      return number.toString();
    }
    double d = number.doubleValue();
    if (Double.isNaN(d)) {
      return "NaN";
    }
    if (Double.isInfinite(d)) {
      return d > 0 ? "Infinity" : "-Infinity";
    }
    return text(
        d == Math.rint(d) ? new BigDecimal(Double.toString(d)) : new BigDecimal(d).round(FIFTEEN));
  }

  private static String text(BigDecimal number) {
    BigDecimal plain = number.stripTrailingZeros();
    BigDecimal size = plain.abs();
    if (size.compareTo(PLAIN_FROM) >= 0 && size.compareTo(PLAIN_BELOW) < 0) {
      return plain.toPlainString();
    }
    String digits = plain.unscaledValue().abs().toString();
    int exponent = digits.length() - 1 - plain.scale();
    return (plain.signum() < 0 ? "-" : "")
        + digits.charAt(0)
        + (digits.length() > 1 ? "." + digits.substring(1) : "")
        + (exponent < 0 ? "e-" : "e+")
        + Math.abs(exponent);
  }
}
