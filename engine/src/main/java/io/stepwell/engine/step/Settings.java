package io.stepwell.engine.step;

import io.stepwell.asl.plan.Setting;
import io.stepwell.expression.EvaluationException;
import io.stepwell.expression.Scope;
import io.stepwell.expression.Template;
import io.stepwell.expression.jsonata.JsonType;
import io.stepwell.expression.jsonata.JsonataTemplate;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads fields that may be given as a value, by a path, or by an expression.
final class Settings {
  /// AWS takes a text that is a number where a path leads to one.
  private static final Pattern DIGITS = Pattern.compile("-?[0-9]{1,18}");

  private Settings() {}

  /// A whole number of at least zero; null when the field is absent.
  static @Nullable Long wholeNumber(@Nullable Setting setting, Scope scope) {
    return switch (setting) {
      case null -> null;
      case Setting.Fixed(Object value) -> value instanceof Number n ? n.longValue() : null;
      case Setting.ByPath(String field, var path) ->
          integer(field, path.text(), path.evaluate(scope));
      case Setting.ByExpression(String field, var expression) ->
          nonNegative(field, expression, expression.evaluate(scope));
    };
  }

  /// A number; null when the field is absent.
  static @Nullable Double number(@Nullable Setting setting, Scope scope) {
    return switch (setting) {
      case null -> null;
      case Setting.Fixed(Object value) -> value instanceof Number n ? n.doubleValue() : null;
      case Setting.ByPath(String field, var path) ->
          fraction(field, path.text(), path.evaluate(scope));
      case Setting.ByExpression(String field, var expression) ->
          ((Number)
                  Objects.requireNonNull(
                      JsonataTemplate.requireType(
                          expression, expression.evaluate(scope), JsonType.NUMBER)))
              .doubleValue();
    };
  }

  static @Nullable String text(@Nullable Setting setting, Scope scope) {
    return switch (setting) {
      case null -> null;
      case Setting.Fixed(Object value) -> String.valueOf(value);
      case Setting.ByPath(_, var path) -> String.valueOf(path.evaluate(scope));
      case Setting.ByExpression(_, var expression) -> string(expression, scope);
    };
  }

  /// The text that an expression gives.
  static String string(Template expression, Scope scope) {
    return String.valueOf(
        JsonataTemplate.requireType(expression, expression.evaluate(scope), JsonType.STRING));
  }

  static long nonNegative(String field, Template expression, @Nullable Object value) {
    Object number = JsonataTemplate.requireType(expression, value, JsonType.NUMBER);
    if (number instanceof Long n && n >= 0) {
      return n;
    }
    if (number instanceof Double d && d >= 0 && d == Math.rint(d)) {
      return d.longValue();
    }
    throw EvaluationException.query(
        "The " + field + " field must be a non-negative integer, but was " + describe(value),
        field);
  }

  private static long integer(String field, String where, @Nullable Object value) {
    Long whole = whole(value);
    if (whole != null) {
      return whole;
    }
    throw EvaluationException.runtime(
        "The "
            + field
            + " field refers to value \""
            + describe(value)
            + "\" which is not a valid integer: "
            + where);
  }

  /// A whole number, or a text that is one; null for anything else.
  static @Nullable Long whole(@Nullable Object value) {
    if (value instanceof Long n) {
      return n;
    }
    return value instanceof String text && DIGITS.matcher(text).matches()
        ? Long.valueOf(text)
        : null;
  }

  private static double fraction(String field, String where, @Nullable Object value) {
    if (value instanceof Number n) {
      return n.doubleValue();
    }
    throw EvaluationException.runtime(
        "The "
            + field
            + " field refers to value \""
            + describe(value)
            + "\" which is not a valid float: "
            + where);
  }

  private static String describe(@Nullable Object value) {
    return value instanceof String text ? text : InputOutput.text(value);
  }
}
