package io.stepwell.cli.render;

import io.stepwell.cli.render.Chart.Line;
import io.stepwell.cli.render.Chart.Vertex;
import io.stepwell.cli.render.Item.Link;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// A chart as an SVG picture on a ground of its own, light or dark as its reader prefers.
public final class SvgText {
  private static final double PORT_DISTANCE = 22;

  private final StringBuilder out = new StringBuilder();

  private SvgText() {}

  /// @param title what the picture is called
  public static String of(Chart chart, String title) {
    Picture picture = Picture.of(chart);
    SvgText svg = new SvgText();
    double width = Math.ceil(picture.width()) + 16;
    double height = Math.ceil(picture.height()) + 16;
    svg.out.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" width="%1$s" height="%2$s" viewBox="0 0 %1$s %2$s" role="img" \
        font-family="system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif">
        <title>%3$s</title>
        <style>
        %4$s</style>
        <defs>
        """
            .formatted(number(width), number(height), escaped(title), SvgStyle.TEXT));
    for (Line line : Line.values()) {
      svg.marker(line);
    }
    svg.out.append("</defs>\n");
    svg.rectangle("sw-ground", 0.5, 0.5, width - 1, height - 1, 12);
    svg.picture(picture, 8, 8);
    return svg.out.append("</svg>\n").toString();
  }

  private void marker(Line line) {
    String name = name(line);
    out.append(
        """
        <marker id="sw-%1$s" viewBox="0 0 10 10" refX="8.5" refY="5" markerWidth="7.5" markerHeight="7.5" \
        markerUnits="userSpaceOnUse" orient="auto"><path class="sw-head sw-%1$s" d="M0 0.8 9 5 0 9.2Z"/></marker>
        """
            .formatted(name));
  }

  private static String name(Line line) {
    return line.name().toLowerCase(Locale.ROOT);
  }

  private void picture(Picture picture, double left, double top) {
    out.append("<g transform=\"translate(%s %s)\">\n".formatted(number(left), number(top)));
    for (List<Item> layer : picture.layers()) {
      for (Item item : layer) {
        for (Link link : item.down) {
          link(link);
        }
      }
    }
    loops(picture);
    for (List<Item> layer : picture.layers()) {
      for (Item item : layer) {
        switch (item.role) {
          case VERTEX ->
              vertex(
                  picture.chart().vertices().get(item.vertex),
                  picture.inside().get(item.vertex),
                  item);
          case LABEL -> label(item);
          case BEND -> {}
        }
      }
    }
    out.append("</g>\n");
  }

  /// Out of the layer straight down, over to the next one, and straight on.
  private void link(Link link) {
    double x1 = link.upper().x + port(link, link.upper(), link.upper().down, it -> it.lower().x);
    double x2 = link.lower().x + port(link, link.lower(), link.lower().up, it -> it.upper().x);
    double y1 = link.upper().y + link.upper().height / 2;
    double y2 = link.upper().y + link.upper().slot / 2;
    double y3 = link.lower().y - link.lower().slot / 2;
    double y4 = link.lower().y - link.lower().height / 2;
    if (link.reversed()) {
      path(link, x2, y4, y3, x1, y2, y1);
    } else {
      path(link, x1, y1, y2, x2, y3, y4);
    }
  }

  private void path(Link link, double x1, double y1, double y2, double x2, double y3, double y4) {
    double middle = (y2 + y3) / 2;
    StringBuilder path = new StringBuilder("M%s %s".formatted(number(x1), number(y1)));
    if (y1 != y2) {
      path.append("V").append(number(y2));
    }
    if (Math.abs(x1 - x2) < 0.5) {
      path.append("V").append(number(y3));
    } else {
      path.append(
          "C%s %s %s %s %s %s"
              .formatted(
                  number(x1), number(middle), number(x2), number(middle), number(x2), number(y3)));
    }
    if (y3 != y4) { // a piece of no length would turn the arrow aside
      path.append("V").append(number(y4));
    }
    line(link.line(), link.arrow(), path.toString());
  }

  /// Where at the edge of a box a link begins or ends: side by side, in the order of the other ends,
  /// the main one in the middle.
  private static double port(Link link, Item item, List<Link> all, ToDoubleFunction<Link> other) {
    if (all.size() == 1 || !item.isVertex()) {
      return 0;
    }
    List<Link> sorted = all.stream().sorted(Comparator.comparingDouble(other)).toList();
    List<Link> main = Item.main(sorted);
    double middle = main.size() == 1 ? sorted.indexOf(main.getFirst()) : (sorted.size() - 1) / 2.0;
    double side = Math.max(middle, sorted.size() - 1 - middle);
    double distance = Math.min(PORT_DISTANCE, (item.width / 2 - 14) / side);
    return (sorted.indexOf(link) - middle) * distance;
  }

  private void line(Line line, boolean arrow, String path) {
    String name = name(line);
    out.append("<path class=\"sw-line sw-%s\" d=\"%s\"".formatted(name, path));
    out.append(arrow ? " marker-end=\"url(#sw-%s)\"/>\n".formatted(name) : "/>\n");
  }

  /// Edges from a state to itself, at its right side.
  private void loops(Picture picture) {
    for (Chart.Edge edge : picture.chart().edges()) {
      if (edge.from() != edge.to()) {
        continue;
      }
      for (List<Item> layer : picture.layers()) {
        for (Item item : layer) {
          if (item.vertex == edge.from()) {
            String x = number(item.x + item.width / 2);
            String far = number(item.x + item.width / 2 + 22);
            String below = number(item.y + 9);
            String above = number(item.y - 9);
            String path =
                "M%1$s %2$sC%3$s %2$s %3$s %4$s %1$s %4$s".formatted(x, below, far, above);
            line(edge.line(), true, path);
          }
        }
      }
    }
  }

  private void label(Item item) {
    String name = name(item.line);
    out.append("<g class=\"sw-label sw-%s\"><title>%s</title>".formatted(name, escaped(item.text)));
    rectangle("sw-pill", item.x - item.width / 2, item.y - 10, item.width, 20, 10);
    text("sw-small", item.x, item.y + 4, "middle", Widths.shortened(item.text, Size.MAX_LABEL));
    out.append("</g>\n");
  }

  private void vertex(Vertex vertex, List<Picture> inside, Item item) {
    double left = item.x - item.width / 2;
    double top = item.y - item.height / 2;
    String kind = vertex.kind().style();
    out.append("<g class=\"sw-%s\"><title>%s</title>".formatted(kind, escaped(tooltip(vertex))));
    switch (vertex.kind()) {
      case START -> circle("sw-dot", item.x, item.y, 8);
      case END -> {
        circle("sw-ring", item.x, item.y, 8);
        circle("sw-dot", item.x, item.y, 4.5);
      }
      case TASK, PASS, CHOICE, WAIT, SUCCEED, FAIL, PARALLEL, MAP, UNKNOWN -> {
        rectangle("sw-box", left, top, item.width, item.height, 9);
        heading(vertex, left, top, item.width);
      }
    }
    inside(inside, left, top, item.width);
    out.append("</g>\n");
  }

  private static String tooltip(Vertex vertex) {
    String retries = vertex.retries().isEmpty() ? "" : "\nRetry: " + vertex.retries();
    String detail = vertex.detail().isEmpty() ? "" : "\n" + vertex.detail();
    return vertex.name() + detail + retries;
  }

  private void heading(Vertex vertex, double left, double top, double width) {
    rectangle("sw-badge", left + 10, top + 10, 26, 26, 7);
    out.append(
        "<path class=\"sw-icon\" transform=\"translate(%s %s)\" d=\"%s\"/>"
            .formatted(number(left + 15), number(top + 15), vertex.kind().icon()));
    text("sw-name", left + 44, top + 20, "start", Widths.shortened(vertex.name(), Size.MAX_NAME));
    text(
        "sw-detail",
        left + 44,
        top + 35,
        "start",
        Widths.shortened(Size.detail(vertex), Size.maxDetail(width)));
    if (!vertex.retries().isEmpty()) {
      out.append(
          "<path class=\"sw-retry\" transform=\"translate(%s %s)\" d=\"%s\"/>"
              .formatted(
                  number(left + width - 20),
                  number(top + 9),
                  "M10.5 6A4.5 4.5 0 1 1 8.8 2.5M9.2 0V2.8H6.4"));
    }
  }

  /// The pictures in a Parallel or Map state, side by side, in the middle.
  private void inside(List<Picture> pictures, double left, double top, double width) {
    double wide = Size.PADDING * (pictures.size() - 1);
    double high = 0;
    for (Picture picture : pictures) {
      wide += picture.width();
      high = Math.max(high, picture.height());
    }
    double x = left + (width - wide) / 2;
    double y = top + Size.HEADER;
    for (Picture picture : pictures) {
      rectangle("sw-lane", x, y, picture.width(), high, 8);
      picture(picture, x, y);
      x += picture.width() + Size.PADDING;
    }
  }

  private void rectangle(
      String style, double x, double y, double width, double height, double round) {
    out.append(
        "<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"%s\"/>"
            .formatted(style, number(x), number(y), number(width), number(height), number(round)));
  }

  private void circle(String style, double x, double y, double radius) {
    out.append(
        "<circle class=\"%s\" cx=\"%s\" cy=\"%s\" r=\"%s\"/>"
            .formatted(style, number(x), number(y), number(radius)));
  }

  private void text(String style, double x, double y, String anchor, String text) {
    out.append(
        "<text class=\"%s\" x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>"
            .formatted(style, number(x), number(y), anchor, escaped(text)));
  }

  private static String number(double number) {
    return BigDecimal.valueOf(number)
        .setScale(1, RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }

  /// Text in which nothing is markup, and nothing that XML does not allow.
  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                default -> escaped.appendCodePoint(isInXml(c) ? c : 0xFFFD);
              }
            });
    return escaped.toString();
  }

  private static boolean isInXml(int c) {
    boolean control = c < 0x20 && c != '\n' && c != '\t';
    boolean surrogate = c >= 0xD800 && c <= 0xDFFF;
    return !control && !surrogate && c != 0xFFFE && c != 0xFFFF;
  }
}
