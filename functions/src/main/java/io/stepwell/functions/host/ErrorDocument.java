package io.stepwell.functions.host;

import io.stepwell.json.Payload;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// The error documents that Lambda itself writes, when the function had no chance to.
final class ErrorDocument {
  private static final int SIGNAL_BASE = 128;

  private ErrorDocument() {}

  static Payload timedOut(String requestId, Duration after) {
    return of(
        "Sandbox.Timedout",
        String.format(
            Locale.ROOT,
            "RequestId: %s Error: Task timed out after %.2f seconds",
            requestId,
            after.toMillis() / 1000.0));
  }

  /// The process ended. The JDK reports the death by signal N as exit value 128 + N.
  static Payload exited(String requestId, int exitValue) {
    return of(
        "Runtime.ExitError",
        "RequestId: " + requestId + " Error: Runtime exited " + how(exitValue));
  }

  private static String how(int exitValue) {
    return switch (exitValue) {
      case 0 -> "without providing a reason";
      case SIGNAL_BASE + 6 -> "with error: signal: aborted";
      case SIGNAL_BASE + 9 -> "with error: signal: killed";
      case SIGNAL_BASE + 11 -> "with error: signal: segmentation fault";
      case SIGNAL_BASE + 15 -> "with error: signal: terminated";
      default -> "with error: exit status " + exitValue;
    };
  }

  static Payload tooLarge(int size, int limit) {
    return of(
        "Function.ResponseSizeTooLarge",
        "Response payload size (%d bytes) exceeded maximum allowed payload size (%d bytes)."
            .formatted(size, limit));
  }

  private static Payload of(String type, String message) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("errorType", type);
    members.put("errorMessage", message);
    return Payload.of(members);
  }
}
