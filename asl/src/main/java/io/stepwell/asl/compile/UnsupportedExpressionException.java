package io.stepwell.asl.compile;

import io.stepwell.asl.parse.Element;
import java.io.Serial;

/// A right definition has an expression that this version can't evaluate.
public final class UnsupportedExpressionException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final transient Element at;

  UnsupportedExpressionException(Element at, String message) {
    super(message, null, false, false);
    this.at = at;
  }

  public Element at() {
    return at;
  }

  public String message() {
    return String.valueOf(getMessage());
  }
}
