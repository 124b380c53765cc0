package io.stepwell.expression.jsonata;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `{key: value, …}`: groups the items by their keys, then computes a value for each group. Without
/// anything to group it constructs an object.
final class Grouping {
  private Grouping() {}

  /// The items of one key, and the pair that made the key.
  private static final class Entry {
    final Node.Pair pair;
    final List<@Nullable Object> items = new ArrayList<>(1);

    Entry(Node.Pair pair) {
      this.pair = pair;
    }
  }

  static Object evaluate(
      Node.Group group, @Nullable Object input, Frame frame, Evaluation evaluation) {
    boolean tuples = input instanceof Sequence sequence && sequence.tuples;
    List<?> items = input instanceof List<?> list ? list : Sequence.of(input);
    if (items.isEmpty()) {
      items = Sequence.of(Undefined.VALUE);
    }
    Map<String, Entry> entries = new LinkedHashMap<>();
    for (Object item : items) {
      Object context = tuples ? Evaluation.tuple(item).get("@") : item;
      Frame inner = tuples ? Frame.ofTuple(frame, Evaluation.tuple(item)) : frame;
      for (Node.Pair pair : group.pairs()) {
        Object key = evaluation.evaluate(pair.key(), context, inner);
        if (key != Undefined.VALUE) {
          add(entries, key, pair, item);
        }
      }
    }
    Map<String, @Nullable Object> result = LinkedHashMap.newLinkedHashMap(entries.size());
    entries.forEach(
        (key, entry) -> {
          Object value =
              tuples
                  ? ofTuples(entry, frame, evaluation)
                  : evaluation.evaluate(entry.pair.value(), together(entry.items), frame);
          if (value != Undefined.VALUE) {
            result.put(key, value);
          }
        });
    return result;
  }

  @SuppressWarnings("ReferenceEquality") // two pairs written alike are still two
  private static void add(
      Map<String, Entry> entries, @Nullable Object key, Node.Pair pair, @Nullable Object item) {
    if (!(key instanceof String name)) {
      throw JsonataError.of("T1003", key);
    }
    Entry entry = entries.computeIfAbsent(name, _ -> new Entry(pair));
    if (entry.pair != pair) {
      throw JsonataError.of("D1009", name);
    }
    if (entry.items.size() == 1 && entry.items.getFirst() instanceof List<?> first) {
      entry.items.clear();
      entry.items.addAll(first);
    }
    if (!entry.items.isEmpty() && item instanceof List<?> list) {
      entry.items.addAll(list);
    } else {
      entry.items.add(item);
    }
  }

  private static @Nullable Object together(List<@Nullable Object> items) {
    return items.size() == 1 ? items.getFirst() : items;
  }

  /// The bindings of several tuples become one tuple of arrays.
  private static @Nullable Object ofTuples(Entry entry, Frame frame, Evaluation evaluation) {
    Map<String, List<@Nullable Object>> columns = new LinkedHashMap<>();
    for (Object tuple : entry.items) {
      Evaluation.tuple(tuple).forEach((name, value) -> append(columns, name, value, evaluation));
    }
    Map<String, @Nullable Object> merged = new HashMap<>();
    columns.forEach((name, values) -> merged.put(name, together(values)));
    Object context = merged.remove("@");
    return evaluation.evaluate(entry.pair.value(), context, Frame.ofTuple(frame, merged));
  }

  private static void append(
      Map<String, List<@Nullable Object>> columns,
      String name,
      @Nullable Object value,
      Evaluation evaluation) {
    evaluation.meter().burn(1);
    List<@Nullable Object> column = columns.get(name);
    if (column == null) {
      column = new ArrayList<>(1);
      column.add(value);
      columns.put(name, column);
      return;
    }
    if (column.size() == 1 && column.getFirst() instanceof List<?> first) {
      column.clear();
      column.addAll(first);
    }
    if (value instanceof List<?> list) {
      column.addAll(list);
    } else {
      column.add(value);
    }
  }
}
