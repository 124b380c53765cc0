package io.stepwell.expression.jsonata;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Integers in letters, Roman numerals and English words.
final class Numerals {
  private static final String[] FEW = {
    "Zero",
    "One",
    "Two",
    "Three",
    "Four",
    "Five",
    "Six",
    "Seven",
    "Eight",
    "Nine",
    "Ten",
    "Eleven",
    "Twelve",
    "Thirteen",
    "Fourteen",
    "Fifteen",
    "Sixteen",
    "Seventeen",
    "Eighteen",
    "Nineteen"
  };
  private static final String[] ORDINALS = {
    "Zeroth",
    "First",
    "Second",
    "Third",
    "Fourth",
    "Fifth",
    "Sixth",
    "Seventh",
    "Eighth",
    "Ninth",
    "Tenth",
    "Eleventh",
    "Twelfth",
    "Thirteenth",
    "Fourteenth",
    "Fifteenth",
    "Sixteenth",
    "Seventeenth",
    "Eighteenth",
    "Nineteenth"
  };
  private static final String[] DECADES = {
    "Twenty", "Thirty", "Forty", "Fifty", "Sixty", "Seventy", "Eighty", "Ninety"
  };
  private static final String[] MAGNITUDES = {"Thousand", "Million", "Billion", "Trillion"};
  private static final String[] ROMAN = {
    "m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"
  };
  private static final int[] ROMAN_VALUES = {1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1};
  private static final long LARGEST_ROMAN = 7_000_000;
  private static final Map<String, Long> WORDS = new HashMap<>();

  static {
    for (int i = 0; i < FEW.length; i++) {
      word(FEW[i], i);
      word(ORDINALS[i], i);
    }
    for (int i = 0; i < DECADES.length; i++) {
      word(DECADES[i], 10L * (i + 2));
      word(DECADES[i].substring(0, DECADES[i].length() - 1) + "ieth", 10L * (i + 2));
    }
    word("Hundred", 100);
    word("Hundredth", 100);
    long value = 1000;
    for (String magnitude : MAGNITUDES) {
      word(magnitude, value);
      word(magnitude + "th", value);
      value *= 1000;
    }
  }

  private Numerals() {}

  private static void word(String word, long value) {
    WORDS.put(word.toLowerCase(Locale.ROOT), value);
  }

  /// 1 is `a`, 27 is `aa`.
  static String alphabet(long value) {
    StringBuilder out = new StringBuilder();
    for (long rest = value; rest > 0; rest = (rest - 1) / 26) {
      out.append((char) ('a' + (rest - 1) % 26));
    }
    return out.reverse().toString();
  }

  static @Nullable Long ofAlphabet(String text) {
    long value = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < 'a' || c > 'z' || i > 12) {
        return null;
      }
      value = value * 26 + c - 'a' + 1;
    }
    return value;
  }

  static String roman(long value) {
    if (value > LARGEST_ROMAN) {
      throw JsonataError.memory();
    }
    StringBuilder out = new StringBuilder();
    long rest = value;
    for (int i = 0; i < ROMAN.length; i++) {
      while (rest >= ROMAN_VALUES[i]) {
        out.append(ROMAN[i]);
        rest -= ROMAN_VALUES[i];
      }
    }
    return out.toString();
  }

  static @Nullable Long ofRoman(String text) {
    long value = 0;
    int largest = 0;
    for (int i = text.length() - 1; i >= 0; i--) {
      int digit = romanDigit(text.charAt(i));
      if (digit == 0) {
        return null;
      }
      value += digit < largest ? -digit : digit;
      largest = Math.max(largest, digit);
    }
    return value;
  }

  private static int romanDigit(char c) {
    return switch (c) {
      case 'm' -> 1000;
      case 'd' -> 500;
      case 'c' -> 100;
      case 'l' -> 50;
      case 'x' -> 10;
      case 'v' -> 5;
      case 'i' -> 1;
      default -> 0;
    };
  }

  static String words(long value, boolean ordinal) {
    return words(value, false, ordinal);
  }

  private static String words(long value, boolean continued, boolean ordinal) {
    if (value < 20) {
      return (continued ? " and " : "") + (ordinal ? ORDINALS : FEW)[(int) value];
    }
    if (value < 100) {
      String decade = DECADES[(int) (value / 10) - 2];
      String rest =
          value % 10 > 0
              ? decade + "-" + words(value % 10, false, ordinal)
              : ordinal ? decade.substring(0, decade.length() - 1) + "ieth" : decade;
      return (continued ? " and " : "") + rest;
    }
    if (value < 1000) {
      return (continued ? ", " : "")
          + FEW[(int) (value / 100)]
          + " Hundred"
          + rest(value % 100, ordinal);
    }
    int magnitude = 0;
    long factor = 1000;
    while (magnitude < MAGNITUDES.length - 1 && value / factor >= 1000) {
      factor *= 1000;
      magnitude++;
    }
    return (continued ? ", " : "")
        + words(value / factor, false, false)
        + " "
        + MAGNITUDES[magnitude]
        + rest(value % factor, ordinal);
  }

  private static String rest(long value, boolean ordinal) {
    return value > 0 ? words(value, true, ordinal) : ordinal ? "th" : "";
  }

  static @Nullable Long ofWords(String text) {
    long sum = 0;
    long part = 0;
    for (String word : text.split(",\\s|\\sand\\s|[\\s\\-]")) {
      Long value = WORDS.get(word);
      if (value == null) {
        return null;
      }
      if (value < 100) {
        if (part >= 1000) {
          sum += part;
          part = 0;
        }
        part += value;
      } else {
        part *= value;
      }
    }
    return sum + part;
  }

  static String ordinalSuffix(String digits) {
    char last = digits.charAt(digits.length() - 1);
    boolean teen = digits.length() > 1 && digits.charAt(digits.length() - 2) == '1';
    return switch (teen ? '0' : last) {
      case '1' -> "st";
      case '2' -> "nd";
      case '3' -> "rd";
      default -> "th";
    };
  }
}
