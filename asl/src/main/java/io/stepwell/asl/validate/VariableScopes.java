package io.stepwell.asl.validate;

import io.stepwell.asl.parse.Element;
import io.stepwell.asl.plan.QueryLanguage;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Checks that no branch or iteration assigns a variable that already exists in an outer scope
/// (States Language, "Variable scope"): one that a state assigns from which the branch can be
/// reached. A distributed Map's children see no outer variables, so they begin anew.
record VariableScopes(Findings findings, QueryLanguage machineLanguage) {

  void check(Element machine) {
    container(machine, Set.of());
  }

  private void container(Element container, Set<String> outer) {
    Element states = container.member("States");
    if (states == null) {
      return;
    }
    Map<String, Set<String>> assigned = new HashMap<>();
    for (Element state : states.members()) {
      assigned.put(state.name(), names(state, outer));
    }
    Transitions transitions = Transitions.among(states);
    for (Element state : states.members()) {
      List<Element> containers = Validator.containers(state);
      if (!containers.isEmpty()) {
        Set<String> visible = new HashSet<>(outer);
        transitions
            .before(state.name())
            .forEach(earlier -> visible.addAll(assigned.getOrDefault(earlier, Set.of())));
        Set<String> seen = MapRules.isDistributed(state) ? Set.of() : visible;
        containers.forEach(inner -> container(inner, seen));
      }
    }
  }

  /// The variables that a state assigns; those of outer scopes are reported.
  private Set<String> names(Element state, Set<String> outer) {
    boolean dollar = QueryLanguage.of(state, machineLanguage) == QueryLanguage.JSONPATH;
    List<Element> members = assigned(state).toList();
    for (Element member : members) {
      String name = VariableRules.variable(member, dollar);
      if (outer.contains(name)) {
        findings.error(
            member, "Variable '" + name + "' exists in an outer scope and can't be assigned here");
      }
    }
    return members.stream()
        .map(member -> VariableRules.variable(member, dollar))
        .collect(Collectors.toSet());
  }

  /// The members of every Assign in the state: its own, its catchers', its rules'.
  private static Stream<Element> assigned(Element state) {
    return Stream.concat(
            Stream.of(state),
            state.present(List.of("Catch", "Choices")).stream()
                .flatMap(list -> list.items().stream()))
        .flatMap(owner -> owner.present(List.of("Assign")).stream())
        .flatMap(assign -> assign.members().stream());
  }
}
