package io.stepwell.expression.jsonata;

import org.jspecify.annotations.Nullable;

/// A word of an expression.
///
/// @param symbol for an operator its text; empty for the others
/// @param value the operator's text, a name, or the literal's value
record Token(Kind kind, String symbol, @Nullable Object value, int position) {
  enum Kind {
    OPERATOR,
    NAME,
    VARIABLE,
    STRING,
    NUMBER,
    /// `true`, `false`, `null`.
    VALUE,
    REGEX,
    END
  }

  boolean is(String operator) {
    return symbol.equals(operator);
  }

  String text() {
    return String.valueOf(value);
  }
}
