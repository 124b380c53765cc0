package io.stepwell.expression.jsonata;

import java.io.Serial;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The results of a step: unlike an array, none of them is nothing, and one is that value itself.
final class Sequence extends ArrayList<@Nullable Object> {
  @Serial private static final long serialVersionUID = 1L;

  /// Whether a sequence of one stays an array.
  boolean keepSingleton;

  /// Whether the items are bindings (maps from names to values) rather than values.
  boolean tuples;

  Sequence() {}

  /// @param capacity how many items are expected
  Sequence(int capacity) {
    super(capacity);
  }

  /// A sequence of one value, which may be undefined.
  static Sequence of(@Nullable Object value) {
    Sequence sequence = new Sequence(1);
    sequence.add(value);
    return sequence;
  }

  /// What the sequence is as a value.
  @Nullable Object value() {
    if (isEmpty()) {
      return Undefined.VALUE;
    }
    return size() == 1 && !keepSingleton ? getFirst() : this;
  }

  /// Adds a value, or the items of an array.
  void addFlat(@Nullable Object value) {
    if (value instanceof List<?> list && !(value instanceof Constructed)) {
      addAll(list);
    } else if (value != Undefined.VALUE) {
      add(value);
    }
  }

  /// An array written `[…]` at an end of a path: one item of the path's sequence, not many.
  static final class Constructed extends ArrayList<@Nullable Object> {
    @Serial private static final long serialVersionUID = 1L;

    Constructed(List<?> items) {
      super(items);
    }
  }
}
