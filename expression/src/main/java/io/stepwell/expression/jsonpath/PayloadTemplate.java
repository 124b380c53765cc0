package io.stepwell.expression.jsonpath;

import io.stepwell.expression.Template;
import org.jspecify.annotations.Nullable;

/// Compiles payload templates (States Language, "Payload Template"): JSON whose keys ending in `.$`
/// hold paths or intrinsic calls. STUB: the compiler comes with the module's implementation.
public final class PayloadTemplate {
  private PayloadTemplate() {}

  /// A template without any expression evaluates to the same value instance each time.
  ///
  /// @throws IllegalArgumentException with a sentence that says what is wrong, and where
  public static Template compile(@Nullable Object json) {
    if (json != null) {
      throw new UnsupportedOperationException("no template compiler yet: " + json);
    }
    throw new IllegalArgumentException("a template is not null");
  }
}
