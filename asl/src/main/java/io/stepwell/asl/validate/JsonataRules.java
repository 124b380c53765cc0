package io.stepwell.asl.validate;

import io.stepwell.asl.parse.Element;
import io.stepwell.asl.validate.Finding.Code;
import io.stepwell.expression.jsonata.JsonataTemplate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Checks JSONata fields: any JSON in which a string `{% … %}` is an expression.
final class JsonataRules {
  private static final String OPEN = "{%";
  private static final String CLOSE = "%}";

  private static final Set<String> BEFORE = Set.of("input", "context");
  private static final Set<String> AFTER_WORK = Set.of("input", "context", "result");
  private static final Set<String> AFTER_ERROR = Set.of("input", "context", "errorOutput");

  /// The states whose work has a result.
  private static final Set<String> WORKING = Set.of("Task", "Parallel", "Map");

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
      return;
    }
    for (JsonataTemplate.Problem problem : JsonataTemplate.check(text, statesAt(value))) {
      Code code =
          problem.isSyntax()
              ? Code.INVALID_JSONATA_EXPRESSION
              : Code.UNSUPPORTED_JSONATA_EXPRESSION;
      findings.error(code, value, problem.message());
    }
  }

  /// The members that `$states` has where this value stands: a result in the Assign and Output of a
  /// state that does work, an error output in those of a catcher.
  private static Set<String> statesAt(Element value) {
    Element field = value;
    @Nullable Element owner = field.parent();
    while (owner != null && !isState(owner) && !isCatcher(owner)) {
      field = owner;
      owner = field.parent();
    }
    boolean after = field.name().equals("Assign") || field.name().equals("Output");
    if (owner == null || !after) {
      return BEFORE;
    }
    return isCatcher(owner)
        ? AFTER_ERROR
        : WORKING.contains(String.valueOf(owner.text("Type"))) ? AFTER_WORK : BEFORE;
  }

  private static boolean isState(Element element) {
    Element parent = element.parent();
    return parent != null && parent.name().equals("States");
  }

  private static boolean isCatcher(Element element) {
    Element parent = element.parent();
    return parent != null && parent.isArray() && parent.name().equals("Catch");
  }
}
