package io.stepwell.asl.plan;

import io.stepwell.expression.Template;
import io.stepwell.expression.jsonpath.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a choice rule tests.
public sealed interface Condition {
  record And(List<Condition> conditions) implements Condition {}

  record Or(List<Condition> conditions) implements Condition {}

  record Not(Condition condition) implements Condition {}

  /// `Variable` and one operator. For the operators with a `Path` form, exactly one of `literal` and
  /// `path` counts: `path` when it is not null.
  ///
  /// @param literal a String, a number, a Boolean; for timestamps the text
  record Comparison(Path variable, Operator operator, @Nullable Object literal, @Nullable Path path)
      implements Condition {}

  /// `Condition`: a boolean, or a JSONata expression that must return one.
  record Expression(Template template) implements Condition {}

  /// The operators without their `Path` suffix.
  enum Operator {
    STRING_EQUALS("StringEquals"),
    STRING_LESS_THAN("StringLessThan"),
    STRING_GREATER_THAN("StringGreaterThan"),
    STRING_LESS_THAN_EQUALS("StringLessThanEquals"),
    STRING_GREATER_THAN_EQUALS("StringGreaterThanEquals"),
    STRING_MATCHES("StringMatches"),
    NUMERIC_EQUALS("NumericEquals"),
    NUMERIC_LESS_THAN("NumericLessThan"),
    NUMERIC_GREATER_THAN("NumericGreaterThan"),
    NUMERIC_LESS_THAN_EQUALS("NumericLessThanEquals"),
    NUMERIC_GREATER_THAN_EQUALS("NumericGreaterThanEquals"),
    BOOLEAN_EQUALS("BooleanEquals"),
    TIMESTAMP_EQUALS("TimestampEquals"),
    TIMESTAMP_LESS_THAN("TimestampLessThan"),
    TIMESTAMP_GREATER_THAN("TimestampGreaterThan"),
    TIMESTAMP_LESS_THAN_EQUALS("TimestampLessThanEquals"),
    TIMESTAMP_GREATER_THAN_EQUALS("TimestampGreaterThanEquals"),
    IS_NULL("IsNull"),
    IS_PRESENT("IsPresent"),
    IS_NUMERIC("IsNumeric"),
    IS_STRING("IsString"),
    IS_BOOLEAN("IsBoolean"),
    IS_TIMESTAMP("IsTimestamp");

    private final String text;

    Operator(String text) {
      this.text = text;
    }

    /// As written in definitions.
    public String text() {
      return text;
    }

    /// Whether the operator can also compare with what a path finds, as `text` and `Path`.
    public boolean hasPathForm() {
      return this != STRING_MATCHES && !text.startsWith("Is");
    }
  }
}
