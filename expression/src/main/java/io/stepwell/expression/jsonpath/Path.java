package io.stepwell.expression.jsonpath;

import io.stepwell.expression.Scope;
import io.stepwell.expression.Template;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A compiled path: `$…` reads the document, `$$…` the context object, `$name…` a variable.
///
/// Plain steps (`.name`, `['name']`, `[n]`) are walked here; anything more is Jayway's JSONPath.
/// STUB: the compiler comes with the module's implementation.
public interface Path extends Template {
  /// The text as written.
  String text();

  /// Whether it is a reference path: it names one node by plain steps only.
  boolean isReference();

  /// Like `evaluate`, but tells absence from null: whether the path finds a node.
  boolean exists(Scope scope);

  @Override
  @Nullable Object evaluate(Scope scope);

  @Override
  Set<String> variables();

  /// @throws IllegalArgumentException with a sentence that says what is wrong with the text
  static Path compile(String text) {
    if (!text.isBlank()) {
      throw new UnsupportedOperationException("no path compiler yet: " + text);
    }
    throw new IllegalArgumentException("a path is not empty");
  }
}
