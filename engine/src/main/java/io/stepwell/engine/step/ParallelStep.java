package io.stepwell.engine.step;

import io.stepwell.asl.plan.DataFlow;
import io.stepwell.asl.plan.ParallelState;
import io.stepwell.asl.plan.StateGraph;
import io.stepwell.engine.ErrorOutput;
import io.stepwell.engine.Event;
import io.stepwell.engine.Inspection;
import io.stepwell.engine.Inspection.Mock;
import io.stepwell.engine.StateType;
import io.stepwell.engine.state.Container;
import io.stepwell.json.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Parallel (States Language, "Parallel State"): every branch gets the same input; the result is the
/// array of their outputs in the order of the branches.
final class ParallelStep {
  private ParallelStep() {}

  static void begin(Turn turn, ParallelState state) {
    DataFlow flow = state.flow();
    Payload input = InputOutput.effectiveInput(turn, flow);
    Payload branchInput =
        hasWorkTemplate(flow)
            ? InputOutput.workInput(turn, flow, input, InputOutput.inputScope(turn, flow, input))
            : input;
    Sizes.checkParameters(turn, branchInput);
    Inspection inspection = turn.inspection();
    Mock mock = inspection == null ? null : inspection.given().mock();
    if (mock != null) {
      mocked(turn, state, mock);
      return;
    }
    List<Event.Branch> branches = new ArrayList<>();
    for (StateGraph branch : state.branches()) {
      branches.add(new Event.Branch(branch.index(), branch.startAt()));
    }
    turn.emit(new Event.ParallelStarted(branchInput, List.copyOf(branches)));
  }

  static void gathered(Turn turn, ParallelState state) {
    Container container = turn.lane().container();
    if (container == null) {
      throw new IllegalStateException("gathered without branches");
    }
    end(turn, state, Payload.array(container.results()));
  }

  /// What stands in for the branches (TestState).
  private static void mocked(Turn turn, ParallelState state, Mock mock) {
    switch (mock) {
      case Mock.Result(Payload result) -> end(turn, state, result);
      case Mock.Failure(ErrorOutput error) -> throw StateFailure.catchable(error);
    }
  }

  private static void end(Turn turn, ParallelState state, Payload result) {
    turn.emitAside(new Event.ParallelSucceeded());
    DataFlow flow = state.flow();
    Map<String, Payload> assigned =
        flow.assign() == null
            ? Map.of()
            : InputOutput.assigned(flow.assign(), InputOutput.resultScope(turn, flow, result));
    Payload output = InputOutput.outputOfResult(turn, flow, result);
    Exits.exit(turn, StateType.PARALLEL, output, assigned, state.transition());
  }

  private static boolean hasWorkTemplate(DataFlow flow) {
    return switch (flow) {
      case DataFlow.Jsonata jsonata -> jsonata.arguments() != null;
      case DataFlow.Paths paths -> paths.parameters() != null;
    };
  }
}
