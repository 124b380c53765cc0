package io.stepwell.asl.validate;

import io.stepwell.asl.parse.Element;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// How the states of one container lead to each other.
final class Transitions {
  private final Map<String, Set<String>> next = new HashMap<>();

  private Transitions() {}

  /// The transitions of all states in a `States` object.
  static Transitions among(Element states) {
    Transitions transitions = new Transitions();
    for (Element state : states.members()) {
      Set<String> targets =
          transitions.next.computeIfAbsent(state.name(), _ -> new LinkedHashSet<>());
      of(state).forEach(target -> Optional.ofNullable(target.text()).ifPresent(targets::add));
    }
    return transitions;
  }

  /// Every field of a state that names a state, in the order of the text.
  static List<Element> of(Element state) {
    List<Element> found = new ArrayList<>();
    for (Element member : state.members()) {
      switch (member.name()) {
        case "Next", "Default" -> found.add(member);
        case "Choices", "Catch" ->
            member.items().forEach(item -> found.addAll(item.present(List.of("Next"))));
        default -> {}
      }
    }
    return found;
  }

  /// The states that may run after one of these; one of these only when there is a way to it.
  Set<String> after(Collection<String> states) {
    Set<String> found = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(states);
    while (!open.isEmpty()) {
      for (String later : next.getOrDefault(open.pop(), Set.of())) {
        if (found.add(later)) {
          open.push(later);
        }
      }
    }
    return found;
  }
}
