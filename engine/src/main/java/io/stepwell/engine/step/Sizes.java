package io.stepwell.engine.step;

import io.stepwell.engine.ErrorOutput;
import io.stepwell.engine.state.Lane;
import io.stepwell.json.Payload;
import java.util.Map;

/// The limits on what a state hands on, apart from its output. UTF-8 bytes of the JSON text.
final class Sizes {
  private Sizes() {}

  /// Parameters over the limit: nobody may catch it.
  static Payload checkParameters(Turn turn, Payload parameters) {
    if (parameters.size() > turn.limits().maxPayloadBytes()) {
      throw StateFailure.fatal(
          new ErrorOutput(
              ErrorOutput.DATA_LIMIT_EXCEEDED,
              "The state/task '"
                  + turn.stateName()
                  + "' provided parameters with a size exceeding the maximum number of bytes"
                  + " service limit."));
    }
    return parameters;
  }

  /// One variable and one Assign: 256 KiB each; all variables of the execution: 10 MiB.
  static void checkVariables(Turn turn, Map<String, Payload> assigned) {
    if (assigned.isEmpty()) {
      return;
    }
    long together = 0;
    for (Payload value : assigned.values()) {
      together += value.size();
    }
    if (together > turn.limits().maxPayloadBytes()) {
      throw tooLarge(
          turn,
          "The size of the variables assigned in one Assign field exceeds the maximum of "
              + turn.limits().maxPayloadBytes()
              + " bytes.");
    }
    long all = together;
    for (Lane lane : turn.state().lanes()) {
      for (Payload value : lane.variables().values()) {
        all += value.size();
      }
    }
    if (all > turn.limits().maxVariablesBytes()) {
      throw tooLarge(
          turn,
          "The total size of all variables of the execution exceeds the maximum of "
              + turn.limits().maxVariablesBytes()
              + " bytes.");
    }
  }

  private static StateFailure tooLarge(Turn turn, String what) {
    return StateFailure.fatal(
        new ErrorOutput(ErrorOutput.DATA_LIMIT_EXCEEDED, Failures.whileExecuting(turn, what)));
  }
}
