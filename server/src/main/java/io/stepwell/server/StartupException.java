package io.stepwell.server;

import java.io.Serial;

/// A server that cannot start here and now. The message is a sentence for whoever started it.
public final class StartupException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final int exitCode;

  StartupException(String message, int exitCode) {
    super(message, null, false, false);
    this.exitCode = exitCode;
  }

  public String message() {
    return String.valueOf(getMessage());
  }

  /// 3 when a server is already running on the same data, else 1.
  public int exitCode() {
    return exitCode;
  }
}
