package io.stepwell.tasks.batch;

import java.io.Serial;

/// A submission that AWS Batch refuses, in its words.
final class ClientException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  ClientException(String message) {
    super(message, null, false, false);
  }

  String message() {
    return String.valueOf(getMessage());
  }
}
