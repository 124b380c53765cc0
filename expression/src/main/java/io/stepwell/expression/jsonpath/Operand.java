package io.stepwell.expression.jsonpath;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A side of a comparison in a filter, or an argument of a path function.
sealed interface Operand {
  record Literal(@Nullable Object value) implements Operand {}

  /// `/pattern/flags`.
  record Regex(Pattern pattern) implements Operand {}

  /// `@.x`, or `$.x` where `fromRoot` is true.
  record Nodes(boolean fromRoot, Steps steps) implements Operand {}
}
