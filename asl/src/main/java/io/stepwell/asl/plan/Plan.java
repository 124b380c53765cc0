package io.stepwell.asl.plan;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An executable state machine (States Language, "Structure of a State Machine").
///
/// @param graphs every container of states in preorder; the first is the machine itself. A graph's
///     place in this list is its identity in stored executions
/// @param timeoutSeconds the execution's limit, or null
/// @param variableReferences for each state that reads variables, their names; both sorted, as AWS
///     shows them
public record Plan(
    List<StateGraph> graphs,
    @Nullable Long timeoutSeconds,
    Map<String, Set<String>> variableReferences) {

  public StateGraph root() {
    return graphs.getFirst();
  }

  public StateGraph graph(int index) {
    return graphs.get(index);
  }
}
