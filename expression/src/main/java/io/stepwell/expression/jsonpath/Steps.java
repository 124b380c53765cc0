package io.stepwell.expression.jsonpath;

import io.stepwell.expression.Meter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The steps of a compiled path, without the place where it begins. Immutable.
final class Steps {
  private final Step[] steps;
  private final boolean plain;
  private final int firstIndefinite;

  Steps(List<Step> list) {
    this.steps = list.toArray(Step[]::new);
    int definite = 0;
    while (definite < steps.length && steps[definite].isDefinite(definite == steps.length - 1)) {
      definite++;
    }
    this.firstIndefinite = definite;
    this.plain = list.stream().allMatch(Step::isPlain);
  }

  int length() {
    return steps.length;
  }

  Step step(int i) {
    return steps[i];
  }

  /// Whether there are only names and indexes.
  boolean isPlain() {
    return plain;
  }

  /// Whether the path leads to one node; else it finds a list of them, maybe empty.
  boolean isDefinite() {
    return firstIndefinite == steps.length;
  }

  /// Whether a node that step `i` can't be applied to is an error; behind a fork it is passed over.
  boolean isUpstreamDefinite(int i) {
    return i <= firstIndefinite;
  }

  /// The value, the list of values of an indefinite path, or [Missing].
  @Nullable Object find(@Nullable Object root, @Nullable Object node, Meter meter) {
    return plain ? walk(node, meter) : new Walk(this, root, meter, false).find(node);
  }

  /// For filters, where a member that is missing anywhere means that the path does not exist.
  boolean exists(@Nullable Object root, @Nullable Object node, Meter meter) {
    Object found = plain ? walk(node, meter) : new Walk(this, root, meter, true).find(node);
    return !(found instanceof Missing);
  }

  /// The hot path: a few nanoseconds for each name.
  private @Nullable Object walk(@Nullable Object from, Meter meter) {
    meter.burn(steps.length + 1L);
    Object node = from;
    for (int i = 0; i < steps.length; i++) {
      if (steps[i] instanceof Step.Name(String name)) {
        if (!(node instanceof Map<?, ?> object)) {
          return new Missing(this, i, Missing.Why.NOT_AN_OBJECT, node);
        }
        node = object.get(name);
        if (node == null && !object.containsKey(name)) {
          return new Missing(this, i, Missing.Why.NO_SUCH_NAME, object);
        }
      } else if (steps[i] instanceof Step.Index(int index)) {
        if (!(node instanceof List<?> array)) {
          return new Missing(this, i, Missing.Why.NOT_AN_ARRAY, node);
        }
        int at = index < 0 ? array.size() + index : index;
        if (at < 0 || at >= array.size()) {
          return new Missing(this, i, Missing.Why.PAST_THE_END, array);
        }
        node = array.get(at);
      }
    }
    return node;
  }

  /// The first `count` steps as causes print them, such as `$['a'][0]`.
  String text(int count) {
    StringBuilder text = new StringBuilder("$");
    for (int i = 0; i < count; i++) {
      text.append(steps[i].text());
    }
    return text.toString();
  }
}
