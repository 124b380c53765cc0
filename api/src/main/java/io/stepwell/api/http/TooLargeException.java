package io.stepwell.api.http;

import java.io.Serial;

/// A request body that is longer than its route reads.
public final class TooLargeException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  public TooLargeException(int max) {
    super("The request body is longer than " + max + " bytes", null, false, false);
  }
}
