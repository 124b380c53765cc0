package io.stepwell.cli.render;

import io.stepwell.asl.parse.Element;
import java.util.List;

/// The states of one container and how they lead to each other: what a picture shows.
///
/// @param vertices the start first, then the states in the order of the text, then the end
public record Chart(List<Vertex> vertices, List<Edge> edges) {
  public Chart {
    vertices = List.copyOf(vertices);
    edges = List.copyOf(edges);
  }

  /// The chart of a definition; what is wrong in it is left out or marked.
  public static Chart of(Element machine) {
    return ChartReader.read(machine);
  }

  /// How many vertices there are, those in branches and iterations included.
  public int size() {
    return vertices.stream()
        .mapToInt(vertex -> 1 + vertex.inside().stream().mapToInt(Chart::size).sum())
        .sum();
  }

  /// A state, the start or the end.
  ///
  /// @param detail what it does, in a few words; may be empty
  /// @param retries which errors it retries; empty when none
  /// @param inside the branches of a Parallel state, the processor of a Map state
  record Vertex(Kind kind, String name, String detail, String retries, List<Chart> inside) {
    Vertex {
      inside = List.copyOf(inside);
    }
  }

  /// A transition.
  ///
  /// @param from index of a vertex
  /// @param to index of a vertex
  /// @param label empty when there is nothing to say
  record Edge(int from, int to, Line line, String label) {}

  /// Why an edge is taken.
  enum Line {
    NEXT,
    CHOICE,
    CATCH
  }
}
