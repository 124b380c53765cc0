package io.stepwell.engine.step;

import io.stepwell.asl.plan.FailState;
import io.stepwell.asl.plan.QueryLanguage;
import io.stepwell.asl.plan.Setting;
import io.stepwell.engine.ErrorOutput;
import io.stepwell.engine.Inspection.Datum;
import io.stepwell.expression.EvaluationException;
import io.stepwell.expression.Scope;
import org.jspecify.annotations.Nullable;

/// Fail (States Language, "Fail State"): the branch, the iteration or the execution ends with this
/// error.
final class FailStep {
  private FailStep() {}

  static void run(Turn turn, FailState state) {
    Scope scope = InputOutput.jsonataScope(turn);
    if (state.language() == QueryLanguage.JSONPATH) {
      turn.show(Datum.AFTER_INPUT_PATH, turn.stateInput());
    }
    ErrorOutput error = new ErrorOutput(text(state.error(), scope), text(state.cause(), scope));
    Failures.fail(turn, error, false);
  }

  private static @Nullable String text(@Nullable Setting setting, Scope scope) {
    return switch (setting) {
      case null -> null;
      case Setting.Fixed(Object value) -> (String) value;
      case Setting.ByPath(String field, var path) ->
          string(field, path.text(), path.evaluate(scope));
      case Setting.ByExpression(_, var expression) -> Settings.string(expression, scope);
    };
  }

  private static String string(String field, String where, @Nullable Object value) {
    if (value instanceof String text) {
      return text;
    }
    throw EvaluationException.runtime(
        "The "
            + field
            + " field must refer to a string, but "
            + where
            + " is "
            + InputOutput.text(value));
  }
}
