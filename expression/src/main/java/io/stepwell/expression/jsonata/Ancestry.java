package io.stepwell.expression.jsonata;

import io.stepwell.expression.jsonata.Node.Slot;
import java.util.ArrayList;
import java.util.List;

/// Finds the step whose context a `%` means: as many steps to the left of it as there are `%`.
final class Ancestry {
  private int labels;

  Slot newSlot() {
    return new Slot("!" + labels++);
  }

  /// Hands the unresolved `%` of a part up to the whole.
  static void push(Node whole, Node part) {
    if (part.seeking.isEmpty() && !(part instanceof Node.Parent)) {
      return;
    }
    List<Slot> slots = new ArrayList<>(whole.seeking);
    slots.addAll(part.seeking);
    if (part instanceof Node.Parent parent) {
      slots.add(parent.slot);
    }
    whole.seeking = slots;
  }

  /// Looks for the objects of the last step's `%` among the steps before it.
  void resolve(Node.Path path) {
    List<Slot> slots = new ArrayList<>(path.last().seeking);
    if (path.last() instanceof Node.Parent parent) {
      slots.add(parent.slot);
    }
    for (Slot slot : slots) {
      int at = path.steps.size() - 2;
      while (slot.level > 0) {
        if (at < 0) {
          List<Slot> seeking = new ArrayList<>(path.seeking);
          seeking.add(slot);
          path.seeking = seeking;
          break;
        }
        Node step = path.steps.get(at--);
        while (at >= 0 && step.focus != null && path.steps.get(at).focus != null) {
          step = path.steps.get(at--); // steps that bind a focus leave the context where it was
        }
        seek(step, slot);
      }
    }
  }

  void seek(Node node, Slot slot) {
    switch (node) {
      case Node.Name _, Node.Wildcard _ -> {
        slot.level--;
        if (slot.level == 0) {
          if (node.ancestor == null) {
            node.ancestor = slot;
          } else {
            slot.label = node.ancestor.label;
          }
          node.tuple = true;
        }
      }
      case Node.Parent _ -> slot.level++;
      case Node.Block block -> {
        if (!block.expressions.isEmpty()) {
          block.tuple = true;
          seek(block.expressions.getLast(), slot);
        }
      }
      case Node.Path path -> {
        path.tuple = true;
        int at = path.steps.size() - 1;
        seek(path.steps.get(at--), slot);
        while (slot.level > 0 && at >= 0) {
          seek(path.steps.get(at--), slot);
        }
      }
      default -> throw JsonataError.of("S0217");
    }
  }
}
