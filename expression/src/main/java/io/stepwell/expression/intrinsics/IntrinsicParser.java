package io.stepwell.expression.intrinsics;

import io.stepwell.expression.Template;
import io.stepwell.json.Json;
import io.stepwell.json.JsonException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Parses `States.Name(argument, …)`.
final class IntrinsicParser {
  /// AWS's quota of calls inside each other.
  private static final int DEEPEST = 10;

  private final String text;
  private final Function<String, Template> paths;
  private int at;

  IntrinsicParser(String text, Function<String, Template> paths) {
    this.text = text;
    this.paths = paths;
  }

  Argument.Call parse() {
    Argument.Call call = call(1);
    skipSpaces();
    if (at < text.length()) {
      throw complaint("nothing may follow the call");
    }
    return call;
  }

  private Argument.Call call(int depth) {
    if (depth > DEEPEST) {
      throw complaint("calls may be nested %d deep at most".formatted(DEEPEST));
    }
    int start = at;
    while (Character.isLetterOrDigit(peek()) || peek() == '.') {
      at++;
    }
    String name = text.substring(start, at);
    Intrinsic function = Intrinsic.of(name);
    if (function == null) {
      throw complaint("there is no intrinsic function '" + name + "'");
    }
    List<Argument> arguments = arguments(depth);
    if (!function.takes(arguments.size())) {
      throw complaint(
          "%s takes %s arguments, not %d".formatted(name, function.arity(), arguments.size()));
    }
    if (function == Intrinsic.FORMAT) {
      Format.check(arguments)
          .ifPresent(
              wrong -> {
                throw complaint(wrong);
              });
    }
    return new Argument.Call(function, List.copyOf(arguments));
  }

  private List<Argument> arguments(int depth) {
    expect('(');
    List<Argument> arguments = new ArrayList<>();
    skipSpaces();
    if (peek() == ')') {
      at++;
      return arguments;
    }
    while (true) {
      arguments.add(argument(depth));
      skipSpaces();
      if (peek() == ')') {
        at++;
        return arguments;
      }
      expect(',');
    }
  }

  private Argument argument(int depth) {
    skipSpaces();
    if (peek() == '\'') {
      return quoted();
    }
    if (peek() == '$') {
      return new Argument.Path(paths.apply(unquoted()));
    }
    if (Intrinsics.isCall(text.substring(at, Math.min(text.length(), at + 7)))) {
      return call(depth + 1);
    }
    String word = unquoted();
    try {
      Object value = Json.parse(word);
      if (value == null || value instanceof Number || value instanceof Boolean) {
        return new Argument.Literal(value);
      }
    } catch (JsonException _) {
      // the complaint below says more
    }
    throw complaint(
        "'"
            + word
            + "' is not a text in single quotes, a number, true, false, null, a path or a call");
  }

  /// The escapes are `\'`, `\{`, `\}` and `\\`; any other backslash is wrong.
  private Argument.Text quoted() {
    int start = ++at;
    StringBuilder value = new StringBuilder();
    while (peek() != '\'') {
      if (at >= text.length()) {
        throw complaint("a text has no closing quote");
      }
      if (peek() == '\\') {
        at++;
        if ("'{}\\".indexOf(peek()) < 0 || at >= text.length()) {
          throw complaint("a backslash must be followed by ', {, } or \\");
        }
      }
      value.append(text.charAt(at++));
    }
    return new Argument.Text(text.substring(start, at++), value.toString());
  }

  /// Reads up to the comma or parenthesis that ends the argument. Brackets, parentheses and quotes
  /// of a path belong to it.
  private String unquoted() {
    int start = at;
    int open = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (open == 0 && (c == ',' || c == ')')) {
        break;
      }
      if (open > 0 && (c == '\'' || c == '"')) {
        skipQuoted(c);
      } else if (c == '[' || c == '(') {
        open++;
      } else if (c == ']' || c == ')') {
        open--;
      }
      at++;
    }
    return text.substring(start, Math.min(at, text.length())).strip();
  }

  private void skipQuoted(char quote) {
    at++;
    while (at < text.length() && text.charAt(at) != quote) {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  private void skipSpaces() {
    while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r') {
      at++;
    }
  }

  private void expect(char wanted) {
    skipSpaces();
    if (peek() != wanted) {
      throw complaint("expected '" + wanted + "'");
    }
    at++;
  }

  private IllegalArgumentException complaint(String what) {
    return new IllegalArgumentException(
        "'%s' is not a valid intrinsic function call: %s (position %d)"
            .formatted(text, what, Math.min(at, text.length())));
  }
}
