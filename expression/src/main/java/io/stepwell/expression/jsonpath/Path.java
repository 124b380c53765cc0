package io.stepwell.expression.jsonpath;

import io.stepwell.expression.Scope;
import io.stepwell.expression.Template;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A compiled path: `$…` reads the document, `$$…` the context object, `$name…` a variable.
///
/// The dialect is Jayway's JSONPath, which AWS runs, without its accidents: evaluation changes
/// nothing and is metered, regular expressions included. Plain steps (`.name`, `['name']`, `[n]`)
/// cost a few nanoseconds each.
public interface Path extends Template {
  /// The text as written.
  String text();

  /// Whether it is a reference path: it names one node by plain steps only.
  boolean isReference();

  /// Like `evaluate`, but tells absence from null: whether the path finds a node. An index past the
  /// end of an array finds none.
  boolean exists(Scope scope);

  /// The node, or for a path that forks (wildcards, filters, slices, `..`) the list of those found.
  /// An index past the end as the last step gives null, as measured on AWS.
  ///
  /// @throws io.stepwell.expression.EvaluationException `States.Runtime` when there is no such node
  @Override
  @Nullable Object evaluate(Scope scope);

  @Override
  Set<String> variables();

  /// @throws IllegalArgumentException with a sentence that says what is wrong with the text
  static Path compile(String text) {
    return CompiledPath.compile(text);
  }
}
