package io.stepwell.tasks.aws;

import java.io.Serial;

/// Parameters that a request cannot be made of, in AWS's words.
final class RefusedParametersException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  RefusedParametersException(String message) {
    super(message, null, false, false);
  }

  String message() {
    return String.valueOf(getMessage());
  }
}
