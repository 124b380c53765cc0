package io.stepwell.runtime;

import java.io.Serial;
import java.util.Map;

/// A caller's mistake, or a state of the world that the caller must know: code, message, and the
/// extra members that some AWS errors carry. Its wire form is made in one place, in module `api`.
public final class CallerException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final ErrorCode code;
  private final transient Map<String, String> members;

  public CallerException(ErrorCode code, String message) {
    this(code, message, Map.of());
  }

  public CallerException(ErrorCode code, String message, Map<String, String> members) {
    super(message, null, false, false);
    this.code = code;
    this.members = Map.copyOf(members);
  }

  public ErrorCode code() {
    return code;
  }

  public String message() {
    return String.valueOf(getMessage());
  }

  /// Such as `reason` of a ValidationException.
  public Map<String, String> members() {
    return members;
  }
}
