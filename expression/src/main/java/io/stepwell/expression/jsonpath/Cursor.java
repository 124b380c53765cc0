package io.stepwell.expression.jsonpath;

/// A place in the text of a path, for the parsers. Every complaint is an IllegalArgumentException
/// with the position.
final class Cursor {
  private static final int DEEPEST = 32;

  private final String text;
  private int at;
  private int depth;

  Cursor(String text) {
    this.text = text;
  }

  boolean atEnd() {
    return at >= text.length();
  }

  /// The current character, or 0 at the end.
  char peek() {
    return peek(0);
  }

  char peek(int ahead) {
    return at + ahead < text.length() ? text.charAt(at + ahead) : 0;
  }

  boolean isAt(String word) {
    return text.startsWith(word, at);
  }

  int position() {
    return at;
  }

  void skip(int count) {
    at += count;
  }

  void skipSpaces() {
    while (peek() == ' ') {
      at++;
    }
  }

  String since(int start) {
    return text.substring(start, at);
  }

  void expect(char wanted) {
    skipSpaces();
    if (peek() != wanted) {
      throw complaint("expected '" + wanted + "'");
    }
    at++;
  }

  /// Reads a text in quotes, the current character being the opening one. A backslash stands before
  /// a character that is meant as it is, or one of `\\b \\f \\n \\r \\t \\uXXXX`.
  String quoted() {
    return quoted(true);
  }

  /// Reads a member's name in quotes. As on AWS, a backslash is part of the name, unless the quote
  /// stands behind it.
  String quotedName() {
    return quoted(false);
  }

  private String quoted(boolean escapes) {
    char quote = peek();
    int start = at++;
    StringBuilder value = new StringBuilder();
    while (peek() != quote) {
      if (atEnd()) {
        at = start;
        throw complaint("the text that begins here has no closing " + quote);
      }
      char c = text.charAt(at++);
      boolean escape = c == '\\' && (escapes || peek() == quote);
      value.append(escape ? escaped() : c);
    }
    at++;
    return value.toString();
  }

  private char escaped() {
    if (atEnd()) {
      throw complaint("a backslash has nothing to escape");
    }
    char c = text.charAt(at++);
    return switch (c) {
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> unicode();
      default -> c;
    };
  }

  private char unicode() {
    if (at + 4 > text.length()) {
      throw complaint("\\u needs four hexadecimal digits");
    }
    String digits = text.substring(at, at + 4);
    if (!digits.chars().allMatch(d -> Character.digit(d, 16) >= 0)) {
      throw complaint("\\u needs four hexadecimal digits");
    }
    at += 4;
    return (char) Integer.parseInt(digits, 16);
  }

  /// Counts a level of nesting, so that no text can exhaust the stack.
  void enter() {
    if (++depth > DEEPEST) {
      throw complaint("it is nested more than " + DEEPEST + " levels deep");
    }
  }

  void leave() {
    depth--;
  }

  IllegalArgumentException complaint(String what) {
    return new IllegalArgumentException(
        "'%s' is not a valid JSONPath: %s at position %d".formatted(text, what, at));
  }
}
