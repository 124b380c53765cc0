package io.stepwell.server.backup;

import java.io.IOException;
import java.io.Serial;
import java.nio.file.AccessDeniedException;

/// Why there is no backup, or nothing was restored: a sentence.
public final class BackupException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  BackupException(String sentence) {
    super(sentence);
  }

  /// @param doing such as "The backup to DIR failed"
  static BackupException of(String doing, Exception cause) {
    if (cause instanceof BackupException known) {
      return known;
    }
    String message = cause.getMessage();
    String reason =
        switch (cause) {
          case AccessDeniedException denied -> "this user has no right to use " + denied.getFile();
          default -> message == null ? cause.toString() : message;
        };
    BackupException made = new BackupException(doing + ": " + reason);
    made.initCause(cause);
    return made;
  }

  public String sentence() {
    return String.valueOf(getMessage());
  }
}
