package io.stepwell.cli.render;

import io.stepwell.cli.render.Chart.Edge;
import io.stepwell.cli.render.Chart.Line;
import io.stepwell.cli.render.Item.Link;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Puts the vertices of a chart into layers, so that edges lead downwards, and splits the edges at
/// the layers that they pass. Edges that would close a circle run upwards.
///
/// A label takes a place of its own in the layer after its source. Edges to one target that pass the
/// same layer share the bend there, so that twenty catchers are one line and not twenty.
final class Layering {
  private record Bend(int target, Line line, boolean reversed, int layer) {}

  private final Chart chart;
  private final List<List<Edge>> outgoing = new ArrayList<>();
  private final Set<Edge> reversed = Collections.newSetFromMap(new IdentityHashMap<>());
  private final int[] rank;
  private final int[] visit;
  private final List<Integer> finished = new ArrayList<>();
  private final List<List<Item>> layers = new ArrayList<>();
  private final Map<Bend, Item> bends = new HashMap<>();
  private final Map<Item, Integer> sources = new HashMap<>();

  private Layering(Chart chart) {
    this.chart = chart;
    this.rank = new int[chart.vertices().size()];
    this.visit = new int[chart.vertices().size()];
  }

  /// The layers from the top, each from the left as the text has it.
  static List<List<Item>> of(Chart chart, List<Size> sizes) {
    Layering layering = new Layering(chart);
    layering.orient();
    layering.rank();
    layering.place(sizes);
    return layering.layers;
  }

  /// Visits the vertices in depth, in the order of the text.
  private void orient() {
    chart.vertices().forEach(_ -> outgoing.add(new ArrayList<>()));
    for (Edge edge : chart.edges()) {
      if (edge.from() != edge.to()) {
        outgoing.get(edge.from()).add(edge);
      }
    }
    boolean[] open = new boolean[visit.length];
    int[] next = new int[visit.length];
    int count = 0;
    List<Integer> stack = new ArrayList<>();
    for (int root = 0; root < visit.length; root++) {
      if (visit[root] == 0) {
        stack.add(root);
        visit[root] = ++count;
        open[root] = true;
      }
      while (!stack.isEmpty()) {
        int vertex = stack.getLast();
        if (next[vertex] == outgoing.get(vertex).size()) {
          stack.removeLast();
          open[vertex] = false;
          finished.add(vertex);
          continue;
        }
        Edge edge = outgoing.get(vertex).get(next[vertex]++);
        if (open[edge.to()]) {
          reversed.add(edge);
        } else if (visit[edge.to()] == 0) {
          visit[edge.to()] = ++count;
          open[edge.to()] = true;
          stack.add(edge.to());
        }
      }
    }
  }

  /// The longest way from the top; the order in which the visit ended, reversed, is a topological
  /// one.
  private void rank() {
    Map<Integer, List<Edge>> upwards = new HashMap<>();
    reversed.forEach(edge -> upwards.computeIfAbsent(edge.to(), _ -> new ArrayList<>()).add(edge));
    for (int vertex : finished.reversed()) {
      for (Edge edge : outgoing.get(vertex)) {
        if (!reversed.contains(edge)) {
          rank[edge.to()] = Math.max(rank[edge.to()], rank[vertex] + length(edge));
        }
      }
      for (Edge edge : upwards.getOrDefault(vertex, List.of())) {
        rank[edge.from()] = Math.max(rank[edge.from()], rank[vertex] + length(edge));
      }
    }
  }

  private static int length(Edge edge) {
    return edge.label().isEmpty() ? 1 : 2;
  }

  private void place(List<Size> sizes) {
    int depth = Arrays.stream(rank).max().orElse(0);
    for (int layer = 0; layer <= depth; layer++) {
      layers.add(new ArrayList<>());
    }
    List<Item> items = new ArrayList<>();
    for (int vertex = 0; vertex < rank.length; vertex++) {
      Size size = sizes.get(vertex);
      items.add(add(Item.vertex(vertex, size.width(), size.height(), rank[vertex]), vertex));
    }
    for (Edge edge : chart.edges()) {
      if (edge.from() != edge.to()) {
        split(edge, items);
      }
    }
    for (List<Item> layer : layers) {
      layer.sort((a, b) -> Integer.compare(source(a), source(b)));
      for (int i = 0; i < layer.size(); i++) {
        layer.get(i).order = i;
      }
    }
  }

  private int source(Item item) {
    return visit[sources.getOrDefault(item, 0)];
  }

  private Item add(Item item, int source) {
    layers.get(item.layer).add(item);
    sources.put(item, source);
    return item;
  }

  /// From the source on, layer by layer, to the target.
  private void split(Edge edge, List<Item> items) {
    boolean up = reversed.contains(edge);
    int step = up ? -1 : 1;
    Item at = items.get(edge.from());
    Item target = items.get(edge.to());
    for (int layer = at.layer + step; layer != target.layer; layer += step) {
      Item next;
      boolean known = false;
      if (at.isVertex() && !edge.label().isEmpty()) {
        String text = Widths.shortened(edge.label(), Size.MAX_LABEL);
        next =
            add(
                Item.label(edge.label(), edge.line(), Widths.of(text, 11) + 18, layer),
                edge.from());
      } else {
        Bend bend = new Bend(edge.to(), edge.line(), up, layer);
        known = bends.containsKey(bend);
        next =
            bends.computeIfAbsent(
                bend, _ -> add(Item.bend(edge.line(), bend.layer()), edge.from()));
      }
      link(at, next, edge.line(), up, false);
      if (known) {
        return;
      }
      at = next;
    }
    link(at, target, edge.line(), up, true);
  }

  private static void link(Item from, Item to, Line line, boolean up, boolean arrow) {
    Link link = up ? new Link(to, from, line, true, arrow) : new Link(from, to, line, false, arrow);
    link.upper().down.add(link);
    link.lower().up.add(link);
  }
}
