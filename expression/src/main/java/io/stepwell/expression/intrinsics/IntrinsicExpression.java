package io.stepwell.expression.intrinsics;

import io.stepwell.expression.EvaluationException;
import io.stepwell.expression.Scope;
import io.stepwell.expression.Template;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A call with everything nested in it. Its failures name the whole expression, as AWS does.
record IntrinsicExpression(String text, Argument.Call call) implements Template {
  @Override
  public @Nullable Object evaluate(Scope scope) {
    try {
      return call.value(scope);
    } catch (EvaluationException e) {
      String cause = "The function '" + text + "' had the following error: " + e.causeText();
      throw e.error().equals(EvaluationException.RUNTIME)
          ? EvaluationException.runtime(cause)
          : EvaluationException.intrinsic(cause);
    }
  }

  @Override
  public Set<String> variables() {
    return call.variables();
  }
}
