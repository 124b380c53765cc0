package io.stepwell.asl.validate;

import io.stepwell.asl.parse.Element;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// How the states of one container lead to each other.
final class Transitions {
  private final Map<String, Set<String>> before = new HashMap<>();

  private Transitions() {}

  /// The transitions of all states in a `States` object.
  static Transitions among(Element states) {
    Transitions transitions = new Transitions();
    for (Element state : states.members()) {
      for (Element next : of(state)) {
        String target = next.text();
        if (target != null) {
          transitions.before.computeIfAbsent(target, _ -> new HashSet<>()).add(state.name());
        }
      }
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

  /// The states that may have run before this one starts; itself only when there is a way back.
  Set<String> before(String state) {
    Set<String> found = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(state));
    while (!open.isEmpty()) {
      for (String earlier : before.getOrDefault(open.pop(), Set.of())) {
        if (found.add(earlier)) {
          open.push(earlier);
        }
      }
    }
    return found;
  }
}
