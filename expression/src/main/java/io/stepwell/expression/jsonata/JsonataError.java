package io.stepwell.expression.jsonata;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/// A JSONata error on its way to the field that holds the expression. Codes beginning with S are
/// found when the expression is compiled; T and D when it runs; the bounds of evaluation have none.
final class JsonataError extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final @Nullable String code;

  private JsonataError(@Nullable String code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  /// @param values what the message names, in the order in which its text does
  static JsonataError of(String code, @Nullable Object... values) {
    return new JsonataError(code, Messages.of(code, values));
  }

  /// An error whose message is the user's.
  static JsonataError saying(String code, String message) {
    return new JsonataError(code, message);
  }

  /// An error that JSONata has no code for.
  static JsonataError uncoded(String message) {
    return new JsonataError(null, message);
  }

  static JsonataError memory() {
    return new JsonataError(
        null, "Expression evaluation memory limit exceeded: Check for excessive memory usage");
  }

  static JsonataError depth() {
    return new JsonataError(
        null,
        "Stack overflow error: Check for non-terminating recursive function. Consider rewriting as"
            + " tail-recursive");
  }

  String message() {
    return String.valueOf(getMessage());
  }

  /// The end of AWS's sentence about a failed evaluation.
  String ending() {
    return code == null ? ": " + message() : ". " + code + ": " + message();
  }
}
