package io.stepwell.expression.jsonata;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `$formatNumber`: a number by a picture such as `#,##0.00` (XPath Functions 3.1, section 4.7).
final class FormatNumber {
  private static final int LONGEST_PICTURE = 1_000;

  private final NumberPicture.Symbols symbols;

  private FormatNumber(NumberPicture.Symbols symbols) {
    this.symbols = symbols;
  }

  static Object formatNumber(List<@Nullable Object> arguments, Evaluation evaluation) {
    if (!(arguments.getFirst() instanceof Number value)
        || !(arguments.get(1) instanceof String picture)) {
      return Undefined.VALUE;
    }
    if (picture.length() > LONGEST_PICTURE) {
      throw JsonataError.memory();
    }
    evaluation.meter().burn(20L + picture.length());
    NumberPicture.Symbols symbols =
        NumberPicture.Symbols.with(
            arguments.get(2) instanceof Map<?, ?> options ? options : Map.of());
    return new FormatNumber(symbols).format(value.doubleValue(), picture);
  }

  private String format(double value, String picture) {
    List<NumberPicture> pictures = NumberPicture.parse(picture, symbols);
    boolean negative = value < 0;
    NumberPicture part = pictures.get(negative && pictures.size() > 1 ? 1 : 0);
    String prefix = (negative && pictures.size() == 1 ? symbols.minus() : "") + part.prefix();
    if (Double.isNaN(value)) {
      return symbols.nan();
    }
    if (Double.isInfinite(value)) {
      return prefix + symbols.infinity() + part.suffix();
    }
    BigDecimal number = new BigDecimal(Double.toString(Math.abs(value)));
    number = number.scaleByPowerOfTen(part.isPercent() ? 2 : part.isPerMille() ? 3 : 0);
    int exponent = 0;
    if (part.hasExponent() && number.signum() != 0) {
      exponent = number.precision() - number.scale() - part.scaling();
      number = number.scaleByPowerOfTen(-exponent);
    }
    String digits = digits(number, part);
    if (part.hasExponent()) {
      String size = String.valueOf(Math.abs(exponent));
      digits +=
          symbols.exponent()
              + (exponent < 0 ? symbols.minus() : "")
              + "0".repeat(Math.max(0, part.exponentDigits() - size.length()))
              + size;
    }
    return prefix + symbols.digits(digits) + part.suffix();
  }

  private String digits(BigDecimal number, NumberPicture part) {
    String plain = number.setScale(part.mostFraction(), RoundingMode.HALF_EVEN).toPlainString();
    int point = plain.indexOf('.');
    String whole = strip(point < 0 ? plain : plain.substring(0, point), true);
    String fraction = point < 0 ? "" : strip(plain.substring(point + 1), false);
    whole = "0".repeat(Math.max(0, part.fewestWhole() - whole.length())) + whole;
    fraction = fraction + "0".repeat(Math.max(0, part.fewestFraction() - fraction.length()));
    whole = grouped(whole, part);
    fraction = separated(fraction, part.fractionGroups());
    return fraction.isEmpty() ? whole : whole + symbols.decimal() + fraction;
  }

  private static String strip(String digits, boolean leading) {
    int from = 0;
    int to = digits.length();
    while (leading && from < to && digits.charAt(from) == '0') {
      from++;
    }
    while (!leading && from < to && digits.charAt(to - 1) == '0') {
      to--;
    }
    return digits.substring(from, to);
  }

  private String grouped(String whole, NumberPicture part) {
    List<Integer> positions = new ArrayList<>();
    if (part.regularGroup() > 0) {
      for (int at = part.regularGroup(); at < whole.length(); at += part.regularGroup()) {
        positions.add(at);
      }
    } else {
      positions.addAll(part.wholeGroups());
    }
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < whole.length(); i++) {
      out.append(whole.charAt(i));
      int right = whole.length() - 1 - i;
      if (right > 0 && positions.contains(right)) {
        out.append(symbols.grouping());
      }
    }
    return out.toString();
  }

  private String separated(String fraction, List<Integer> positions) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < fraction.length(); i++) {
      if (i > 0 && positions.contains(i)) {
        out.append(symbols.grouping());
      }
      out.append(fraction.charAt(i));
    }
    return out.toString();
  }
}
