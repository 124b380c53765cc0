package io.stepwell.tasks.http;

import java.io.IOException;
import java.io.Serial;

/// A request got no response.
public final class HttpFailure extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  private final Kind kind;

  HttpFailure(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  HttpFailure(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }

  public String message() {
    return String.valueOf(getMessage());
  }

  /// Why there is none.
  public enum Kind {
    /// No connection, or it broke.
    CONNECTION,
    /// The time was up.
    TIMEOUT,
    /// The response is larger than the caller accepts.
    TOO_LARGE,
    /// What came is not HTTP.
    PROTOCOL
  }
}
