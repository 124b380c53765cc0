package io.stepwell.asl.plan;

import io.stepwell.expression.Template;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Branches (States Language, "Choice State").
///
/// @param flow InputPath and OutputPath, or the state's own Output and Assign, which count when no
///     rule matches
/// @param defaultNext null when absent
public record ChoiceState(
    String name,
    QueryLanguage language,
    DataFlow flow,
    List<Rule> rules,
    @Nullable String defaultNext)
    implements State {

  /// @param output JSONata: replaces the state's Output
  /// @param assign replaces the state's Assign
  public record Rule(
      Condition condition, String next, @Nullable Template output, @Nullable Template assign) {}
}
