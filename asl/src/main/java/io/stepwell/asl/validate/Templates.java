package io.stepwell.asl.validate;

import io.stepwell.asl.parse.Element;
import io.stepwell.asl.plan.QueryLanguage;

/// Checks the fields that make data: payload templates in JSONPath states, JSON with expressions in
/// JSONata states. A field of the other language is left to [Shape], which refuses it.
record Templates(Values values, PathRules paths, Findings findings) {

  /// A field that may hold any JSON.
  void field(Element object, String field) {
    Element value = object.member(field);
    if (value != null) {
      template(value);
    }
  }

  void template(Element value) {
    if (isJsonata()) {
      JsonataRules.check(value, findings);
    } else {
      paths.template(value);
    }
  }

  /// `Assign`: new values of variables.
  void assign(Element object) {
    Element assign = values.object(object, "Assign");
    if (assign != null) {
      assign.members().forEach(member -> VariableRules.name(member, !isJsonata(), findings));
      template(assign);
    }
  }

  void resultPath(Element object) {
    if (!isJsonata()) {
      paths.resultPath(object, "ResultPath");
    }
  }

  /// An integer as `field`, or in JSONPath by a reference path as `fieldPath`.
  void integer(Element object, String field, long min, long max) {
    values.integer(object, field, min, max);
    byPath(object, field);
  }

  /// A number as `field`, or in JSONPath by a reference path as `fieldPath`.
  void number(Element object, String field, double min, double max) {
    values.number(object, field, min, max);
    byPath(object, field);
  }

  private void byPath(Element object, String field) {
    if (!isJsonata()) {
      values.atMostOne(object, field, field + "Path");
      paths.numberPath(object, field + "Path");
    }
  }

  boolean isJsonata() {
    return values.language() == QueryLanguage.JSONATA;
  }
}
