package io.stepwell.cli.render;

import io.stepwell.asl.parse.Element;
import io.stepwell.asl.parse.StateType;
import io.stepwell.cli.render.Chart.Edge;
import io.stepwell.cli.render.Chart.Line;
import io.stepwell.cli.render.Chart.Vertex;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads the chart of one container.
final class ChartReader {
  private final List<Vertex> vertices = new ArrayList<>();
  private final List<Edge> edges = new ArrayList<>();
  private final Map<String, Integer> byName = new LinkedHashMap<>();
  private int end = -1;

  private ChartReader() {}

  static Chart read(Element container) {
    return new ChartReader().container(container);
  }

  private Chart container(Element container) {
    vertices.add(new Vertex(Kind.START, "Start", "", "", List.of()));
    Map<String, Element> states = new LinkedHashMap<>();
    Element all = container.member("States");
    if (all != null) {
      all.members().forEach(state -> states.put(state.name(), state));
    }
    states.values().forEach(this::state);
    edge(0, container.member("StartAt"), Line.NEXT, "");
    states.values().forEach(this::transitions);
    return new Chart(vertices, edges);
  }

  private void state(Element state) {
    Kind kind = StateType.of(state.text("Type")).map(Kind::of).orElse(Kind.UNKNOWN);
    List<Chart> inside =
        switch (kind) {
          case PARALLEL -> {
            Element branches = state.member("Branches");
            yield branches == null
                ? List.of()
                : branches.items().stream().map(ChartReader::read).toList();
          }
          case MAP ->
              state.present(List.of("ItemProcessor", "Iterator")).stream()
                  .limit(1)
                  .map(ChartReader::read)
                  .toList();
          default -> List.of();
        };
    byName.put(state.name(), vertices.size());
    vertices.add(
        new Vertex(kind, state.name(), Wording.detail(state, kind), retries(state), inside));
  }

  private static String retries(Element state) {
    Element retry = state.member("Retry");
    return retry == null
        ? ""
        : retry.items().stream().map(Wording::errors).collect(Collectors.joining(", "));
  }

  private void transitions(Element state) {
    int from = Objects.requireNonNull(byName.get(state.name()));
    edge(from, state.member("Next"), Line.NEXT, "");
    Element choices = state.member("Choices");
    if (choices != null) {
      choices
          .items()
          .forEach(rule -> edge(from, rule.member("Next"), Line.CHOICE, Wording.rule(rule)));
      edge(from, state.member("Default"), Line.CHOICE, "Default");
    }
    Element ends = state.member("End");
    if (ends != null && Objects.equals(ends.value(), true)) {
      edges.add(new Edge(from, end(), Line.NEXT, ""));
    }
    catches(state, from);
  }

  /// Catchers that lead to the same state are one edge.
  private void catches(Element state, int from) {
    Map<Integer, String> labels = new LinkedHashMap<>();
    Element catchers = state.member("Catch");
    if (catchers == null) {
      return;
    }
    for (Element catcher : catchers.items()) {
      String next = catcher.text("Next");
      if (next != null) {
        labels.merge(target(next), Wording.errors(catcher), (one, two) -> one + ", " + two);
      }
    }
    labels.forEach((to, label) -> edges.add(new Edge(from, to, Line.CATCH, label)));
  }

  private void edge(int from, @Nullable Element next, Line line, String label) {
    String name = next == null ? null : next.text();
    if (name != null) {
      edges.add(new Edge(from, target(name), line, label));
    }
  }

  /// The state of that name, or a vertex that says that there is none.
  private int target(String name) {
    return byName.computeIfAbsent(
        name,
        _ -> {
          vertices.add(new Vertex(Kind.UNKNOWN, name, "there is no such state", "", List.of()));
          return vertices.size() - 1;
        });
  }

  private int end() {
    if (end < 0) {
      end = vertices.size();
      vertices.add(new Vertex(Kind.END, "End", "", "", List.of()));
    }
    return end;
  }
}
