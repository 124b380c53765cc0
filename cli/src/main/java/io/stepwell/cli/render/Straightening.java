package io.stepwell.cli.render;

import io.stepwell.cli.render.Chart.Line;
import io.stepwell.cli.render.Item.Link;
import io.stepwell.cli.render.Item.Role;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Makes long edges and plain sequences straight: what follows each other moves to one place across,
/// as much of it as there is room for between its neighbours.
final class Straightening {
  private static final int ROUNDS = 3;

  private final List<List<Item>> layers;

  private Straightening(List<List<Item>> layers) {
    this.layers = layers;
  }

  static void apply(List<List<Item>> layers) {
    Straightening straightening = new Straightening(layers);
    List<List<Item>> chains = straightening.chains();
    for (int round = 0; round < ROUNDS; round++) {
      chains.forEach(straightening::straighten);
    }
  }

  /// Every bend in one chain, and every state in one with those before and after it.
  private List<List<Item>> chains() {
    List<List<Item>> chains = new ArrayList<>();
    Set<Item> taken = new HashSet<>();
    for (List<Item> layer : layers) {
      for (Item item : layer) {
        if (taken.add(item)) {
          List<Item> chain = new ArrayList<>(List.of(item));
          for (Item next = below(item); next != item && taken.add(next); next = below(next)) {
            chain.add(next);
            item = next;
          }
          if (chain.size() > 1 || item.role == Role.BEND) {
            chains.add(chain);
          }
        }
      }
    }
    return chains;
  }

  /// What goes on below this, or this again.
  private static Item below(Item item) {
    if (item.role == Role.BEND) {
      for (Link link : item.down) {
        if (link.lower().role == Role.BEND) {
          return link.lower();
        }
      }
      return item;
    }
    List<Link> down = Item.main(item.down);
    if (down.size() != 1 || down.getFirst().line() != Line.NEXT) {
      return item;
    }
    Item lower = down.getFirst().lower();
    return lower.isVertex() && Item.main(lower.up).size() == 1 ? lower : item;
  }

  private void straighten(List<Item> chain) {
    int from = 0;
    while (from < chain.size()) {
      double left = left(chain.get(from));
      double right = right(chain.get(from));
      int to = from + 1;
      while (to < chain.size()
          && Math.max(left, left(chain.get(to))) <= Math.min(right, right(chain.get(to)))) {
        left = Math.max(left, left(chain.get(to)));
        right = Math.min(right, right(chain.get(to)));
        to++;
      }
      double x = Math.clamp(wish(chain.subList(from, to)), left, Math.max(left, right));
      for (Item item : chain.subList(from, to)) {
        item.x = x;
      }
      from = to;
    }
  }

  /// For states their middle; for bends straight on from above when only one line comes from there,
  /// else straight on to below.
  private static double wish(List<Item> chain) {
    Item first = chain.getFirst();
    Item last = chain.getLast();
    if (first.role != Role.BEND) {
      return chain.stream().mapToDouble(item -> item.x).average().orElse(first.x);
    }
    if (first.up.size() == 1) {
      return first.up.getFirst().upper().x;
    }
    return last.down.size() == 1 ? last.down.getFirst().lower().x : first.x;
  }

  private double left(Item item) {
    if (item.order == 0) {
      return -1e9;
    }
    Item neighbour = layers.get(item.layer).get(item.order - 1);
    return neighbour.x + Placement.distance(neighbour, item);
  }

  private double right(Item item) {
    List<Item> layer = layers.get(item.layer);
    if (item.order == layer.size() - 1) {
      return 1e9;
    }
    Item neighbour = layer.get(item.order + 1);
    return neighbour.x - Placement.distance(item, neighbour);
  }
}
