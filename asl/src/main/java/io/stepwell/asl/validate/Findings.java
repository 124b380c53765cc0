package io.stepwell.asl.validate;

import io.stepwell.asl.parse.Element;
import io.stepwell.asl.validate.Finding.Code;
import io.stepwell.asl.validate.Finding.Severity;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Collects findings in the order in which they are found, up to a bound: nobody reads more. Errors
/// and warnings have bounds of their own, so that no warning keeps an error from being seen.
final class Findings {
  static final int MAX = 1000;

  /// A location repeats every name above it, so a small definition could make very long ones.
  static final int MAX_CHARACTERS = 4_000_000;

  private final List<Finding> list = new ArrayList<>();
  private final Bound errors = new Bound();
  private final Bound warnings = new Bound();

  /// What was collected of one severity.
  private static final class Bound {
    private int count;
    private int characters;

    boolean isReached() {
      return count >= MAX || characters > MAX_CHARACTERS;
    }

    void add(Finding finding) {
      count++;
      String location = finding.location();
      characters += finding.message().length() + (location == null ? 0 : location.length());
    }
  }

  /// A schema error at this element.
  void error(Element at, String message) {
    error(Code.SCHEMA_VALIDATION_FAILED, at, message);
  }

  void error(Code code, Element at, String message) {
    add(Severity.ERROR, code, message, at, at);
  }

  /// A schema error that AWS locates at `owner`, and the text at `at`.
  void errorIn(Element owner, Element at, String message) {
    add(Severity.ERROR, Code.SCHEMA_VALIDATION_FAILED, message, owner, at);
  }

  /// An error for which AWS names no place.
  void errorNowhere(Code code, Element at, String message) {
    add(Severity.ERROR, code, message, null, at);
  }

  void warning(Code code, Element at, String message) {
    add(Severity.WARNING, code, message, at, at);
  }

  List<Finding> list() {
    return List.copyOf(list);
  }

  private void add(
      Severity severity, Code code, String message, @Nullable Element place, Element at) {
    Bound bound = severity == Severity.ERROR ? errors : warnings;
    if (bound.isReached()) {
      return;
    }
    String location = place == null ? null : place.path();
    Finding finding = new Finding(severity, code, message, location, at.line(), at.column());
    bound.add(finding);
    list.add(finding);
  }
}
