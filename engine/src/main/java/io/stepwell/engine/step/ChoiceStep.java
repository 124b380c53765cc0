package io.stepwell.engine.step;

import io.stepwell.asl.plan.ChoiceState;
import io.stepwell.asl.plan.DataFlow;
import io.stepwell.engine.StateType;
import io.stepwell.expression.EvaluationException;
import io.stepwell.expression.Scope;
import io.stepwell.expression.Template;
import io.stepwell.json.Payload;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Choice (States Language, "Choice State"): the first rule that holds, else Default. AWS ends the
/// execution with `States.Runtime` where neither is there; nobody may catch it.
final class ChoiceStep {
  private ChoiceStep() {}

  static void run(Turn turn, ChoiceState state) {
    Payload input = InputOutput.effectiveInput(turn, state.flow());
    Scope scope = InputOutput.inputScope(turn, state.flow(), input);
    ChoiceState.Rule rule = firstThatHolds(state, scope);
    String next = rule == null ? state.defaultNext() : rule.next();
    if (next == null) {
      throw EvaluationException.runtime(
          "Failed to transition out of the state. The state does not point to a next state.");
    }
    Template assign = rule == null || rule.assign() == null ? state.flow().assign() : rule.assign();
    Map<String, Payload> assigned = InputOutput.assigned(assign, scope);
    Exits.exit(
        turn, StateType.CHOICE, output(turn, state.flow(), rule, input, scope), assigned, next);
  }

  private static ChoiceState.@Nullable Rule firstThatHolds(ChoiceState state, Scope scope) {
    for (ChoiceState.Rule rule : state.rules()) {
      if (Conditions.holds(rule.condition(), scope)) {
        return rule;
      }
    }
    return null;
  }

  private static Payload output(
      Turn turn, DataFlow flow, ChoiceState.@Nullable Rule rule, Payload input, Scope scope) {
    Template own = rule == null ? null : rule.output();
    return own == null
        ? InputOutput.outputOfInput(turn, flow, input)
        : Payload.of(own.evaluate(scope));
  }
}
