package io.stepwell.asl.plan;

import io.stepwell.expression.Template;
import io.stepwell.expression.jsonpath.Path;
import io.stepwell.expression.jsonpath.ReferencePath;
import org.jspecify.annotations.Nullable;

/// How a state's input becomes the work's input, and the work's result the state's output. Fields
/// that the state's type does not have are at their defaults.
public sealed interface DataFlow {
  /// What `Assign` evaluates to is a JSON object of new variable values; null without `Assign`.
  @Nullable Template assign();

  /// JSONPath: InputPath, Parameters, ResultSelector, ResultPath, OutputPath.
  ///
  /// @param inputPath `$` by default; null stands for JSON null, which means `{}`
  /// @param outputPath likewise
  /// @param parameters `Parameters`; null when absent and in a Map, where it is the item selector
  /// @param result where the result goes
  record Paths(
      @Nullable Path inputPath,
      @Nullable Template parameters,
      @Nullable Template resultSelector,
      ResultTarget result,
      @Nullable Path outputPath,
      @Nullable Template assign)
      implements DataFlow {}

  /// JSONata: Arguments and Output, null when absent.
  record Jsonata(@Nullable Template arguments, @Nullable Template output, @Nullable Template assign)
      implements DataFlow {}

  /// What ResultPath says.
  sealed interface ResultTarget {
    /// `null`: the result is dropped and the state's raw input goes on.
    record Discard() implements ResultTarget {}

    /// `$` (the default) replaces the input; any other path puts the result into the raw input.
    record At(ReferencePath path) implements ResultTarget {}
  }
}
