package io.stepwell.api.protocol;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What AWS's model says about a value of a request.
sealed interface Shape {
  record Structure(Map<String, Member> members) implements Shape {}

  record Items(Shape item, Range size) implements Shape {}

  /// @param sensitive its value is not repeated in messages
  /// @param values the only ones that are allowed, in the order of AWS's messages; empty for any
  record Text(Range length, boolean sensitive, List<String> values, @Nullable Pattern pattern)
      implements Shape {}

  record Whole(Range range) implements Shape {}

  record Real(Range range) implements Shape {}

  record Flag() implements Shape {}

  record Member(String name, Shape shape, boolean required) {}

  /// Bounds that include their ends.
  record Range(long min, long max) {
    static final Range ANY = new Range(Long.MIN_VALUE, Long.MAX_VALUE);
  }
}
