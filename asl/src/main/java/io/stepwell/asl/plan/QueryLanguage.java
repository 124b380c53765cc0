package io.stepwell.asl.plan;

import io.stepwell.asl.parse.Element;

/// The language of a state's expressions.
///
/// The machine's own is the default of every state in it, however deep: a Map or Parallel state
/// that chooses another one chooses for itself alone.
public enum QueryLanguage {
  JSONPATH("JSONPath"),
  JSONATA("JSONata");

  private final String text;

  QueryLanguage(String text) {
    this.text = text;
  }

  /// As written in definitions.
  public String text() {
    return text;
  }

  /// The language that a machine or state chooses; what is not exactly `JSONPath` is JSONata.
  public static QueryLanguage of(Element machineOrState, QueryLanguage otherwise) {
    if (!machineOrState.has("QueryLanguage")) {
      return otherwise;
    }
    return JSONPATH.text.equals(machineOrState.text("QueryLanguage")) ? JSONPATH : JSONATA;
  }
}
