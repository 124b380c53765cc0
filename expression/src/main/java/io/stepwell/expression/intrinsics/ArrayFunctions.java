package io.stepwell.expression.intrinsics;

import io.stepwell.expression.Equality;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `States.Array` and its relatives.
final class ArrayFunctions {
  private static final int LONGEST_RANGE = 1000;

  private ArrayFunctions() {}

  static Object array(Arguments arguments) {
    return Collections.unmodifiableList(arguments.values());
  }

  static Object partition(Arguments arguments) {
    List<?> array = arguments.array(0);
    long size = arguments.integer(1);
    if (size < 1) {
      throw arguments.failure("the chunk size must be a positive number but is " + size);
    }
    List<Object> chunks = new ArrayList<>();
    for (int from = 0; from < array.size(); from += (int) Math.min(size, array.size())) {
      List<?> chunk = array.subList(from, (int) Math.min(array.size(), from + size));
      arguments.meter().burn(1 + chunk.size());
      chunks.add(Collections.unmodifiableList(new ArrayList<>(chunk)));
    }
    return Collections.unmodifiableList(chunks);
  }

  static Object contains(Arguments arguments) {
    for (Object item : arguments.array(0)) {
      if (Equality.equal(item, arguments.value(1), arguments.meter())) {
        return true;
      }
    }
    return false;
  }

  static Object range(Arguments arguments) {
    long first = arguments.integer(0);
    long last = arguments.integer(1);
    long step = arguments.integer(2);
    if (step == 0) {
      throw arguments.failure("the step must not be 0");
    }
    List<Long> items = new ArrayList<>();
    for (long n = first; step > 0 ? n <= last : n >= last; n += step) {
      arguments.meter().burn(1);
      if (items.size() == LONGEST_RANGE) {
        throw arguments.failure("the range has more than %d items".formatted(LONGEST_RANGE));
      }
      items.add(n);
      if (step > 0 ? n > last - step : n < last - step) {
        break; // the next one would be past the end, or past what a long holds
      }
    }
    return Collections.unmodifiableList(items);
  }

  static @Nullable Object item(Arguments arguments) {
    List<?> array = arguments.array(0);
    long index = arguments.integer(1);
    if (index < 0 || index >= array.size()) {
      throw arguments.failure(
          "the index %d is outside the array of %d items".formatted(index, array.size()));
    }
    return array.get((int) index);
  }

  static Object length(Arguments arguments) {
    return (long) arguments.array(0).size();
  }

  static Object unique(Arguments arguments) {
    List<?> array = arguments.array(0);
    LinkedHashSet<@Nullable Object> items = new LinkedHashSet<>();
    for (Object item : array) {
      arguments.meter().burn(1 + Weight.of(item));
      items.add(item);
    }
    return Collections.unmodifiableList(new ArrayList<>(items));
  }
}
