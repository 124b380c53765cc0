package io.stepwell.expression.jsonata;

import io.stepwell.expression.jsonata.NumberPicture.Symbols;
import java.util.ArrayList;
import java.util.List;

/// Takes a sub-picture apart and checks it against the rules of XPath Functions 3.1, section 4.7.3.
final class NumberPictureParser {
  private final String picture;
  private final Symbols symbols;
  private final String prefix;
  private final String suffix;
  private final String active;
  private final String whole;
  private final String fraction;
  private final String mantissa;
  private final boolean hasExponent;
  private final String exponent;

  NumberPictureParser(String picture, Symbols symbols) {
    this.picture = picture;
    this.symbols = symbols;
    int start = 0;
    while (start < picture.length() && !isCore(picture.charAt(start))) {
      start++;
    }
    int end = picture.length();
    if (start == end) {
      start = 0; // nothing of it describes a number: all of it is checked, and refused
    } else {
      while (!isCore(picture.charAt(end - 1))) {
        end--;
      }
    }
    prefix = picture.substring(0, start);
    suffix = picture.substring(end);
    active = picture.substring(start, end);
    int e = picture.indexOf(symbols.exponent(), start) - start;
    hasExponent = e >= 0 && e <= active.length();
    mantissa = hasExponent ? active.substring(0, e) : active;
    exponent = hasExponent && e < active.length() ? active.substring(e + 1) : "";
    int point = mantissa.indexOf(symbols.decimal());
    whole = point < 0 ? mantissa : mantissa.substring(0, point);
    fraction = point < 0 ? "" : mantissa.substring(point + 1);
  }

  private boolean isCore(char c) {
    return symbols.isActive(c) && symbols.exponent().charAt(0) != c;
  }

  NumberPicture parse() {
    check();
    int fewestWhole = digits(whole);
    int scaling = fewestWhole;
    int fewestFraction = digits(fraction);
    int mostFraction = places(fraction);
    if (fewestWhole == 0 && mostFraction == 0) {
      if (hasExponent) {
        fewestFraction = 1;
        mostFraction = 1;
      } else {
        fewestWhole = 1;
      }
    }
    if (hasExponent && fewestWhole == 0 && places(whole) > digits(whole)) {
      fewestWhole = 1;
    }
    if (fewestWhole == 0 && fewestFraction == 0) {
      fewestFraction = 1;
    }
    List<Integer> wholeGroups = groups(whole, false);
    return new NumberPicture(
        prefix,
        suffix,
        picture.contains(symbols.percent()),
        picture.contains(symbols.perMille()),
        fewestWhole,
        scaling,
        fewestFraction,
        mostFraction,
        regular(wholeGroups),
        wholeGroups,
        groups(fraction, true),
        hasExponent,
        digits(exponent));
  }

  private int digits(String part) {
    return (int) part.chars().filter(c -> symbols.isDigit((char) c)).count();
  }

  /// Digits that must be there and digits that may.
  private int places(String part) {
    return (int)
        part.chars().filter(c -> symbols.isDigit((char) c) || symbols.isOptional((char) c)).count();
  }

  /// How many digits stand between each grouping separator and the decimal point.
  private List<Integer> groups(String part, boolean fromLeft) {
    List<Integer> positions = new ArrayList<>();
    for (int at = part.indexOf(symbols.grouping());
        at >= 0;
        at = part.indexOf(symbols.grouping(), at + 1)) {
      positions.add(places(fromLeft ? part.substring(0, at) : part.substring(at)));
    }
    return List.copyOf(positions);
  }

  private static int regular(List<Integer> positions) {
    int distance = 0;
    for (int position : positions) {
      distance = gcd(distance, position);
    }
    for (int i = 1; distance > 0 && i <= positions.size(); i++) {
      if (!positions.contains(i * distance)) {
        return 0;
      }
    }
    return distance;
  }

  private static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }

  /// Of several rules that are broken, JSONata names the last.
  private void check() {
    boolean percent = picture.contains(symbols.percent());
    boolean perMille = picture.contains(symbols.perMille());
    int optionalWhole = whole.indexOf(symbols.digit());
    int optionalFraction = fraction.lastIndexOf(symbols.digit());
    boolean atPoint =
        mantissa.contains(symbols.decimal())
            && (whole.endsWith(symbols.grouping()) || fraction.startsWith(symbols.grouping()));
    refuse(hasExponent && (exponent.isEmpty() || digits(exponent) < exponent.length()), "D3093");
    refuse(hasExponent && !exponent.isEmpty() && (percent || perMille), "D3092");
    refuse(optionalFraction >= 0 && digits(fraction.substring(optionalFraction)) > 0, "D3091");
    refuse(optionalWhole >= 0 && digits(whole.substring(0, optionalWhole)) > 0, "D3090");
    refuse(picture.contains(symbols.grouping() + symbols.grouping()), "D3089");
    refuse(atPoint, "D3087");
    refuse(whole.endsWith(symbols.grouping()), "D3088");
    refuse(!active.chars().allMatch(c -> symbols.isActive((char) c)), "D3086");
    refuse(places(mantissa) == 0, "D3085");
    refuse(percent && perMille, "D3084");
    refuse(count(symbols.perMille()) > 1, "D3083");
    refuse(count(symbols.percent()) > 1, "D3082");
    refuse(count(symbols.decimal()) > 1, "D3081");
  }

  private int count(String symbol) {
    return (int) picture.chars().filter(c -> c == symbol.charAt(0)).count();
  }

  private static void refuse(boolean wrong, String code) {
    if (wrong) {
      throw JsonataError.of(code);
    }
  }
}
