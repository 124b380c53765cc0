package io.stepwell.expression.jsonpath;

import org.jspecify.annotations.Nullable;

/// A reference path into the state input, as ResultPath uses it (States Language, "Reference
/// Paths"): `$`, `$.a.b`, `$['a'][0]`. STUB: the compiler comes with the module's implementation.
public interface ReferencePath {
  String text();

  /// A copy of `document` with `value` at this path; missing objects on the way are created.
  ///
  /// @throws io.stepwell.expression.EvaluationException `States.ResultPathMatchFailure` where the
  ///     path can't be applied
  @Nullable Object put(@Nullable Object document, @Nullable Object value);

  /// Whether it is `$`.
  boolean isRoot();

  /// @throws IllegalArgumentException with a sentence that says what is wrong with the text
  static ReferencePath compile(String text) {
    if (!text.isBlank()) {
      throw new UnsupportedOperationException("no path compiler yet: " + text);
    }
    throw new IllegalArgumentException("a path is not empty");
  }
}
