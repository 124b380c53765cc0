package io.stepwell.expression.jsonata;

import io.stepwell.expression.jsonata.IntegerPicture.Letters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A picture of dates and times (XPath Functions 3.1, section 9.8.4), such as
/// `[Y0001]-[M01]-[D01] [H01]:[m01]`.
record DatePicture(List<Part> parts) {
  private static final String NUMERIC = "YMDdFWwXxHhmsf";
  private static final Map<Character, String> DEFAULTS =
      Map.ofEntries(
          Map.entry('Y', "1"),
          Map.entry('M', "1"),
          Map.entry('D', "1"),
          Map.entry('d', "1"),
          Map.entry('F', "n"),
          Map.entry('W', "1"),
          Map.entry('w', "1"),
          Map.entry('X', "1"),
          Map.entry('x', "1"),
          Map.entry('H', "1"),
          Map.entry('h', "1"),
          Map.entry('P', "n"),
          Map.entry('m', "01"),
          Map.entry('s', "01"),
          Map.entry('f', "1"),
          Map.entry('Z', "01:01"),
          Map.entry('z', "01:01"),
          Map.entry('C', "n"),
          Map.entry('E', "n"));

  sealed interface Part {
    record Text(String text) implements Part {}

    /// @param names how a name is written, where the component is written as a name
    /// @param numbers how a number is written
    /// @param widest the longest name, or 0
    /// @param yearDigits how many digits of the year count, or 0 for all
    /// @param zForUtc whether UTC is written `Z`
    record Marker(
        char component,
        @Nullable Letters names,
        @Nullable IntegerPicture numbers,
        int widest,
        int yearDigits,
        boolean zForUtc)
        implements Part {}
  }

  static DatePicture parse(String picture) {
    List<Part> parts = new ArrayList<>();
    int start = 0;
    for (int at = picture.indexOf('['); at >= 0; at = picture.indexOf('[', start)) {
      text(parts, picture.substring(start, at));
      if (picture.startsWith("[[", at)) {
        parts.add(new Part.Text("["));
        start = at + 2;
        continue;
      }
      int end = picture.indexOf(']', at);
      if (end < 0) {
        throw JsonataError.of("D3135");
      }
      parts.add(marker(picture.substring(at + 1, end).replaceAll("\\s+", "")));
      start = end + 1;
    }
    text(parts, picture.substring(start));
    return new DatePicture(List.copyOf(parts));
  }

  private static void text(List<Part> parts, String text) {
    if (!text.isEmpty()) {
      parts.add(new Part.Text(text.replace("]]", "]")));
    }
  }

  private static Part marker(String marker) {
    char component = marker.isEmpty() ? 0 : marker.charAt(0);
    String otherwise = DEFAULTS.get(component);
    if (otherwise == null) {
      throw JsonataError.of("D3132", component == 0 ? "" : String.valueOf(component));
    }
    int comma = marker.lastIndexOf(',');
    String width = comma < 0 ? "" : marker.substring(comma + 1);
    String modifiers = marker.substring(1, comma < 0 ? marker.length() : comma);
    char second = modifiers.length() > 1 ? modifiers.charAt(modifiers.length() - 1) : 0;
    if ("atco".indexOf(second) >= 0) {
      modifiers = modifiers.substring(0, modifiers.length() - 1);
    } else {
      second = 0;
    }
    String presentation = modifiers.isEmpty() ? otherwise : modifiers;
    int narrowest = width(width, true);
    int widest = width(width, false);
    Letters names = names(presentation);
    IntegerPicture numbers = null;
    if (names == null) {
      if (NUMERIC.indexOf(component) >= 0) {
        numbers = IntegerPicture.parse(presentation).withOrdinal(second == 'o');
        boolean fixed = widest > 0 && "YMD".indexOf(component) >= 0;
        int digits = fixed ? widest : Math.max(narrowest, numbers.mandatory());
        numbers = numbers.withMandatory(digits);
      } else if (component == 'Z' || component == 'z') {
        numbers = IntegerPicture.parse(presentation);
      }
    }
    int yearDigits = 0;
    if (component == 'Y' && numbers != null) {
      if (widest > 0) {
        yearDigits = widest;
      } else if (numbers.mandatory() + numbers.optional() >= 2) {
        yearDigits = numbers.mandatory() + numbers.optional();
      }
    }
    return new Part.Marker(component, names, numbers, widest, yearDigits, second == 't');
  }

  private static @Nullable Letters names(String presentation) {
    return switch (presentation.charAt(0)) {
      case 'n' -> Letters.LOWER;
      case 'N' -> presentation.startsWith("Nn") ? Letters.TITLE : Letters.UPPER;
      default -> null;
    };
  }

  /// `n`, `n-m`, `*-m`: the first number is the least width, the second the greatest.
  private static int width(String width, boolean least) {
    int dash = width.indexOf('-');
    String part =
        least
            ? (dash < 0 ? width : width.substring(0, dash))
            : dash < 0 ? "" : width.substring(dash + 1);
    if (part.isEmpty() || part.equals("*") || part.length() > 3) {
      return 0;
    }
    try {
      return Math.max(0, Integer.parseInt(part));
    } catch (NumberFormatException _) {
      return 0;
    }
  }
}
