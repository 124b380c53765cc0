package io.stepwell.asl.validate;

import io.stepwell.asl.parse.Element;
import io.stepwell.asl.plan.QueryLanguage;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Checks of single values: their JSON type, their range, which fields go together. Every method
/// takes the object and the field's name, and an absent field is fine unless the name says
/// otherwise.
record Values(QueryLanguage language, Findings findings) {
  static final long MAX_SECONDS = 99_999_999;

  private static final Pattern TIMESTAMP =
      Pattern.compile(
          "(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d)(?:\\.\\d+)?(Z|[+-]\\d\\d:\\d\\d)");

  /// Reports the fields that are missing, in one sentence.
  void required(Element object, String... fields) {
    List<String> missing = Stream.of(fields).filter(field -> !object.has(field)).toList();
    if (!missing.isEmpty()) {
      findings.error(object, "These fields are required: [" + String.join(", ", missing) + "]");
    }
  }

  /// At most one of these fields may be there.
  void atMostOne(Element object, String... fields) {
    if (object.present(List.of(fields)).size() > 1) {
      findings.error(object, "There should only be one of the following fields: " + list(fields));
    }
  }

  void exactlyOne(Element object, String... fields) {
    if (object.present(List.of(fields)).isEmpty()) {
      neither(object, fields);
    }
    atMostOne(object, fields);
  }

  /// Reports that none of these fields is there.
  void neither(Element object, String... fields) {
    findings.error(
        object, "This object should have only one of the following fields: " + list(fields));
  }

  private static String list(String... fields) {
    return "[" + String.join(", ", fields) + "]";
  }

  /// The field's string, or null when it is absent or, which is reported, something else.
  @Nullable String string(Element object, String field) {
    Element value = object.member(field);
    if (value == null) {
      return null;
    }
    String text = value.text();
    if (text == null) {
      wrongType(value, "String");
    }
    return text;
  }

  void bool(Element object, String field) {
    Element value = object.member(field);
    if (value != null && !(value.value() instanceof Boolean)) {
      wrongType(value, "Boolean");
    }
  }

  /// One of a few words.
  @Nullable String oneOf(Element object, String field, String... words) {
    String text = string(object, field);
    if (text != null && !List.of(words).contains(text)) {
      findings.error(
          object.required(field), "Value should be one of the following: " + list(words));
    }
    return text;
  }

  /// The field as an object, or null when it is absent or, which is reported, something else.
  @Nullable Element object(Element owner, String field) {
    Element value = owner.member(field);
    if (value != null && !value.isObject()) {
      wrongType(value, "Object");
      return null;
    }
    return value;
  }

  /// The items of the field; empty when it is absent or, which is reported, no array.
  List<Element> array(Element owner, String field) {
    Element value = owner.member(field);
    if (value != null && !value.isArray()) {
      wrongType(value, "Array");
    }
    return value == null ? List.of() : value.items();
  }

  /// Like `array`, and it may not be empty.
  List<Element> nonEmptyArray(Element owner, String field) {
    List<Element> items = array(owner, field);
    Element value = owner.member(field);
    if (value != null && value.isArray() && items.isEmpty()) {
      findings.error(value, "Value cannot be empty");
    }
    return items;
  }

  /// An integer in a range.
  void constantInteger(Element object, String field, long min, long max) {
    Element value = object.member(field);
    if (value == null) {
      return;
    }
    switch (value.value()) {
      case Long n when n < min -> findings.error(value, "Minimum value is " + min);
      case Long n when n > max -> findings.error(value, "Maximum value is " + max);
      case Long _ -> {}
      case BigInteger n when n.signum() < 0 -> findings.error(value, "Minimum value is " + min);
      case BigInteger _ -> findings.error(value, "Maximum value is " + max);
      case null, default -> wrongType(value, "Integer");
    }
  }

  /// An integer in a range; in JSONata also an expression.
  void integer(Element object, String field, long min, long max) {
    if (!isExpression(object, field)) {
      constantInteger(object, field, min, max);
    }
  }

  /// A number in a range.
  void constantNumber(Element object, String field, double min, double max) {
    Element value = object.member(field);
    if (value == null) {
      return;
    }
    if (!(value.value() instanceof Number number)) {
      wrongType(value, "Number");
    } else if (decimal(number).compareTo(BigDecimal.valueOf(min)) < 0) {
      findings.error(value, "Minimum value is " + min);
    } else if (decimal(number).compareTo(BigDecimal.valueOf(max)) > 0) {
      findings.error(value, "Maximum value is " + max);
    }
  }

  /// A number in a range; in JSONata also an expression.
  void number(Element object, String field, double min, double max) {
    if (!isExpression(object, field)) {
      constantNumber(object, field, min, max);
    }
  }

  private static BigDecimal decimal(Number number) {
    return switch (number) {
      case BigDecimal n -> n;
      case BigInteger n -> new BigDecimal(n);
      case Long n -> BigDecimal.valueOf(n);
      default -> BigDecimal.valueOf(number.doubleValue());
    };
  }

  /// A string that in JSONata may hold an expression.
  void stringOrExpression(Element object, String field) {
    if (!isExpression(object, field)) {
      string(object, field);
    }
  }

  /// A timestamp; in JSONata also an expression.
  void timestamp(Element object, String field) {
    if (!isExpression(object, field)) {
      constantTimestamp(object, field);
    }
  }

  void constantTimestamp(Element object, String field) {
    String text = string(object, field);
    if (text != null && !isTimestamp(text)) {
      findings.error(object.required(field), "String does not match RFC3339 timestamp");
    }
  }

  private static boolean isTimestamp(String text) {
    Matcher matcher = TIMESTAMP.matcher(text);
    if (!matcher.matches()) {
      return false;
    }
    try {
      OffsetDateTime.parse(matcher.group(1) + matcher.group(2));
      return true;
    } catch (DateTimeException _) {
      return false;
    }
  }

  /// Whether the field is a JSONata string, which is then checked.
  private boolean isExpression(Element object, String field) {
    Element value = object.member(field);
    if (value == null
        || language != QueryLanguage.JSONATA
        || !JsonataRules.isDelimited(value.text())) {
      return false;
    }
    JsonataRules.check(value, findings);
    return true;
  }

  void wrongType(Element value, String expected) {
    findings.error(value, "Expected value of type " + expected);
  }
}
