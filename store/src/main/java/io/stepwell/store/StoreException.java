package io.stepwell.store;

import java.io.Serial;

/// The store can't do what was asked: in use, full, damaged, closed. The message is a sentence for
/// the operator.
public class StoreException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  public StoreException(String message) {
    super(message);
  }

  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
