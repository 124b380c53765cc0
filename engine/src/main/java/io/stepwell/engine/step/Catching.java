package io.stepwell.engine.step;

import io.stepwell.asl.plan.Catcher;
import io.stepwell.asl.plan.QueryLanguage;
import io.stepwell.asl.plan.State;
import io.stepwell.engine.ErrorOutput;
import io.stepwell.engine.state.Phase;
import io.stepwell.expression.Scope;
import io.stepwell.json.Payload;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Catch (States Language, "Fallback states"): the state is left towards the catcher's Next.
/// ResultSelector and OutputPath do not apply.
final class Catching {
  private Catching() {}

  static @Nullable Catcher match(List<Catcher> catchers, State state, Phase.Failing failing) {
    for (Catcher catcher : catchers) {
      if (ErrorNames.match(catcher.errorEquals(), state, failing)) {
        return catcher;
      }
    }
    return null;
  }

  static void take(Turn turn, State state, Catcher catcher, ErrorOutput error) {
    Payload errorOutput = errorOutput(error);
    boolean jsonata = state.language() == QueryLanguage.JSONATA;
    Scope scope =
        jsonata
            ? InputOutput.jsonataScope(turn).withErrorOutput(errorOutput.value())
            : Scopes.of(turn, errorOutput.value());
    Map<String, Payload> assigned = InputOutput.assigned(catcher.assign(), scope);
    Payload output;
    if (!jsonata) {
      output = InputOutput.combine(turn, catcher.resultPath(), errorOutput);
    } else if (catcher.output() == null) {
      output = errorOutput;
    } else {
      output = Payload.of(catcher.output().evaluate(scope));
    }
    Exits.exit(turn, StateSteps.typeOf(state), output, assigned, catcher.next());
  }

  /// `{"Error": …, "Cause": …}`: null where nobody gave one; a timeout's cause is empty.
  private static Payload errorOutput(ErrorOutput error) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("Error", error.error());
    boolean timeout = ErrorOutput.TIMEOUT.equals(error.error());
    object.put("Cause", error.cause() == null && timeout ? "" : error.cause());
    return Payload.of(Collections.unmodifiableMap(object));
  }
}
