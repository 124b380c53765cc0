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
      implements Shape {
    /// Data and definitions are limited in bytes; everything else in characters.
    private static final long PAYLOAD = 262_144;

    /// A value's length as its limits count it.
    int lengthOf(String value) {
      boolean payload = length.max() >= PAYLOAD && length.max() != Range.ANY.max();
      return payload ? bytes(value) : value.length();
    }

    private static int bytes(String value) {
      int bytes = value.length();
      for (int i = 0; i < value.length(); i++) {
        char c = value.charAt(i);
        if (c >= 0x80) {
          bytes += c < 0x800 || Character.isSurrogate(c) ? 1 : 2; // a pair has 4 bytes
        }
      }
      return bytes;
    }
  }

  record Whole(Range range) implements Shape {}

  record Real(Range range) implements Shape {}

  record Flag() implements Shape {}

  record Member(String name, Shape shape, boolean required) {}

  /// Bounds that include their ends.
  record Range(long min, long max) {
    static final Range ANY = new Range(Long.MIN_VALUE, Long.MAX_VALUE);
  }
}
