package io.stepwell.expression.jsonata;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Regular expressions, which JSONata writes as JavaScript does.
final class Regex {
  private Regex() {}

  static Pattern compile(String pattern, int flags) {
    try {
      return Pattern.compile(toJava(pattern), flags);
    } catch (PatternSyntaxException e) {
      throw JsonataError.saying(
          "S0303", "Invalid regular expression /" + pattern + "/: " + e.getDescription());
    } catch (StackOverflowError _) {
      throw JsonataError.saying("S0303", "Invalid regular expression: it is nested too deeply");
    }
  }

  /// The same pattern for Java, where `[` and `&&` have a meaning inside character classes, and a
  /// class may not be empty.
  private static String toJava(String pattern) {
    StringBuilder java = new StringBuilder();
    boolean inClass = false;
    for (int i = 0; i < pattern.length(); i++) {
      char c = pattern.charAt(i);
      if (c == '\\' && i + 1 < pattern.length()) {
        java.append(c).append(pattern.charAt(++i));
      } else if (inClass) {
        inClass = c != ']';
        java.append(c == '[' || c == '&' ? "\\" : "").append(c);
      } else if (pattern.startsWith("[^]", i)) {
        java.append("[\\s\\S]");
        i += 2;
      } else if (pattern.startsWith("[]", i)) {
        java.append("(?!)");
        i++;
      } else {
        inClass = c == '[';
        java.append(c);
      }
    }
    return java.toString();
  }
}
