package io.stepwell.expression.jsonata;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How large a value may become while an expression runs, and how deep evaluation may go. The
/// numbers were measured on AWS: `[1..873782]` and a text of 2^22 characters pass, one item more and
/// 2^23 characters do not; the 101st nested evaluation fails; `$range` gives 360,145 items at most.
final class Bounds {
  static final int DEPTH = 100;
  static final int ITEMS = 873_782;
  static final int ITEMS_OF_RANGE_FUNCTION = 360_145;
  static final int CHARACTERS = 6_990_256;

  /// The deepest result that can be written as JSON.
  static final int NESTING = 500;

  private Bounds() {}

  static void length(CharSequence text) {
    characters(text.length());
  }

  static void characters(long count) {
    if (count > CHARACTERS) {
      throw JsonataError.memory();
    }
  }

  static void items(long count) {
    if (count > ITEMS) {
      throw JsonataError.memory();
    }
  }

  static @Nullable Object check(@Nullable Object value) {
    if (value instanceof List<?> list) {
      items(list.size());
    } else if (value instanceof String text) {
      characters(text.length());
    }
    return value;
  }
}
