package io.stepwell.expression.jsonata;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// One half of a number picture: how many digits, where the groups are, what stands around it.
///
/// @param scaling how many digits stand before the point where there is an exponent
/// @param regularGroup the distance of the grouping separators where it is the same everywhere
/// @param exponentDigits at least so many; none without exponent
record NumberPicture(
    String prefix,
    String suffix,
    boolean isPercent,
    boolean isPerMille,
    int fewestWhole,
    int scaling,
    int fewestFraction,
    int mostFraction,
    int regularGroup,
    List<Integer> wholeGroups,
    List<Integer> fractionGroups,
    boolean hasExponent,
    int exponentDigits) {

  /// The characters that have a meaning in pictures.
  record Symbols(
      String decimal,
      String grouping,
      String exponent,
      String infinity,
      String minus,
      String nan,
      String percent,
      String perMille,
      String zero,
      String digit,
      String separator) {
    static Symbols with(Map<?, ?> options) {
      return new Symbols(
          option(options, "decimal-separator", "."),
          option(options, "grouping-separator", ","),
          option(options, "exponent-separator", "e"),
          option(options, "infinity", "Infinity"),
          option(options, "minus-sign", "-"),
          option(options, "NaN", "NaN"),
          option(options, "percent", "%"),
          option(options, "per-mille", "‰"),
          option(options, "zero-digit", "0"),
          option(options, "digit", "#"),
          option(options, "pattern-separator", ";"));
    }

    private static String option(Map<?, ?> options, String name, String otherwise) {
      return options.get(name) instanceof String given && !given.isEmpty() ? given : otherwise;
    }

    boolean isDigit(char c) {
      int distance = c - zero.charAt(0);
      return distance >= 0 && distance <= 9;
    }

    boolean isOptional(char c) {
      return digit.charAt(0) == c;
    }

    boolean isActive(char c) {
      return isDigit(c)
          || isOptional(c)
          || decimal.charAt(0) == c
          || grouping.charAt(0) == c
          || exponent.charAt(0) == c
          || separator.charAt(0) == c;
    }

    /// Western digits in the digits of the picture.
    String digits(String text) {
      if (zero.charAt(0) == '0') {
        return text;
      }
      StringBuilder out = new StringBuilder();
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        out.append(c >= '0' && c <= '9' ? (char) (zero.charAt(0) + c - '0') : c);
      }
      return out.toString();
    }
  }

  static List<NumberPicture> parse(String picture, Symbols symbols) {
    String[] parts = picture.split(java.util.regex.Pattern.quote(symbols.separator()), -1);
    if (parts.length > 2) {
      throw JsonataError.of("D3080");
    }
    List<NumberPicture> pictures = new ArrayList<>();
    for (String part : parts) {
      pictures.add(new NumberPictureParser(part, symbols).parse());
    }
    return pictures;
  }
}
