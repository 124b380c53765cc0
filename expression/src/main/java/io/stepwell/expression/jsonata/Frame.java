package io.stepwell.expression.jsonata;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The variables of a block, a function call or a step, inside those of its surroundings.
final class Frame {
  private final @Nullable Frame outer;
  private @Nullable Map<String, @Nullable Object> bindings;

  Frame(@Nullable Frame outer) {
    this.outer = outer;
  }

  /// A frame with the bindings of a tuple.
  static Frame ofTuple(Frame outer, Map<String, @Nullable Object> tuple) {
    Frame frame = new Frame(outer);
    frame.bindings = tuple;
    return frame;
  }

  void bind(String name, @Nullable Object value) {
    Map<String, @Nullable Object> own = bindings;
    if (own == null) {
      own = new HashMap<>(4);
      bindings = own;
    }
    own.put(name, value);
  }

  /// The value, or undefined where no frame binds the name.
  @Nullable Object lookup(String name) {
    for (Frame frame = this; frame != null; frame = frame.outer) {
      Map<String, @Nullable Object> own = frame.bindings;
      if (own != null) {
        Object value = own.get(name);
        if (value != null || own.containsKey(name)) {
          return value;
        }
      }
    }
    return Undefined.VALUE;
  }
}
