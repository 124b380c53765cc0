package io.stepwell.expression.jsonata;

import io.stepwell.expression.jsonata.Node.Stage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Walks paths: each step is evaluated for each item of the sequence so far, and the results make
/// the next sequence. Once a step binds something (`@$x`, `#$i`, `%`), the items are tuples that
/// carry the bindings along.
final class Paths {
  private static final String CONTEXT = "@";

  private final Evaluation evaluation;

  Paths(Evaluation evaluation) {
    this.evaluation = evaluation;
  }

  @Nullable Object path(Node.Path path, @Nullable Object context, Frame frame) {
    if (path.isPlain()) {
      Object found = plain(path, frame);
      if (found != this) {
        return found;
      }
    }
    List<?> items =
        context instanceof List<?> list && !(path.steps.getFirst() instanceof Node.Variable)
            ? list
            : Sequence.of(context);
    List<?> results = items;
    Sequence tuples = null;
    boolean binding = false;
    for (int i = 0; i < path.steps.size(); i++) {
      Node step = path.steps.get(i);
      binding |= step.tuple;
      if (i == 0 && step.keepsConstructedArray) {
        results = asList(evaluation.evaluate(step, items, frame));
      } else if (binding) {
        tuples = tupleStep(step, items, tuples, frame);
      } else {
        results = step(step, items, frame, i == path.steps.size() - 1);
      }
      if (!binding && results.isEmpty()) {
        break;
      }
      if (step.focus == null) {
        items = results;
      }
    }
    return finish(path, results, binding ? tuples : null, frame);
  }

  private static List<?> asList(@Nullable Object value) {
    return value instanceof List<?> list ? list : Sequence.of(value);
  }

  private @Nullable Object finish(
      Node.Path path, List<?> walked, @Nullable Sequence tuples, Frame frame) {
    List<?> results = walked;
    if (tuples != null) {
      if (path.tuple) {
        results = tuples; // an outer path needs the bindings
      } else {
        Sequence values = new Sequence();
        tuples.forEach(tuple -> values.add(Evaluation.tuple(tuple).get(CONTEXT)));
        results = values;
      }
    }
    if (path.keepSingleton) {
      results = keepingSingleton(results);
    }
    Node.Group group = path.group;
    return group == null
        ? results
        : Grouping.evaluate(group, tuples == null ? results : tuples, frame, evaluation);
  }

  /// What is an array already stays one.
  private static List<?> keepingSingleton(List<?> results) {
    if (!(results instanceof Sequence || results instanceof Sequence.Constructed)) {
      return results;
    }
    Sequence sequence = results instanceof Sequence already ? already : Sequence.of(results);
    sequence.keepSingleton = true;
    return sequence;
  }

  /// `$name.a.b` while everything on the way is an object; else this very instance, which stands for
  /// "walk it properly".
  private @Nullable Object plain(Node.Path path, Frame frame) {
    evaluation.enterStep();
    evaluation.meter().burn(path.steps.size());
    Object value = null;
    for (Node step : path.steps) {
      if (step instanceof Node.Variable variable) {
        value = evaluation.variable(variable.name, frame);
      } else if (step instanceof Node.Name name && value instanceof Map<?, ?> object) {
        value = object.get(name.name);
        if (value == null && !object.containsKey(name.name)) {
          return Undefined.VALUE;
        }
      } else {
        return this;
      }
    }
    return value instanceof List ? this : value;
  }

  private List<?> step(Node step, List<?> items, Frame frame, boolean last) {
    if (step instanceof Node.Sort sort) {
      List<?> sorted = Sorting.byTerms(sort, items, frame, evaluation);
      return step.stages.isEmpty() ? sorted : asList(stages(step.stages, sorted, frame));
    }
    Sequence results = new Sequence(Math.min(items.size(), 16));
    boolean nested = false;
    for (Object item : items) {
      Object result = evaluation.evaluate(step, item, frame);
      if (!step.stages.isEmpty()) {
        result = stages(step.stages, result, frame);
      }
      if (result != Undefined.VALUE) {
        results.add(result);
        nested |= result instanceof List;
      }
    }
    if (!nested) {
      Bounds.items(results.size());
      evaluation.meter().burn(results.size());
      return results;
    }
    if (last
        && results.size() == 1
        && results.getFirst() instanceof List<?> only
        && !(only instanceof Sequence)) {
      return only;
    }
    return flattened(results);
  }

  private Sequence flattened(Sequence results) {
    Sequence flat = new Sequence();
    for (Object result : results) {
      flat.addFlat(result);
      Bounds.items(flat.size());
    }
    evaluation.meter().burn(flat.size());
    return flat;
  }

  private Sequence tupleStep(Node step, List<?> items, @Nullable Sequence bindings, Frame frame) {
    if (step instanceof Node.Sort sort) {
      return tupleSort(sort, items, bindings, frame);
    }
    Sequence results = new Sequence();
    results.tuples = true;
    for (Object tuple : bindings == null ? tuples(items) : bindings) {
      Map<String, @Nullable Object> outer = Evaluation.tuple(tuple);
      Object result = evaluation.evaluate(step, outer.get(CONTEXT), Frame.ofTuple(frame, outer));
      if (result == Undefined.VALUE) {
        continue;
      }
      List<?> values = result instanceof List<?> list ? list : Sequence.of(result);
      for (int i = 0; i < values.size(); i++) {
        results.add(bound(step, outer, values, i));
        Bounds.items(results.size());
      }
      evaluation.meter().burn(values.size());
    }
    if (step.stages.isEmpty()) {
      return results;
    }
    return asTuples(stages(step.stages, results, frame));
  }

  private static Map<String, @Nullable Object> bound(
      Node step, Map<String, @Nullable Object> outer, List<?> values, int i) {
    Map<String, @Nullable Object> tuple = new HashMap<>(outer);
    if (values instanceof Sequence inner && inner.tuples) {
      tuple.putAll(Evaluation.tuple(inner.get(i)));
      return tuple;
    }
    if (step.focus == null) {
      tuple.put(CONTEXT, values.get(i));
    } else {
      tuple.put(step.focus, values.get(i));
      tuple.put(CONTEXT, outer.get(CONTEXT));
    }
    if (step.index != null) {
      tuple.put(step.index, (long) i);
    }
    if (step.ancestor != null) {
      tuple.put(step.ancestor.label, outer.get(CONTEXT));
    }
    return tuple;
  }

  private Sequence tupleSort(
      Node.Sort sort, List<?> items, @Nullable Sequence bindings, Frame frame) {
    Sequence results = new Sequence();
    results.tuples = true;
    if (bindings == null) {
      List<?> sorted = Sorting.byTerms(sort, items, frame, evaluation);
      for (int i = 0; i < sorted.size(); i++) {
        Map<String, @Nullable Object> tuple = new HashMap<>();
        tuple.put(CONTEXT, sorted.get(i));
        if (sort.index != null) {
          tuple.put(sort.index, (long) i);
        }
        results.add(tuple);
      }
    } else {
      results.addAll(Sorting.byTerms(sort, bindings, frame, evaluation));
    }
    return sort.stages.isEmpty() ? results : asTuples(stages(sort.stages, results, frame));
  }

  private static List<Object> tuples(List<?> items) {
    List<Object> tuples = new ArrayList<>(items.size());
    for (Object item : items) {
      Map<String, @Nullable Object> tuple = new HashMap<>();
      tuple.put(CONTEXT, item);
      tuples.add(tuple);
    }
    return tuples;
  }

  private static Sequence asTuples(@Nullable Object value) {
    if (value instanceof Sequence sequence) {
      sequence.tuples = true;
      return sequence;
    }
    throw new IllegalStateException("filtered tuples are tuples");
  }

  /// `[…]` and `#$name` behind a step, or behind an expression.
  @Nullable Object stages(List<Stage> stages, @Nullable Object input, Frame frame) {
    Object result = input;
    for (Stage stage : stages) {
      switch (stage) {
        case Stage.Filter(Node predicate) -> result = filter(predicate, result, frame);
        case Stage.Index(String variable) -> {
          long i = 0;
          for (Object tuple : asList(result)) {
            Evaluation.tuple(tuple).put(variable, i++);
          }
        }
      }
    }
    return result;
  }

  private @Nullable Object filter(Node predicate, @Nullable Object input, Frame frame) {
    List<?> items = asList(input); // nothing is one item, which a predicate may let pass
    boolean tuples = input instanceof Sequence sequence && sequence.tuples;
    if (predicate instanceof Node.Literal literal
        && literal.value instanceof Number number
        && literal.predicates.isEmpty()) {
      return itemAt(items, number, tuples);
    }
    Sequence results = new Sequence();
    results.tuples = tuples;
    for (int i = 0; i < items.size(); i++) {
      Object item = items.get(i);
      Object answer =
          tuples
              ? evaluation.evaluate(
                  predicate,
                  Evaluation.tuple(item).get(CONTEXT),
                  Frame.ofTuple(frame, Evaluation.tuple(item)))
              : evaluation.evaluate(predicate, item, frame);
      select(answer, item, i, items.size(), results);
    }
    return results;
  }

  private void select(
      @Nullable Object answer, @Nullable Object item, int at, int size, Sequence results) {
    if (answer instanceof Number number && Numbers.isNumeric(number)) {
      if (position(number, size) == at) {
        results.add(item);
      }
    } else if (answer instanceof List<?> list && isArrayOfNumbers(list)) {
      for (Object number : list) {
        if (number instanceof Number n && position(n, size) == at) {
          results.add(item);
        }
      }
    } else if (Operators.truth(answer, evaluation.meter())) {
      results.add(item);
    }
  }

  private boolean isArrayOfNumbers(List<?> list) {
    evaluation.meter().burn(list.size());
    return !list.isEmpty() && list.stream().allMatch(Numbers::isNumeric);
  }

  private static Object itemAt(List<?> items, Number index, boolean tuples) {
    Sequence results = new Sequence();
    results.tuples = tuples;
    long at = position(index, items.size());
    if (at >= 0 && at < items.size()) {
      Object item = items.get((int) at);
      if (item instanceof List<?> list) {
        return list;
      }
      if (item != Undefined.VALUE) {
        results.add(item);
      }
    }
    return results;
  }

  private static long position(Number index, int size) {
    long at = (long) Math.floor(index.doubleValue());
    return at < 0 ? size + at : at;
  }
}
