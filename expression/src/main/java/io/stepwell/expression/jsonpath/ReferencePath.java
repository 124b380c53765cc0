package io.stepwell.expression.jsonpath;

import org.jspecify.annotations.Nullable;

/// A reference path into the state input, as ResultPath uses it (States Language, "Reference
/// Paths"): `$`, `$.a.b`, `$['a'][0]`.
public interface ReferencePath {
  String text();

  /// A copy of `document` with `value` at this path; missing objects on the way are created. Only
  /// the containers on the way are copied.
  ///
  /// @throws io.stepwell.expression.EvaluationException `States.ResultPathMatchFailure` where the
  ///     path can't be applied: a step through something that is neither absent nor a container of
  ///     its kind, or an index that the array does not have
  @Nullable Object put(@Nullable Object document, @Nullable Object value);

  /// Whether it is `$`.
  boolean isRoot();

  /// @throws IllegalArgumentException with a sentence that says what is wrong with the text
  static ReferencePath compile(String text) {
    CompiledPath path = CompiledPath.compile(text);
    if (!path.isReference() || path.text().startsWith("$$") || !path.variables().isEmpty()) {
      throw new IllegalArgumentException(
          "'%s' is not a reference path: it begins with '$' and has only steps like .name, ['name'] and [0]"
              .formatted(text));
    }
    return new Target(text, path.steps());
  }
}
