package io.stepwell.engine.step;

import io.stepwell.asl.plan.Condition;
import io.stepwell.asl.plan.Condition.Comparison;
import io.stepwell.asl.plan.Condition.Operator;
import io.stepwell.expression.EvaluationException;
import io.stepwell.expression.Scope;
import io.stepwell.expression.jsonata.JsonType;
import io.stepwell.expression.jsonata.JsonataTemplate;
import io.stepwell.expression.jsonpath.Path;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/// Evaluates choice rules (States Language, "Choice State"). Values of the wrong type compare as
/// false; nothing is converted. A `Variable` that finds nothing is an error, except under IsPresent.
final class Conditions {
  private Conditions() {}

  static boolean holds(Condition condition, Scope scope) {
    scope.meter().burn(1);
    return switch (condition) {
      case Condition.And(var all) -> {
        for (Condition each : all) {
          if (!holds(each, scope)) {
            yield false;
          }
        }
        yield true;
      }
      case Condition.Or(var any) -> {
        for (Condition each : any) {
          if (holds(each, scope)) {
            yield true;
          }
        }
        yield false;
      }
      case Condition.Not(var inner) -> !holds(inner, scope);
      case Comparison comparison -> compare(comparison, scope);
      case Condition.Expression(var template) -> {
        Object value = template.evaluate(scope);
        yield Boolean.TRUE.equals(JsonataTemplate.requireType(template, value, JsonType.BOOLEAN));
      }
    };
  }

  private static boolean compare(Comparison rule, Scope scope) {
    if (rule.operator() == Operator.IS_PRESENT) {
      return rule.variable().exists(scope) == Boolean.TRUE.equals(rule.literal());
    }
    Object left = required(rule.variable(), scope);
    Path path = rule.path();
    Object right = path == null ? rule.literal() : required(path, scope);
    boolean literal = Boolean.TRUE.equals(right);
    return switch (rule.operator()) {
      case STRING_EQUALS,
          STRING_LESS_THAN,
          STRING_GREATER_THAN,
          STRING_LESS_THAN_EQUALS,
          STRING_GREATER_THAN_EQUALS ->
          left instanceof String a && right instanceof String b && fits(rule, a.compareTo(b));
      case STRING_MATCHES ->
          left instanceof String a && right instanceof String b && matches(a, b, scope);
      case NUMERIC_EQUALS,
          NUMERIC_LESS_THAN,
          NUMERIC_GREATER_THAN,
          NUMERIC_LESS_THAN_EQUALS,
          NUMERIC_GREATER_THAN_EQUALS ->
          left instanceof Number a && right instanceof Number b && fits(rule, numeric(a, b));
      case BOOLEAN_EQUALS -> left instanceof Boolean && left.equals(right);
      case TIMESTAMP_EQUALS,
          TIMESTAMP_LESS_THAN,
          TIMESTAMP_GREATER_THAN,
          TIMESTAMP_LESS_THAN_EQUALS,
          TIMESTAMP_GREATER_THAN_EQUALS -> {
        Instant a = instant(left);
        Instant b = instant(right);
        yield a != null && b != null && fits(rule, a.compareTo(b));
      }
      case IS_NULL -> (left == null) == literal;
      case IS_NUMERIC -> (left instanceof Number) == literal;
      case IS_STRING -> (left instanceof String) == literal;
      case IS_BOOLEAN -> (left instanceof Boolean) == literal;
      case IS_TIMESTAMP -> (instant(left) != null) == literal;
      case IS_PRESENT -> throw new IllegalStateException("handled above");
    };
  }

  /// Whether the order of the two values is the one that the operator asks for.
  private static boolean fits(Comparison rule, int order) {
    return switch (rule.operator()) {
      case STRING_EQUALS, NUMERIC_EQUALS, TIMESTAMP_EQUALS -> order == 0;
      case STRING_LESS_THAN, NUMERIC_LESS_THAN, TIMESTAMP_LESS_THAN -> order < 0;
      case STRING_GREATER_THAN, NUMERIC_GREATER_THAN, TIMESTAMP_GREATER_THAN -> order > 0;
      case STRING_LESS_THAN_EQUALS, NUMERIC_LESS_THAN_EQUALS, TIMESTAMP_LESS_THAN_EQUALS ->
          order <= 0;
      case STRING_GREATER_THAN_EQUALS, NUMERIC_GREATER_THAN_EQUALS, TIMESTAMP_GREATER_THAN_EQUALS ->
          order >= 0;
      case STRING_MATCHES,
          BOOLEAN_EQUALS,
          IS_NULL,
          IS_PRESENT,
          IS_NUMERIC,
          IS_STRING,
          IS_BOOLEAN,
          IS_TIMESTAMP ->
          throw new IllegalStateException(rule.operator() + " asks for no order");
    };
  }

  private static @Nullable Object required(Path path, Scope scope) {
    if (!path.exists(scope)) {
      throw EvaluationException.runtime(
          "Invalid path '"
              + path.text()
              + "': The choice state's condition path references an invalid value.");
    }
    return path.evaluate(scope);
  }

  private static int numeric(Number left, Number right) {
    if (left instanceof Long a && right instanceof Long b) {
      return Long.compare(a, b);
    }
    return decimal(left).compareTo(decimal(right));
  }

  private static BigDecimal decimal(Number number) {
    return switch (number) {
      case BigDecimal exact -> exact;
      case BigInteger whole -> new BigDecimal(whole);
      case Double d -> new BigDecimal(d.toString());
      default -> BigDecimal.valueOf(number.longValue());
    };
  }

  private static @Nullable Instant instant(@Nullable Object value) {
    if (!(value instanceof String text)) {
      return null;
    }
    try {
      return OffsetDateTime.parse(text, DateTimeFormatter.ISO_OFFSET_DATE_TIME).toInstant();
    } catch (DateTimeException e) {
      return null; // an ordinary string: the comparison is false
    }
  }

  /// `*` stands for any run of characters; a backslash takes the next character literally.
  private static boolean matches(String text, String pattern, Scope scope) {
    int at = 0;
    int in = 0;
    int star = -1;
    int resume = 0;
    while (at < text.length()) {
      scope.meter().burn(1);
      boolean escaped = in + 1 < pattern.length() && pattern.charAt(in) == '\\';
      if (in < pattern.length() && !escaped && pattern.charAt(in) == '*') {
        star = in++;
        resume = at;
      } else if (in < pattern.length()
          && pattern.charAt(escaped ? in + 1 : in) == text.charAt(at)) {
        in += escaped ? 2 : 1;
        at++;
      } else if (star >= 0) {
        in = star + 1;
        at = ++resume;
      } else {
        return false;
      }
    }
    while (in < pattern.length() && pattern.charAt(in) == '*') {
      in++;
    }
    return in == pattern.length();
  }
}
