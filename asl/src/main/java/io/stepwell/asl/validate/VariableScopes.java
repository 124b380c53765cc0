package io.stepwell.asl.validate;

import io.stepwell.asl.parse.Element;
import io.stepwell.asl.plan.QueryLanguage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Checks that no branch or iteration assigns a variable that already exists in an outer scope
/// (States Language, "Variable scope"): one that a state assigns from which the branch can be
/// reached. A distributed Map's children see no outer variables, so they begin anew.
record VariableScopes(Findings findings, QueryLanguage machineLanguage) {

  /// One container, inside the state `owner` of the scope around it.
  private record Scope(
      @Nullable Scope outer,
      String owner,
      Transitions transitions,
      Map<String, List<String>> assigners,
      Map<String, Set<String>> after) {

    /// Whether the variable may exist when the state `within` of this container runs.
    boolean exists(String variable, String within) {
      List<String> states = assigners.get(variable);
      return (states != null
              && after.computeIfAbsent(variable, _ -> transitions.after(states)).contains(within))
          || existsOutside(variable);
    }

    boolean existsOutside(String variable) {
      return outer != null && outer.exists(variable, owner);
    }
  }

  void check(Element machine) {
    container(machine, null, "");
  }

  private void container(Element container, @Nullable Scope outer, String owner) {
    Element states = container.member("States");
    if (states == null) {
      return;
    }
    Scope scope =
        new Scope(outer, owner, Transitions.among(states), new HashMap<>(), new HashMap<>());
    states.members().forEach(state -> assigned(state, scope));
    for (Element state : states.members()) {
      Scope seen = MapRules.isDistributed(state) ? null : scope;
      Validator.containers(state).forEach(inner -> container(inner, seen, state.name()));
    }
  }

  /// Notes the variables that a state assigns, and reports those of outer scopes.
  private void assigned(Element state, Scope scope) {
    boolean dollar = QueryLanguage.of(state, machineLanguage) == QueryLanguage.JSONPATH;
    for (Element member : assignments(state).toList()) {
      String name = VariableRules.variable(member, dollar);
      scope.assigners().computeIfAbsent(name, _ -> new ArrayList<>()).add(state.name());
      if (scope.existsOutside(name)) {
        findings.error(
            member, "Variable '" + name + "' exists in an outer scope and can't be assigned here");
      }
    }
  }

  /// The members of every Assign in the state: its own, its catchers', its rules'.
  private static Stream<Element> assignments(Element state) {
    return Stream.concat(
            Stream.of(state),
            state.present(List.of("Catch", "Choices")).stream()
                .flatMap(list -> list.items().stream()))
        .flatMap(owner -> owner.present(List.of("Assign")).stream())
        .flatMap(assign -> assign.members().stream());
  }
}
