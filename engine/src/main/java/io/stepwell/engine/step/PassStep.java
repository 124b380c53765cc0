package io.stepwell.engine.step;

import io.stepwell.asl.plan.DataFlow;
import io.stepwell.asl.plan.PassState;
import io.stepwell.engine.Inspection.Datum;
import io.stepwell.engine.StateType;
import io.stepwell.json.Payload;
import java.util.Map;

/// Pass (States Language, "Pass State"): its result is `Result`, or the effective input after
/// Parameters.
final class PassStep {
  private PassStep() {}

  static void run(Turn turn, PassState state) {
    DataFlow flow = state.flow();
    Payload result = result(turn, state);
    Map<String, Payload> assigned =
        flow.assign() == null
            ? Map.of()
            : InputOutput.assigned(flow.assign(), InputOutput.inputScope(turn, flow, result));
    Payload output = output(turn, flow, result);
    Exits.exit(turn, StateType.PASS, output, assigned, state.transition());
  }

  private static Payload result(Turn turn, PassState state) {
    PassState.Literal literal = state.result();
    if (literal != null) {
      Payload result = Payload.of(literal.value());
      turn.show(Datum.RESULT, result);
      return result;
    }
    return switch (state.flow()) {
      case DataFlow.Jsonata _ -> turn.stateInput();
      case DataFlow.Paths paths -> {
        Payload input = InputOutput.effectiveInput(turn, paths);
        if (paths.parameters() != null) {
          yield InputOutput.workInput(turn, paths, input, Scopes.of(turn, input.value()));
        }
        turn.show(Datum.AFTER_PARAMETERS, input);
        yield input;
      }
    };
  }

  private static Payload output(Turn turn, DataFlow flow, Payload result) {
    return switch (flow) {
      case DataFlow.Paths _ -> InputOutput.outputOfResult(turn, flow, result);
      case DataFlow.Jsonata _ -> InputOutput.outputOfInput(turn, flow, result);
    };
  }
}
