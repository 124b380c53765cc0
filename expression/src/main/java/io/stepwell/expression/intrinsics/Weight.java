package io.stepwell.expression.intrinsics;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How much work it is to go through a value: its nodes, and an eighth of its characters.
final class Weight {
  private Weight() {}

  static long of(@Nullable Object value) {
    return switch (value) {
      case String text -> 1 + text.length() / 8;
      case List<?> array -> {
        long sum = 1;
        for (Object item : array) {
          sum += of(item);
        }
        yield sum;
      }
      case Map<?, ?> object -> {
        long sum = 1;
        for (Object member : object.values()) {
          sum += 1 + of(member);
        }
        yield sum;
      }
      case null, default -> 1;
    };
  }
}
