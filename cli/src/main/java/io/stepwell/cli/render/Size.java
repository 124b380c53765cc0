package io.stepwell.cli.render;

import io.stepwell.cli.render.Chart.Vertex;
import java.util.List;

/// How large a vertex is drawn, in pixels.
record Size(double width, double height) {
  static final int MAX_NAME = 34;
  static final int MAX_DETAIL = 40;
  static final int MAX_LABEL = 38;

  /// Above what is inside a Parallel or Map state.
  static final double HEADER = 46;

  static final double PADDING = 14;

  private static final double DOT = 18;
  private static final double BOX_HEIGHT = 46;
  private static final double ICON = 44;

  /// @param inside the pictures in it
  static Size of(Vertex vertex, List<Picture> inside) {
    if (vertex.kind() == Kind.START || vertex.kind() == Kind.END) {
      return new Size(DOT, DOT);
    }
    double name = Widths.of(Widths.shortened(vertex.name(), MAX_NAME), 13) * 1.15;
    double detail = Widths.of(Widths.shortened(detail(vertex), MAX_DETAIL), 11) * 1.05;
    double retry = vertex.retries().isEmpty() ? 0 : 20;
    double box = Math.max(116, Math.max(name + retry, detail) + ICON + 14);
    if (inside.isEmpty()) {
      return new Size(box, BOX_HEIGHT);
    }
    double width = PADDING;
    double height = 0;
    for (Picture picture : inside) {
      width += picture.width() + PADDING;
      height = Math.max(height, picture.height());
    }
    return new Size(Math.max(box, width), HEADER + height + PADDING);
  }

  /// How many characters of its second line a box of that width shows.
  static int maxDetail(double width) {
    return Math.max(MAX_DETAIL, (int) ((width - ICON - 14) / 6.5));
  }

  /// The second line in a box.
  static String detail(Vertex vertex) {
    String type = vertex.kind().style();
    String capital = Character.toUpperCase(type.charAt(0)) + type.substring(1);
    return switch (vertex.kind()) {
      case UNKNOWN -> vertex.detail();
      case TASK -> vertex.detail().isEmpty() ? capital : vertex.detail();
      default -> vertex.detail().isEmpty() ? capital : capital + " · " + vertex.detail();
    };
  }
}
