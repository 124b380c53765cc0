package io.stepwell.asl.plan;

import io.stepwell.expression.Template;
import io.stepwell.expression.jsonpath.Path;
import org.jspecify.annotations.Nullable;

/// A field that may be written as a value, as a path (`TimeoutSecondsPath`), or as a JSONata
/// expression.
public sealed interface Setting {
  /// @param value as written in the definition, already checked
  record Fixed(@Nullable Object value) implements Setting {}

  /// @param field the field's name with its suffix, such as `TimeoutSecondsPath`
  record ByPath(String field, Path path) implements Setting {}

  /// @param field the field's name, such as `TimeoutSeconds`
  record ByExpression(String field, Template expression) implements Setting {}
}
