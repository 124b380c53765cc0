package io.stepwell.asl.plan;

import java.util.Map;

/// The states of one container: the machine, a Parallel branch, or a Map's processor.
///
/// @param index its place in [Plan#graphs]
public record StateGraph(int index, String startAt, Map<String, State> states) {
  /// @throws IllegalArgumentException for a name that validation would have refused
  public State state(String name) {
    State state = states.get(name);
    if (state == null) {
      throw new IllegalArgumentException("no state named " + name + " in graph " + index);
    }
    return state;
  }
}
