package io.stepwell.asl.validate;

import io.stepwell.asl.parse.Element;
import io.stepwell.asl.validate.Finding.Code;
import io.stepwell.asl.validate.Finding.Severity;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Collects findings in the order in which they are found, up to a bound: nobody reads more.
final class Findings {
  static final int MAX = 1000;

  private final List<Finding> list = new ArrayList<>();

  /// A schema error at this element.
  void error(Element at, String message) {
    error(Code.SCHEMA_VALIDATION_FAILED, at, message);
  }

  void error(Code code, Element at, String message) {
    add(Severity.ERROR, code, message, at.path(), at);
  }

  /// A schema error that AWS locates at `owner`, and the text at `at`.
  void errorIn(Element owner, Element at, String message) {
    add(Severity.ERROR, Code.SCHEMA_VALIDATION_FAILED, message, owner.path(), at);
  }

  /// An error for which AWS names no place.
  void errorNowhere(Code code, Element at, String message) {
    add(Severity.ERROR, code, message, null, at);
  }

  void warning(Code code, Element at, String message) {
    add(Severity.WARNING, code, message, at.path(), at);
  }

  int size() {
    return list.size();
  }

  List<Finding> list() {
    return List.copyOf(list);
  }

  private void add(
      Severity severity, Code code, String message, @Nullable String location, Element at) {
    if (list.size() < MAX) {
      list.add(new Finding(severity, code, message, location, at.line(), at.column()));
    }
  }
}
