package io.stepwell.expression.jsonata;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A picture of integers (XPath Functions 3.1, section 4.6): `0001`, `#,##0`, `a`, `I`, `Ww`, `1;o`.
///
/// @param style how numbers are written
/// @param token the picture without its modifier
/// @param ordinal `1st` rather than `1`
/// @param zero the zero of the digits' family
/// @param mandatory how many digits at least
/// @param optional how many more places the picture has
/// @param separators where separators stand, counted in digits from the right
/// @param regular the distance of the separators where it is the same everywhere, else 0
record IntegerPicture(
    Style style,
    Letters letters,
    String token,
    boolean ordinal,
    int zero,
    int mandatory,
    int optional,
    List<Separator> separators,
    int regular) {
  enum Style {
    DECIMAL,
    ALPHABET,
    ROMAN,
    WORDS,
    SEQUENCE
  }

  enum Letters {
    UPPER,
    LOWER,
    TITLE;

    String apply(String text) {
      return switch (this) {
        case UPPER -> text.toUpperCase(Locale.ROOT);
        case LOWER -> text.toLowerCase(Locale.ROOT);
        case TITLE -> text;
      };
    }
  }

  record Separator(int position, int character) {}

  static IntegerPicture parse(String picture) {
    int semicolon = picture.lastIndexOf(';');
    String token = semicolon < 0 ? picture : picture.substring(0, semicolon);
    boolean ordinal = semicolon >= 0 && picture.startsWith("o", semicolon + 1);
    return switch (token) {
      case "A" -> named(Style.ALPHABET, Letters.UPPER, token, ordinal);
      case "a" -> named(Style.ALPHABET, Letters.LOWER, token, ordinal);
      case "I" -> named(Style.ROMAN, Letters.UPPER, token, ordinal);
      case "i" -> named(Style.ROMAN, Letters.LOWER, token, ordinal);
      case "W" -> named(Style.WORDS, Letters.UPPER, token, ordinal);
      case "w" -> named(Style.WORDS, Letters.LOWER, token, ordinal);
      case "Ww" -> named(Style.WORDS, Letters.TITLE, token, ordinal);
      default -> decimal(token, ordinal);
    };
  }

  private static IntegerPicture named(Style style, Letters letters, String token, boolean ordinal) {
    return new IntegerPicture(style, letters, token, ordinal, '0', 0, 0, List.of(), 0);
  }

  private static IntegerPicture decimal(String token, boolean ordinal) {
    int zero = -1;
    int mandatory = 0;
    int optional = 0;
    List<Separator> separators = new ArrayList<>();
    int[] characters = token.codePoints().toArray();
    for (int i = characters.length - 1; i >= 0; i--) {
      int c = characters[i];
      if (Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER) {
        int family = c - Character.digit(c, 10);
        if (zero >= 0 && zero != family) {
          throw JsonataError.of("D3131");
        }
        zero = family;
        mandatory++;
      } else if (c == '#') {
        optional++;
      } else {
        separators.add(new Separator(mandatory + optional, c));
      }
    }
    Style style = mandatory > 0 ? Style.DECIMAL : Style.SEQUENCE;
    return new IntegerPicture(
        style,
        Letters.TITLE,
        token,
        ordinal,
        zero < 0 ? '0' : zero,
        mandatory,
        optional,
        List.copyOf(separators),
        regular(separators));
  }

  private static int regular(List<Separator> separators) {
    int distance = 0;
    for (Separator separator : separators) {
      if (separator.character() != separators.getFirst().character()) {
        return 0;
      }
      int a = separator.position();
      while (a != 0) {
        int rest = distance % a;
        distance = a;
        a = rest;
      }
    }
    for (int i = 1; i <= separators.size(); i++) {
      int wanted = i * distance;
      if (separators.stream().noneMatch(separator -> separator.position() == wanted)) {
        return 0;
      }
    }
    return distance;
  }

  IntegerPicture withOrdinal(boolean other) {
    return new IntegerPicture(
        style, letters, token, other, zero, mandatory, optional, separators, regular);
  }

  IntegerPicture withMandatory(int other) {
    return new IntegerPicture(
        style, letters, token, ordinal, zero, other, optional, separators, regular);
  }

  String format(long value) {
    long size = Math.abs(value);
    String text =
        switch (style) {
          case ALPHABET -> letters.apply(Numerals.alphabet(size));
          case ROMAN -> letters.apply(Numerals.roman(size));
          case WORDS -> letters.apply(Numerals.words(size, ordinal));
          case DECIMAL -> decimal(size);
          case SEQUENCE -> throw JsonataError.of("D3130", token);
        };
    return value < 0 ? "-" + text : text;
  }

  private String decimal(long value) {
    String digits = Long.toString(value);
    digits = "0".repeat(Math.max(0, mandatory - digits.length())) + digits;
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < digits.length(); i++) {
      out.appendCodePoint(zero + digits.charAt(i) - '0');
      int right = digits.length() - 1 - i;
      int separator = right == 0 ? -1 : separator(right);
      if (separator >= 0) {
        out.appendCodePoint(separator);
      }
    }
    return ordinal ? out + Numerals.ordinalSuffix(digits) : out.toString();
  }

  private int separator(int position) {
    if (regular > 0) {
      return position % regular == 0 ? separators.getFirst().character() : -1;
    }
    for (Separator separator : separators) {
      if (separator.position() == position) {
        return separator.character();
      }
    }
    return -1;
  }

  /// The number that the text is, or null when it is none.
  @Nullable Long read(String text) {
    return switch (style) {
      case ALPHABET -> Numerals.ofAlphabet(text.toLowerCase(Locale.ROOT));
      case ROMAN -> Numerals.ofRoman(text.toLowerCase(Locale.ROOT));
      case WORDS -> Numerals.ofWords(text.toLowerCase(Locale.ROOT));
      case DECIMAL -> readDecimal(text);
      case SEQUENCE -> throw JsonataError.of("D3130", token);
    };
  }

  private @Nullable Long readDecimal(String text) {
    StringBuilder digits = new StringBuilder();
    for (int c : text.codePoints().toArray()) {
      if (c >= zero && c <= zero + 9) {
        digits.append((char) ('0' + c - zero));
      } else if (c == '-' && digits.isEmpty()) {
        digits.append('-');
      } else if (separators.stream().noneMatch(separator -> separator.character() == c)) {
        break;
      }
    }
    try {
      return Long.valueOf(digits.toString());
    } catch (NumberFormatException _) {
      return null;
    }
  }

  /// A regular expression for what `read` understands.
  String regex(String count) {
    return switch (style) {
      case ALPHABET -> "[a-z]+";
      case ROMAN -> "[mdclxvi]+";
      case WORDS -> "[a-z][a-z\\-, ]*";
      case DECIMAL -> "[0-9,]" + count + (ordinal ? "(?:th|st|nd|rd)" : "");
      case SEQUENCE -> throw JsonataError.of("D3130", token);
    };
  }
}
