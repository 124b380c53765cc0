package io.stepwell.engine.step;

import io.stepwell.asl.plan.DataFlow;
import io.stepwell.asl.plan.PassState;
import io.stepwell.engine.StateType;
import io.stepwell.json.Payload;
import java.util.Map;

/// Pass (States Language, "Pass State"): its result is `Result`, or the effective input after
/// Parameters.
final class PassStep {
  private PassStep() {}

  static void run(Turn turn, PassState state) {
    DataFlow flow = state.flow();
    PassState.Literal literal = state.result();
    Payload result =
        literal != null
            ? Payload.of(literal.value())
            : switch (flow) {
              case DataFlow.Jsonata _ -> turn.stateInput();
              case DataFlow.Paths paths -> {
                Payload input = InputOutput.effectiveInput(turn, flow);
                yield paths.parameters() == null
                    ? input
                    : InputOutput.workInput(flow, input, Scopes.of(turn, input.value()));
              }
            };
    Map<String, Payload> assigned =
        flow.assign() == null
            ? Map.of()
            : InputOutput.assigned(flow.assign(), InputOutput.inputScope(turn, flow, result));
    Payload output = output(turn, flow, result);
    Exits.exit(turn, StateType.PASS, output, assigned, state.transition());
  }

  private static Payload output(Turn turn, DataFlow flow, Payload result) {
    return switch (flow) {
      case DataFlow.Paths _ -> InputOutput.outputOfResult(turn, flow, result);
      case DataFlow.Jsonata _ -> InputOutput.outputOfInput(turn, flow, result);
    };
  }
}
