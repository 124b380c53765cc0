package io.stepwell.runtime.schedule;

import java.io.Serial;

/// What a caller did wrong with a schedule, in the words of EventBridge Scheduler.
public final class ScheduleException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final Kind kind;

  /// Which of its exceptions.
  public enum Kind {
    CONFLICT("ConflictException", 409),
    NOT_FOUND("ResourceNotFoundException", 404),
    QUOTA("ServiceQuotaExceededException", 402),
    VALIDATION("ValidationException", 400);

    private final String type;
    private final int status;

    Kind(String type, int status) {
      this.type = type;
      this.status = status;
    }

    public String type() {
      return type;
    }

    public int status() {
      return status;
    }
  }

  public ScheduleException(Kind kind, String message) {
    super(message, null, false, false);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }

  public String message() {
    return String.valueOf(getMessage());
  }
}
