package io.stepwell.asl.validate;

import io.stepwell.asl.parse.Element;
import io.stepwell.asl.parse.StateType;
import io.stepwell.asl.validate.Finding.Code;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Checks how the states of one container lead to each other: every target exists, some state is
/// terminal, and something leads to every state.
///
/// As on AWS, "reachable" means that some transition or StartAt names the state, not that a path
/// leads there, and without a terminal state nothing more is said.
record GraphRules(Findings findings) {

  void check(Element container) {
    Element states = container.member("States");
    if (states == null || states.members().isEmpty() || !container.has("StartAt")) {
      return;
    }
    Map<String, Element> byName = new HashMap<>();
    states.members().forEach(state -> byName.put(state.name(), state));
    List<Element> transitions = new ArrayList<>(container.present(List.of("StartAt")));
    states.members().forEach(state -> transitions.addAll(Transitions.of(state)));

    transitions.stream()
        .filter(next -> next.text() != null && !byName.containsKey(next.text()))
        .forEach(
            next ->
                findings.error(
                    Code.MISSING_TRANSITION_TARGET, next, "Missing 'Next' target: " + next.text()));
    if (states.members().stream().noneMatch(GraphRules::mayEnd)) {
      findings.errorNowhere(Code.MISSING_END_STATE, states, "Workflow has no terminal state");
    } else {
      unreachable(states, transitions);
    }
  }

  private void unreachable(Element states, List<Element> transitions) {
    Set<String> named = new HashSet<>();
    transitions.forEach(next -> Optional.ofNullable(next.text()).ifPresent(named::add));
    for (Element state : states.members()) {
      if (named.add(state.name())) {
        findings.error(
            Code.MISSING_TRANSITION_TARGET,
            state,
            "State \"" + state.name() + "\" is not reachable.");
      }
    }
  }

  /// Whether the state is terminal, or too broken to tell.
  private static boolean mayEnd(Element state) {
    return switch (StateType.of(state.text("Type")).orElse(null)) {
      case null -> true;
      case SUCCEED, FAIL -> true;
      case CHOICE -> false;
      case TASK, WAIT, PASS, PARALLEL, MAP -> {
        Element end = state.member("End");
        yield end == null ? !state.has("Next") : !Objects.equals(end.value(), false);
      }
    };
  }
}
