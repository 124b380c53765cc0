package io.stepwell.asl.compile;

import io.stepwell.asl.parse.Element;
import io.stepwell.asl.plan.Plan;
import io.stepwell.asl.plan.QueryLanguage;
import io.stepwell.asl.plan.State;
import io.stepwell.asl.plan.StateGraph;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Makes the plan of a definition in which validation found no error.
///
/// Graphs are numbered in preorder, in the order of the text: a graph before those inside it. Their
/// numbers are part of stored executions, so this order never changes.
public final class PlanCompiler {
  private final QueryLanguage language;
  private final List<@Nullable StateGraph> graphs = new ArrayList<>();
  private final Map<String, Set<String>> variableReferences = new TreeMap<>();

  private PlanCompiler(QueryLanguage language) {
    this.language = language;
  }

  public static Plan compile(Element machine) {
    PlanCompiler compiler = new PlanCompiler(QueryLanguage.of(machine, QueryLanguage.JSONPATH));
    compiler.graph(machine);
    return new Plan(
        compiler.graphs.stream().map(PlanCompiler::complete).toList(),
        timeout(machine),
        Collections.unmodifiableMap(compiler.variableReferences));
  }

  /// What the children of a distributed Map execute: their graphs are numbered by themselves.
  Plan ofProcessor(Element processor) {
    PlanCompiler compiler = new PlanCompiler(language);
    compiler.graph(processor);
    return new Plan(
        compiler.graphs.stream().map(PlanCompiler::complete).toList(),
        null,
        Collections.unmodifiableMap(compiler.variableReferences));
  }

  private static StateGraph complete(@Nullable StateGraph graph) {
    if (graph == null) {
      throw new IllegalStateException("a graph was numbered and not made");
    }
    return graph;
  }

  /// AWS accepts 0, which limits nothing.
  private static @Nullable Long timeout(Element machine) {
    Element seconds = machine.member("TimeoutSeconds");
    return seconds != null && seconds.value() instanceof Long limit && limit > 0 ? limit : null;
  }

  /// The states of a container, numbered before what is inside them.
  StateGraph graph(Element container) {
    int index = graphs.size();
    graphs.add(null);
    Map<String, State> states = new LinkedHashMap<>();
    for (Element state : container.required("States").members()) {
      states.put(state.name(), state(state));
    }
    StateGraph graph =
        new StateGraph(
            index, Fields.requiredText(container, "StartAt"), Collections.unmodifiableMap(states));
    graphs.set(index, graph);
    return graph;
  }

  private State state(Element element) {
    Fields fields = Fields.of(element, QueryLanguage.of(element, language));
    State state = new StateCompiler(this, element, fields).compile();
    Set<String> variables = fields.variables();
    if (!variables.isEmpty()) {
      variableReferences.put(element.name(), variables);
    }
    return state;
  }
}
