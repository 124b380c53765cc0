package io.stepwell.tasks.http;

import java.io.IOException;
import java.io.Serial;

/// A request got no response.
public final class HttpFailure extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  private final Kind kind;
  private final int status;

  HttpFailure(Kind kind, String message) {
    super(message);
    this.kind = kind;
    status = 0;
  }

  /// A response that is too large to be read whole.
  HttpFailure(int status, int maxBytes) {
    super("the response is larger than " + maxBytes + " bytes");
    kind = Kind.TOO_LARGE;
    this.status = status;
  }

  HttpFailure(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
    status = 0;
  }

  /// Of the response that is too large; 0 otherwise.
  public int status() {
    return status;
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
