package io.stepwell.cli.render;

import io.stepwell.cli.render.Chart.Line;
import java.util.ArrayList;
import java.util.List;

/// Whatever takes a place in a layer of a picture: a vertex, a label, or a bend where an edge passes.
final class Item {
  /// What it is.
  enum Role {
    VERTEX,
    LABEL,
    BEND
  }

  final Role role;

  /// The index of the vertex; -1 for the others.
  final int vertex;

  final String text;
  final Line line;
  final double width;
  final double height;
  final int layer;
  final List<Link> up = new ArrayList<>();
  final List<Link> down = new ArrayList<>();

  /// Its centre.
  double x;

  double y;

  /// The height of its layer.
  double slot;

  /// Its position in its layer.
  int order;

  private Item(
      Role role, int vertex, String text, Line line, double width, double height, int layer) {
    this.role = role;
    this.vertex = vertex;
    this.text = text;
    this.line = line;
    this.width = width;
    this.height = height;
    this.layer = layer;
  }

  static Item vertex(int vertex, double width, double height, int layer) {
    return new Item(Role.VERTEX, vertex, "", Line.NEXT, width, height, layer);
  }

  static Item label(String text, Line line, double width, int layer) {
    return new Item(Role.LABEL, -1, text, line, width, 20, layer);
  }

  static Item bend(Line line, int layer) {
    return new Item(Role.BEND, -1, "", line, 8, 0, layer);
  }

  boolean isVertex() {
    return role == Role.VERTEX;
  }

  /// Those of the links that show the way on: no catchers and no ways back, unless there is nothing
  /// else.
  static List<Link> main(List<Link> links) {
    List<Link> onward = links.stream().filter(link -> !link.reversed()).toList();
    List<Link> candidates = onward.isEmpty() ? links : onward;
    List<Link> planned = candidates.stream().filter(link -> link.line() != Line.CATCH).toList();
    return planned.isEmpty() ? candidates : planned;
  }

  /// A part of an edge, from one layer to the next.
  ///
  /// @param reversed whether the edge runs upwards
  /// @param arrow whether its target is at the end of this part
  record Link(Item upper, Item lower, Line line, boolean reversed, boolean arrow) {}
}
