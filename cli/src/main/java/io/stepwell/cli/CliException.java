package io.stepwell.cli;

import java.io.Serial;

/// Ends the command with a sentence on standard error.
final class CliException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /// Wrong input: a flag, a file, a name.
  static final int USAGE = 2;

  static final int FAILED = 1;

  private final int exitCode;

  CliException(int exitCode, String message) {
    super(message, null, false, false);
    this.exitCode = exitCode;
  }

  int exitCode() {
    return exitCode;
  }
}
