package io.stepwell.asl.validate;

import io.stepwell.asl.parse.Element;
import io.stepwell.asl.validate.Finding.Code;
import io.stepwell.expression.jsonpath.Path;
import io.stepwell.expression.jsonpath.PayloadTemplate;
import io.stepwell.expression.jsonpath.ReferencePath;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Checks JSONPath fields: paths, reference paths and payload templates.
record PathRules(Values values, Findings findings) {
  private static final Pattern LOOKS_LIKE_EXPRESSION =
      Pattern.compile("\\$\\$?([.\\[].*)?|States\\.\\w+\\(.*\\)", Pattern.DOTALL);
  private static final String NOT_REFERENCE = "Value is not a Reference Path";

  /// InputPath or OutputPath: null or any path.
  void path(Element object, String field) {
    Element value = object.member(field);
    if (value == null || value.isNull()) {
      return;
    }
    String text = values.string(object, field);
    if (text != null && compiled(text) == null) {
      findings.error(value, "Value must be a valid JSONPath.");
    }
  }

  /// ResultPath: null or a reference path into the input.
  void resultPath(Element object, String field) {
    Element value = object.member(field);
    if (value == null || value.isNull()) {
      return;
    }
    String text = values.string(object, field);
    if (text != null && !isResultPath(text)) {
      findings.error(value, notReference(text));
    }
  }

  private static boolean isResultPath(String text) {
    try {
      ReferencePath.compile(text);
      return true;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  /// A path that must find one node: in the input, the context object or a variable.
  void referencePath(Element object, String field) {
    Element value = object.member(field);
    String text = values.string(object, field);
    if (value == null || text == null) {
      return;
    }
    Path path = compiled(text);
    if (path == null || !path.isReference()) {
      findings.error(value, notReference(text));
    }
  }

  /// A reference path that may not read the context object, as AWS has it in a Map's numbers.
  void numberPath(Element object, String field) {
    String text = object.text(field);
    if (text != null && text.startsWith("$$")) {
      findings.error(object.required(field), NOT_REFERENCE);
    } else {
      referencePath(object, field);
    }
  }

  private static String notReference(String text) {
    return text.startsWith("$")
        ? NOT_REFERENCE
        : NOT_REFERENCE + ": Reference path didn't start with '$'";
  }

  private static @Nullable Path compiled(String text) {
    try {
      return Path.compile(text);
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  /// A payload template: any JSON in which a key `k.$` holds a path or an intrinsic call.
  void template(Element value) {
    Set<String> names = value.members().stream().map(Element::name).collect(Collectors.toSet());
    for (Element member : value.members()) {
      if (member.name().endsWith(".$")) {
        expressionIn(value, member);
        notTwice(value, member, names);
      } else {
        warnNoDollar(member);
      }
    }
    value.children().forEach(this::template);
  }

  private void expressionIn(Element object, Element member) {
    String text = member.text();
    if (text == null || !isExpression(text)) {
      findings.errorIn(
          object,
          member,
          "The value for the field '"
              + member.name()
              + "' must be a valid JSONPath or a valid intrinsic function call");
    }
  }

  private void notTwice(Element object, Element member, Set<String> names) {
    String plain = member.name().substring(0, member.name().length() - 2);
    if (names.contains(plain)) {
      findings.errorIn(
          object,
          member,
          "There should only be one of the following fields: ["
              + plain
              + ", "
              + member.name()
              + "]");
    }
  }

  /// A field that holds a path or an intrinsic call.
  void expression(Element object, String field) {
    for (Element value : object.present(List.of(field))) {
      if (value.text() == null) {
        values.wrongType(value, "String");
      } else {
        expressionIn(object, value);
      }
    }
  }

  private static boolean isExpression(String text) {
    try {
      PayloadTemplate.compileExpression(text);
      return true;
    } catch (IllegalArgumentException _) {
      return false;
    }
  }

  private void warnNoDollar(Element member) {
    if (looksLikeExpression(member)) {
      findings.warning(
          Code.NO_DOLLAR,
          member,
          "The value of '"
              + member.name()
              + "' looks like a path or an intrinsic function, but the field's name does not end"
              + " with '.$'");
    }
  }

  /// A plain field whose value was perhaps meant as a path.
  void warnNoPath(Element object, String field) {
    Element value = object.member(field);
    if (value != null && looksLikeExpression(value)) {
      findings.warning(
          Code.NO_PATH,
          value,
          "The value of '"
              + field
              + "' looks like a path, but the field's name does not end with 'Path'");
    }
  }

  /// `Result` is passed on as it is written.
  void warnStatic(Element value) {
    if (looksLikeExpression(value) || value.name().endsWith(".$")) {
      findings.warning(
          Code.PASS_RESULT_IS_STATIC,
          value,
          "'Result' is passed on as it is written: paths in it are not evaluated; use"
              + " 'Parameters'");
    }
    value.children().forEach(this::warnStatic);
  }

  private static boolean looksLikeExpression(Element value) {
    String text = value.text();
    return text != null && LOOKS_LIKE_EXPRESSION.matcher(text).matches();
  }
}
