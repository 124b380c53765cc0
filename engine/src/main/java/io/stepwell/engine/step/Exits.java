package io.stepwell.engine.step;

import io.stepwell.asl.plan.Transition;
import io.stepwell.engine.ErrorOutput;
import io.stepwell.engine.Event;
import io.stepwell.engine.StateType;
import io.stepwell.engine.state.Container;
import io.stepwell.engine.state.Lane;
import io.stepwell.json.Payload;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Leaving a state, and what that means where the container ends with it.
final class Exits {
  private Exits() {}

  static void exit(
      Turn turn,
      StateType type,
      Payload output,
      Map<String, Payload> assigned,
      Transition transition) {
    String next =
        switch (transition) {
          case Transition.Next(String state) -> state;
          case Transition.End _ -> null;
        };
    exit(turn, type, output, assigned, next);
  }

  /// @param next null ends the container
  static void exit(
      Turn turn,
      StateType type,
      Payload output,
      Map<String, Payload> assigned,
      @Nullable String next) {
    checkSize(turn, output);
    Sizes.checkVariables(turn, assigned);
    turn.emit(new Event.StateExited(type, turn.stateName(), output, assigned, next));
    Lane lane = turn.lane();
    if (next != null) {
      return;
    }
    if (lane.isRoot()) {
      turn.emit(new Event.ExecutionSucceeded(output));
    } else if (lane.isIteration()) {
      iterationEnded(turn, lane);
    }
  }

  private static void iterationEnded(Turn turn, Lane lane) {
    Lane map = turn.state().lane(lane.parent());
    Container container = map.container();
    String mapName = String.valueOf(map.stateName());
    long last = turn.pointer();
    turn.emitAside(new Event.MapIterationSucceeded(mapName, lane.index()));
    if (container != null && container.started() < container.length()) {
      MapStep.startNextIteration(turn, map, container, last);
    }
  }

  /// A state's output over the limit ends the execution; nobody may catch it.
  private static void checkSize(Turn turn, Payload output) {
    if (output.size() > turn.limits().maxPayloadBytes()) {
      throw StateFailure.fatal(
          new ErrorOutput(
              ErrorOutput.DATA_LIMIT_EXCEEDED,
              "The state/task '"
                  + turn.stateName()
                  + "' returned a result with a size exceeding the maximum number of bytes"
                  + " service limit."));
    }
  }
}
