package io.stepwell.cli.render;

import io.stepwell.cli.render.Chart.Edge;
import io.stepwell.cli.render.Chart.Line;
import io.stepwell.cli.render.Chart.Vertex;
import java.util.List;

/// A chart as a Mermaid flowchart, which GitHub, GitLab and many editors show.
public final class MermaidText {
  private static final int MAX_LABEL = 60;

  private static final String CLASSES =
      """
        classDef task fill:#fff4e6,stroke:#e8751a,color:#4a2502
        classDef pass fill:#f1f3f5,stroke:#868e96,color:#212529
        classDef choice fill:#f3ecff,stroke:#7c4ddb,color:#2b1258
        classDef wait fill:#e8f4fd,stroke:#2f80c8,color:#0d2f4d
        classDef succeed fill:#e6f6ec,stroke:#2b8a4b,color:#0c3a1c
        classDef fail fill:#fdeaea,stroke:#d13b3b,color:#4d0f0f
        classDef parallel fill:#eef2ff,stroke:#4c63d2,color:#16205c
        classDef map fill:#e6f7f6,stroke:#12908a,color:#063b38
        classDef unknown fill:#fff,stroke:#d13b3b,stroke-dasharray:4 3,color:#4d0f0f
      """;

  private final StringBuilder out = new StringBuilder();
  private int charts;

  private MermaidText() {}

  public static String of(Chart chart) {
    MermaidText text = new MermaidText();
    text.out.append("flowchart TD\n");
    text.chart(chart, "  ");
    return text.out.append(CLASSES).toString();
  }

  private void chart(Chart chart, String indent) {
    int number = charts++;
    for (int i = 0; i < chart.vertices().size(); i++) {
      vertex(chart.vertices().get(i), id(number, i), indent);
    }
    for (Edge edge : chart.edges()) {
      edge(edge, number, indent);
    }
  }

  private static String id(int chart, int vertex) {
    return "s" + chart + "_" + vertex;
  }

  private void vertex(Vertex vertex, String id, String indent) {
    if (!vertex.inside().isEmpty()) {
      container(vertex, id, indent);
      return;
    }
    String text = quoted(label(vertex));
    String shape =
        switch (vertex.kind()) {
          case START, END -> "((" + text + "))";
          case CHOICE -> "{" + text + "}";
          case SUCCEED, FAIL -> "([" + text + "])";
          case WAIT -> "(" + text + ")";
          case TASK, PASS, PARALLEL, MAP, UNKNOWN -> "[" + text + "]";
        };
    out.append(indent).append(id).append(shape);
    if (vertex.kind() != Kind.START && vertex.kind() != Kind.END) {
      out.append(":::").append(vertex.kind().style());
    }
    out.append('\n');
  }

  private void container(Vertex vertex, String id, String indent) {
    out.append(indent)
        .append("subgraph ")
        .append(id)
        .append("[")
        .append(quoted(label(vertex)))
        .append("]\n");
    List<Chart> inside = vertex.inside();
    for (int i = 0; i < inside.size(); i++) {
      String inner = indent + "  ";
      boolean branches = vertex.kind() == Kind.PARALLEL;
      if (branches) {
        out.append(inner)
            .append("subgraph ")
            .append(id)
            .append("b")
            .append(i)
            .append("[\"branch ")
            .append(i + 1)
            .append("\"]\n");
      }
      chart(inside.get(i), branches ? inner + "  " : inner);
      if (branches) {
        out.append(inner).append("end\n");
      }
    }
    out.append(indent).append("end\n");
    out.append(indent)
        .append("class ")
        .append(id)
        .append(' ')
        .append(vertex.kind().style())
        .append('\n');
  }

  private static String label(Vertex vertex) {
    return vertex.detail().isEmpty() ? vertex.name() : vertex.name() + "\n" + vertex.detail();
  }

  private void edge(Edge edge, int number, String indent) {
    out.append(indent)
        .append(id(number, edge.from()))
        .append(edge.line() == Line.CATCH ? " -.->" : " -->");
    if (!edge.label().isEmpty()) {
      out.append('|').append(quoted(edge.label())).append('|');
    }
    out.append(' ').append(id(number, edge.to())).append('\n');
  }

  /// A string in which nothing means anything to Mermaid or to the HTML that it makes.
  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    String shown = Widths.shortened(text, MAX_LABEL);
    shown
        .codePoints()
        .forEach(
            c -> {
              if (c == '\n') {
                quoted.append("<br/>");
              } else if (Character.isISOControl(c)) {
                quoted.append(' ');
              } else if (c < 0x80 && !Character.isLetterOrDigit(c) && " .,-_".indexOf(c) < 0) {
                quoted.append('#').append(c).append(';');
              } else {
                quoted.appendCodePoint(c);
              }
            });
    return quoted.append('"').toString();
  }
}
