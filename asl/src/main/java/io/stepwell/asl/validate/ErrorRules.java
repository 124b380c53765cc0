package io.stepwell.asl.validate;

import io.stepwell.asl.parse.Element;
import io.stepwell.asl.plan.QueryLanguage;
import java.util.List;
import java.util.Objects;

/// Checks `Retry` and `Catch` (States Language, "Errors").
record ErrorRules(Values values, Templates templates, Findings findings) {
  private static final long MAX_ATTEMPTS = 99_999_999;
  private static final long MAX_DELAY_SECONDS = 31_622_400;

  void check(Element state) {
    List<Element> retriers = values.array(state, "Retry");
    retriers.forEach(retrier -> retrier(retrier, retrier == retriers.getLast()));
    List<Element> catchers = values.array(state, "Catch");
    catchers.forEach(catcher -> catcher(catcher, catcher == catchers.getLast()));
  }

  private void retrier(Element retrier, boolean last) {
    if (!isObject(retrier)) {
      return;
    }
    Shape.RETRIER.check(retrier, language(), findings);
    values.required(retrier, "ErrorEquals");
    values.string(retrier, "Comment");
    errorEquals(retrier, last);
    values.constantInteger(retrier, "IntervalSeconds", 0, Values.MAX_SECONDS);
    values.constantInteger(retrier, "MaxAttempts", 0, MAX_ATTEMPTS);
    values.constantNumber(retrier, "BackoffRate", 1.0, Double.MAX_VALUE);
    values.constantInteger(retrier, "MaxDelaySeconds", 1, MAX_DELAY_SECONDS);
    values.oneOf(retrier, "JitterStrategy", "NONE", "FULL");
  }

  private void catcher(Element catcher, boolean last) {
    if (!isObject(catcher)) {
      return;
    }
    Shape.CATCHER.check(catcher, language(), findings);
    values.required(catcher, "ErrorEquals", "Next");
    values.string(catcher, "Comment");
    values.string(catcher, "Next");
    errorEquals(catcher, last);
    templates.resultPath(catcher);
    templates.field(catcher, "Output");
    templates.assign(catcher);
  }

  private boolean isObject(Element entry) {
    if (!entry.isObject()) {
      values.wrongType(entry, "Object");
    }
    return entry.isObject();
  }

  private void errorEquals(Element entry, boolean last) {
    List<Element> names = values.nonEmptyArray(entry, "ErrorEquals");
    for (Element name : names) {
      if (name.text() == null) {
        values.wrongType(name, "String");
      }
    }
    for (Element name : names) {
      if (Objects.equals(name.text(), "States.ALL") && (names.size() > 1 || !last)) {
        findings.error(name, "States.ALL must appear alone and at end of list");
      }
    }
  }

  private QueryLanguage language() {
    return values.language();
  }
}
