package io.stepwell.expression.jsonata;

import io.stepwell.expression.jsonata.Token.Kind;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Divides an expression into tokens, one at a time: only the parser knows whether a `/` divides or
/// begins a regular expression.
final class Lexer {
  private static final String SINGLE = ".[]{}(),@#;:?+-*/%|=<>^&!~";
  private static final Set<String> DOUBLE = Set.of("..", ":=", "!=", ">=", "<=", "**", "~>");
  private static final String SPACES = " \t\n\r\u000B";
  private static final Pattern NUMBER =
      Pattern.compile("(0|[1-9][0-9]*)(\\.[0-9]+)?([Ee][-+]?[0-9]+)?");

  private final String text;
  private int at;

  Lexer(String text) {
    this.text = text;
  }

  /// Goes back to a place where the reading of a `/` was not known yet.
  void back(int position) {
    at = position;
  }

  /// @param afterOperand whether a `/` here is the division operator
  Token next(boolean afterOperand) {
    skipBlanks();
    int start = at;
    if (at >= text.length()) {
      return new Token(Kind.END, "(end)", "(end)", text.length());
    }
    char c = text.charAt(at);
    if (c == '/' && !afterOperand) {
      at++;
      return new Token(Kind.REGEX, "", regex(), start);
    }
    String operator = operator(c);
    if (operator != null) {
      at += operator.length();
      return new Token(Kind.OPERATOR, operator, operator, start);
    }
    if (c == '"' || c == '\'') {
      return new Token(Kind.STRING, "", string(c), start);
    }
    if (c >= '0' && c <= '9') {
      return new Token(Kind.NUMBER, "", number(), start);
    }
    return c == '`' ? quotedName(start) : word(start);
  }

  private @org.jspecify.annotations.Nullable String operator(char c) {
    if (at + 1 < text.length() && DOUBLE.contains(text.substring(at, at + 2))) {
      return text.substring(at, at + 2);
    }
    return SINGLE.indexOf(c) >= 0 ? String.valueOf(c) : null;
  }

  private void skipBlanks() {
    while (at < text.length()) {
      if (SPACES.indexOf(text.charAt(at)) >= 0) {
        at++;
      } else if (text.startsWith("/*", at)) {
        int end = text.indexOf("*/", at + 2);
        if (end < 0) {
          throw JsonataError.of("S0106");
        }
        at = end + 2;
      } else {
        return;
      }
    }
  }

  private String string(char quote) {
    StringBuilder value = new StringBuilder();
    for (at++; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == quote) {
        at++;
        return value.toString();
      }
      value.append(c == '\\' ? escaped() : c);
    }
    throw JsonataError.of("S0101");
  }

  private char escaped() {
    at++;
    char c = at < text.length() ? text.charAt(at) : 0;
    return switch (c) {
      case '"', '\'', '\\', '/' -> c;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> {
        String digits = at + 5 <= text.length() ? text.substring(at + 1, at + 5) : "";
        if (digits.isEmpty() || !digits.chars().allMatch(d -> Character.digit(d, 16) >= 0)) {
          throw JsonataError.of("S0104");
        }
        at += 4;
        yield (char) Integer.parseInt(digits, 16);
      }
      default -> throw JsonataError.of("S0103", c == 0 ? "" : String.valueOf(c));
    };
  }

  private Number number() {
    Matcher matcher = NUMBER.matcher(text).region(at, text.length());
    if (!matcher.lookingAt()) {
      throw new IllegalStateException("a digit begins a number");
    }
    String digits = matcher.group();
    at = matcher.end();
    double value = Double.parseDouble(digits);
    if (Double.isInfinite(value)) {
      throw JsonataError.of("S0102", digits);
    }
    if (matcher.group(2) == null && matcher.group(3) == null && digits.length() < 19) {
      return Long.valueOf(digits);
    }
    return Numbers.of(value);
  }

  private Token quotedName(int start) {
    int end = text.indexOf('`', at + 1);
    if (end < 0) {
      throw JsonataError.of("S0105");
    }
    String name = text.substring(at + 1, end);
    at = end + 1;
    return new Token(Kind.NAME, "", name, start);
  }

  private Token word(int start) {
    while (at < text.length()
        && SPACES.indexOf(text.charAt(at)) < 0
        && SINGLE.indexOf(text.charAt(at)) < 0) {
      at++;
    }
    String word = text.substring(start, at);
    if (word.startsWith("$")) {
      return new Token(Kind.VARIABLE, "", word.substring(1), start);
    }
    return switch (word) {
      case "and", "or", "in" -> new Token(Kind.OPERATOR, word, word, start);
      case "true", "false" -> new Token(Kind.VALUE, "", word.equals("true"), start);
      case "null" -> new Token(Kind.VALUE, "", null, start);
      default -> new Token(Kind.NAME, "", word, start);
    };
  }

  /// Reads up to the closing `/`; one that is escaped or inside brackets is part of the pattern.
  private Pattern regex() {
    int start = at;
    int open = 0;
    for (; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '\\') {
        at++;
      } else if (c == '/' && open == 0) {
        String pattern = text.substring(start, at++);
        if (pattern.isEmpty()) {
          throw JsonataError.of("S0301");
        }
        return Regex.compile(pattern, flags());
      } else if ("([{".indexOf(c) >= 0) {
        open++;
      } else if (")]}".indexOf(c) >= 0) {
        open--;
      }
    }
    throw JsonataError.of("S0302");
  }

  private int flags() {
    int flags = 0;
    for (; at < text.length(); at++) {
      switch (text.charAt(at)) {
        case 'i' -> flags |= Pattern.CASE_INSENSITIVE;
        case 'm' -> flags |= Pattern.MULTILINE;
        default -> {
          return flags;
        }
      }
    }
    return flags;
  }
}
