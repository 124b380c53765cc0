package io.stepwell.tasks.http;

import java.io.Serial;

/// Parameters of an HTTP task that no request can be made of. The message is a sentence in AWS's
/// form.
final class RefusedParametersException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  RefusedParametersException(String message) {
    super(message, null, false, false);
  }

  String message() {
    return String.valueOf(getMessage());
  }
}
