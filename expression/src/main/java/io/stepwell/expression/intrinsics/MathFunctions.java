package io.stepwell.expression.intrinsics;

import java.util.Random;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// `States.MathAdd`, `States.MathRandom` and `States.UUID`.
final class MathFunctions {
  private MathFunctions() {}

  static Object add(Arguments arguments) {
    return (long) arguments.int32(0) + arguments.int32(1);
  }

  /// From the first number, inclusive, to the second, exclusive. With a seed the result is always the
  /// same.
  static Object random(Arguments arguments) {
    int from = arguments.int32(0);
    int to = arguments.int32(1);
    if (from >= to) {
      throw arguments.failure("the start %d must be less than the end %d".formatted(from, to));
    }
    RandomGenerator random =
        arguments.size() == 3 ? new Random(arguments.integer(2)) : arguments.scope().random();
    return random.nextLong(from, to);
  }

  static Object uuid(Arguments arguments) {
    RandomGenerator random = arguments.scope().random();
    long high = (random.nextLong() & ~0xF000L) | 0x4000L;
    long low = (random.nextLong() & ~(0xC000L << 48)) | (0x8000L << 48);
    return new UUID(high, low).toString();
  }
}
