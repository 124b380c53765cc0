package io.stepwell.cli.render;

/// How wide a text will be: an estimate for the sans-serif fonts that a browser has, on the safe
/// side.
final class Widths {
  private Widths() {}

  /// In pixels at that size of the font.
  static double of(String text, double fontSize) {
    return text.codePoints().mapToDouble(Widths::ems).sum() * fontSize;
  }

  private static double ems(int c) {
    if (c > 0xFF) {
      return c >= 0x1100 ? 1.05 : 0.66;
    }
    if ("ijl.,:;'|!`I".indexOf(c) >= 0) {
      return 0.29;
    }
    if ("ftr()[]{}/ -\"".indexOf(c) >= 0) {
      return 0.36;
    }
    if ("mwMW@%".indexOf(c) >= 0) {
      return 0.92;
    }
    return Character.isUpperCase(c) || "=<>+&#~".indexOf(c) >= 0 ? 0.69 : 0.57;
  }

  /// The text in one line, cut to so many characters.
  static String shortened(String text, int max) {
    return text.codePointCount(0, text.length()) <= max
        ? text
        : text.substring(0, text.offsetByCodePoints(0, max - 1)) + "…";
  }
}
