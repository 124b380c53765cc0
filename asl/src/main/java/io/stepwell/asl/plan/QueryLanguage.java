package io.stepwell.asl.plan;

/// The language of a state's expressions.
public enum QueryLanguage {
  JSONPATH,
  JSONATA
}
