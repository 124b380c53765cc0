package io.stepwell.cli.render;

import io.stepwell.cli.render.Item.Link;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Orders the items of each layer so that few edges cross: again and again each goes to the middle
/// of those that it is linked to, and the best order that was met is kept.
final class Ordering {
  private static final int SWEEPS = 12;

  private Ordering() {}

  static void apply(List<List<Item>> layers) {
    long best = crossings(layers);
    List<List<Item>> kept = copy(layers);
    for (int sweep = 0; sweep < SWEEPS && best > 0; sweep++) {
      boolean down = sweep % 2 == 0;
      for (int i = 0; i < layers.size(); i++) {
        sort(layers.get(down ? i : layers.size() - 1 - i), down);
      }
      long crossings = crossings(layers);
      if (crossings < best) {
        best = crossings;
        kept = copy(layers);
      }
    }
    for (int i = 0; i < layers.size(); i++) {
      layers.set(i, kept.get(i));
      number(layers.get(i));
    }
  }

  private static List<List<Item>> copy(List<List<Item>> layers) {
    List<List<Item>> copy = new ArrayList<>();
    layers.forEach(layer -> copy.add(new ArrayList<>(layer)));
    return copy;
  }

  private static void sort(List<Item> layer, boolean down) {
    Map<Item, Double> middles = new HashMap<>();
    for (Item item : layer) {
      List<Link> links = down ? item.up : item.down;
      middles.put(
          item,
          links.stream()
              .mapToInt(link -> (down ? link.upper() : link.lower()).order)
              .average()
              .orElse(item.order));
    }
    layer.sort(Comparator.comparing(middles::get));
    number(layer);
  }

  private static void number(List<Item> layer) {
    for (int i = 0; i < layer.size(); i++) {
      layer.get(i).order = i;
    }
  }

  private static long crossings(List<List<Item>> layers) {
    long crossings = 0;
    for (int i = 1; i < layers.size(); i++) {
      crossings += crossings(layers.get(i - 1), layers.get(i).size());
    }
    return crossings;
  }

  /// Pairs of links whose ends are in opposite orders, counted with a Fenwick tree.
  private static long crossings(List<Item> upper, int width) {
    long[] tree = new long[width + 1];
    long seen = 0;
    long crossings = 0;
    for (Item item : upper) {
      int[] ends = item.down.stream().mapToInt(link -> link.lower().order).sorted().toArray();
      for (int end : ends) {
        long notAfter = 0;
        for (int i = end + 1; i > 0; i -= i & -i) {
          notAfter += tree[i];
        }
        crossings += seen - notAfter;
      }
      for (int end : ends) {
        for (int i = end + 1; i <= width; i += i & -i) {
          tree[i]++;
        }
      }
      seen += ends.length;
    }
    return crossings;
  }
}
