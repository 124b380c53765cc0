package io.stepwell.expression.jsonpath;

import io.stepwell.expression.Meter;
import java.io.Serial;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One evaluation of a path with any kind of step. Burns a unit for each node it looks at.
///
/// Where Jayway has rules of its own (what is missing behind a fork is passed over, what is missing
/// before one is an error), these are they.
final class Walk {
  private final Steps steps;
  private final @Nullable Object root;
  private final Meter meter;
  private final boolean strict;
  private final List<@Nullable Object> found = new ArrayList<>();

  /// @param strict whether a missing member ends the walk even behind a fork
  Walk(Steps steps, @Nullable Object root, Meter meter, boolean strict) {
    this.steps = steps;
    this.root = root;
    this.meter = meter;
    this.strict = strict;
  }

  @Nullable Object find(@Nullable Object node) {
    try {
      visit(0, node);
    } catch (Dead end) {
      return end.missing;
    }
    if (!steps.isDefinite()) {
      return Collections.unmodifiableList(found);
    }
    return found.isEmpty()
        ? new Missing(steps, steps.length() - 1, Missing.Why.NO_RESULT, node)
        : found.getLast();
  }

  private void visit(int i, @Nullable Object node) {
    meter.burn(1);
    if (i == steps.length()) {
      found.add(node);
      return;
    }
    switch (steps.step(i)) {
      case Step.Name(String name) -> member(i, node, name);
      case Step.Names(List<String> names) -> members(i, node, names);
      case Step.Index(int index) -> items(i, node, List.of(index));
      case Step.Indexes(List<Integer> indexes) -> items(i, node, indexes);
      case Step.Slice slice -> slice(i, node, slice);
      case Step.Wildcard() -> children(i, node);
      case Step.Descent() -> descend(i + 1, node);
      case Step.Filter(Criterion criterion) -> filter(i, node, criterion);
      case Step.Call call -> call(i, node, call);
    }
  }

  private void member(int i, @Nullable Object node, String name) {
    if (!(node instanceof Map<?, ?> object)) {
      refuse(i, node, Missing.Why.NOT_AN_OBJECT);
      return;
    }
    Object value = object.get(name);
    if (value != null || object.containsKey(name)) {
      visit(i + 1, value);
    } else if (strict || (steps.isUpstreamDefinite(i) && steps.isUpstreamDefinite(i + 1))) {
      // An absent last member of a path that forks later never gets here: it would be the fork.
      throw new Dead(new Missing(steps, i, Missing.Why.NO_SUCH_NAME, node));
    }
  }

  private void members(int i, @Nullable Object node, List<String> names) {
    if (!(node instanceof Map<?, ?> object)) {
      refuse(i, node, Missing.Why.NOT_AN_OBJECT);
      return;
    }
    if (i < steps.length() - 1) {
      names.forEach(name -> member(i, node, name));
      return;
    }
    Map<String, @Nullable Object> picked = new LinkedHashMap<>();
    for (String name : names) {
      if (object.containsKey(name)) {
        picked.put(name, object.get(name));
      } else if (strict) {
        throw new Dead(new Missing(steps, i, Missing.Why.NO_SUCH_NAME, node));
      }
    }
    visit(i + 1, Collections.unmodifiableMap(picked));
  }

  private void items(int i, @Nullable Object node, List<Integer> indexes) {
    if (node instanceof List<?> array) {
      for (int index : indexes) {
        item(i, array, index);
      }
    } else {
      refuse(i, node, Missing.Why.NOT_AN_ARRAY);
    }
  }

  private void item(int i, List<?> array, int index) {
    meter.burn(1);
    int at = index < 0 ? array.size() + index : index;
    if (at >= 0 && at < array.size()) {
      visit(i + 1, array.get(at));
    }
  }

  /// `[from:to]` with both ends does not resolve negative ones, which is Jayway's rule: `[1:-1]` is
  /// empty, and `[-2:2]` begins two before the end and goes on at the beginning.
  private void slice(int i, @Nullable Object node, Step.Slice slice) {
    if (!(node instanceof List<?> array)) {
      refuse(i, node, Missing.Why.NOT_AN_ARRAY);
      return;
    }
    int size = array.size();
    Integer first = slice.from();
    Integer last = slice.to();
    int from = first == null ? 0 : first;
    int to = last == null ? size : last;
    if (last == null && from < 0) {
      from = Math.max(0, size + from);
    }
    if (first == null && to < 0) {
      to = size + to;
    }
    for (int at = from; at < Math.min(size, to); at++) {
      item(i, array, at);
    }
  }

  private void children(int i, @Nullable Object node) {
    if (node instanceof Map<?, ?> object) {
      object.values().forEach(value -> visit(i + 1, value));
    } else if (node instanceof List<?> array) {
      array.forEach(item -> visit(i + 1, item));
    }
  }

  /// Applies step `i` to every container at or below the node to which it can be applied.
  private void descend(int i, @Nullable Object node) {
    meter.burn(1);
    if (node instanceof Map<?, ?> object) {
      if (applies(steps.step(i), i, object)) {
        visit(i, object);
      }
      object.values().forEach(value -> descend(i, value));
    } else if (node instanceof List<?> array) {
      if (applies(steps.step(i), i, array)) {
        visit(i, array);
      }
      array.forEach(item -> descend(i, item));
    }
  }

  private boolean applies(Step step, int i, Object container) {
    return switch (step) {
      case Step.Name(String name) ->
          container instanceof Map<?, ?> object && object.containsKey(name);
      case Step.Names(List<String> names) ->
          container instanceof Map<?, ?> object
              && (i < steps.length() - 1 || object.keySet().containsAll(names));
      case Step.Index _, Step.Indexes _, Step.Slice _ -> container instanceof List<?>;
      case Step.Wildcard _ -> true;
      case Step.Filter(Criterion criterion) -> accepts(criterion, container);
      case Step.Descent _, Step.Call _ -> false;
    };
  }

  private void filter(int i, @Nullable Object node, Criterion criterion) {
    if (node instanceof Map<?, ?> object) {
      if (accepts(criterion, object)) {
        visit(i + 1, object);
      }
    } else if (node instanceof List<?> array) {
      for (Object item : array) {
        if (accepts(criterion, item)) {
          visit(i + 1, item);
        }
      }
    } else {
      refuse(i, node, Missing.Why.NOT_FILTERABLE);
    }
  }

  private boolean accepts(Criterion criterion, @Nullable Object node) {
    meter.burn(1);
    return new FilterTest(root, node, meter).accepts(criterion);
  }

  @SuppressWarnings("ReferenceEquality") // NOTHING is a mark, not a value
  private void call(int i, @Nullable Object node, Step.Call call) {
    Object result = call.function().apply(node, root, call.arguments(), meter);
    if (result == PathFunction.NOTHING) {
      throw new Dead(new Missing(steps, i, Missing.Why.NO_VALUE_TO_AGGREGATE, node));
    }
    visit(i + 1, result);
  }

  private void refuse(int i, @Nullable Object node, Missing.Why why) {
    if (steps.isUpstreamDefinite(i)) {
      throw new Dead(new Missing(steps, i, why, node));
    }
  }

  /// The walk can't go on, and it is not a matter of passing over one node.
  private static final class Dead extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    private final transient Missing missing;

    Dead(Missing missing) {
      super(null, null, false, false);
      this.missing = missing;
    }
  }
}
