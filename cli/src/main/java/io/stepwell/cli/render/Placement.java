package io.stepwell.cli.render;

import io.stepwell.cli.render.Item.Link;
import java.util.List;

/// Gives ordered layers their coordinates.
///
/// Across: each item wants to stand in the middle of those that it is linked to on its main way; the
/// places that are nearest to all these wishes of a layer, without items on top of each other, are
/// found exactly (isotonic regression). Then bends below each other are made straight lines.
/// Downwards: layers are further apart where edges go far aside.
final class Placement {
  private static final int ROUNDS = 48;
  private static final double MARGIN = 16;
  private static final double GAP = 30;
  private static final double NARROW_GAP = 14;

  private Placement() {}

  /// Sets the places, and tells the size of it all.
  static Size apply(List<List<Item>> layers) {
    for (List<Item> layer : layers) {
      double x = 0;
      for (Item item : layer) {
        item.x = x + item.width / 2;
        x += item.width + GAP;
      }
    }
    for (int round = 0; round < ROUNDS; round++) {
      boolean down = round % 2 == 0;
      boolean both = round >= ROUNDS / 2;
      for (int i = 0; i < layers.size(); i++) {
        across(layers.get(down ? i : layers.size() - 1 - i), down || both, !down || both);
      }
    }
    Straightening.apply(layers);
    double width = normalise(layers);
    return new Size(width, downwards(layers));
  }

  private static void across(List<Item> layer, boolean fromAbove, boolean fromBelow) {
    int n = layer.size();
    double[] value = new double[n];
    double[] weight = new double[n];
    int[] length = new int[n];
    double[] offset = new double[n];
    int blocks = 0;
    for (int i = 0; i < n; i++) {
      offset[i] = i == 0 ? 0 : offset[i - 1] + distance(layer.get(i - 1), layer.get(i));
      wish(layer.get(i), fromAbove, fromBelow, blocks, value, weight);
      value[blocks] -= offset[i];
      length[blocks] = 1;
      blocks++;
      while (blocks > 1 && value[blocks - 2] > value[blocks - 1]) {
        double total = weight[blocks - 2] + weight[blocks - 1];
        value[blocks - 2] =
            (value[blocks - 2] * weight[blocks - 2] + value[blocks - 1] * weight[blocks - 1])
                / total;
        weight[blocks - 2] = total;
        length[blocks - 2] += length[blocks - 1];
        blocks--;
      }
    }
    int i = 0;
    for (int block = 0; block < blocks; block++) {
      for (int end = i + length[block]; i < end; i++) {
        layer.get(i).x = value[block] + offset[i];
      }
    }
  }

  private static void wish(
      Item item, boolean fromAbove, boolean fromBelow, int at, double[] value, double[] weight) {
    double sum = 0;
    int count = 0;
    if (fromAbove) {
      for (Link link : Item.main(item.up)) {
        sum += link.upper().x;
        count++;
      }
    }
    if (fromBelow) {
      for (Link link : Item.main(item.down)) {
        sum += link.lower().x;
        count++;
      }
    }
    value[at] = count == 0 ? item.x : sum / count;
    weight[at] = count == 0 ? 0.1 : weight(item);
  }

  /// How much its wish counts in its layer.
  private static double weight(Item item) {
    if (item.isVertex()) {
      return 16;
    }
    return switch (item.line) {
      case NEXT -> 16;
      case CHOICE -> 2;
      case CATCH -> 1;
    };
  }

  static double distance(Item left, Item right) {
    double gap = left.isVertex() && right.isVertex() ? GAP : NARROW_GAP;
    return (left.width + right.width) / 2 + gap;
  }

  private static double normalise(List<List<Item>> layers) {
    double min = Double.MAX_VALUE;
    double max = -Double.MAX_VALUE;
    for (List<Item> layer : layers) {
      for (Item item : layer) {
        min = Math.min(min, item.x - item.width / 2);
        max = Math.max(max, item.x + item.width / 2);
      }
    }
    for (List<Item> layer : layers) {
      for (Item item : layer) {
        item.x += MARGIN - min;
      }
    }
    return max - min + 2 * MARGIN;
  }

  private static double downwards(List<List<Item>> layers) {
    double y = MARGIN;
    for (List<Item> layer : layers) {
      double height = 0;
      double aside = 0;
      for (Item item : layer) {
        height = Math.max(height, item.height);
        for (Link link : item.down) {
          aside = Math.max(aside, Math.abs(link.upper().x - link.lower().x));
        }
      }
      for (Item item : layer) {
        item.y = y + height / 2;
        item.slot = height;
      }
      y += height + Math.min(64, 24 + aside * 0.07);
    }
    double last = 0;
    for (Item item : layers.getLast()) {
      last = Math.max(last, item.y + item.height / 2);
    }
    return last + MARGIN;
  }
}
