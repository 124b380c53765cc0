package io.stepwell.asl.validate;

import io.stepwell.asl.parse.Element;
import org.jspecify.annotations.Nullable;

/// Checks JSONata fields: any JSON in which a string `{% … %}` is an expression.
final class JsonataRules {
  private static final String OPEN = "{%";
  private static final String CLOSE = "%}";

  private JsonataRules() {}

  /// Whether the text begins or ends like an expression.
  static boolean isDelimited(@Nullable String text) {
    return text != null && (text.startsWith(OPEN) || text.endsWith(CLOSE));
  }

  /// Checks every string in this value.
  static void check(Element value, Findings findings) {
    String text = value.text();
    if (text != null && isDelimited(text)) {
      expression(value, text, findings);
    }
    value.children().forEach(child -> check(child, findings));
  }

  private static void expression(Element value, String text, Findings findings) {
    boolean whole =
        text.length() >= OPEN.length() + CLOSE.length()
            && text.startsWith(OPEN)
            && text.endsWith(CLOSE);
    if (!whole) {
      findings.error(value, "JSONata string must start with {% and end with %}");
    }
  }
}
