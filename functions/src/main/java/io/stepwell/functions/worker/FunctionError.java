package io.stepwell.functions.worker;

import io.stepwell.json.Json;
import java.io.Serial;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A function failed, or cannot be loaded: an error document as AWS's Java runtime writes it
/// (`errorMessage`, `errorType`, `stackTrace`, and `cause` where there is one).
final class FunctionError extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private static final int MAX_CAUSES = 20;
  private static final String OWN = FunctionError.class.getPackageName() + ".";

  private final transient byte[] document;

  private FunctionError(Map<String, @Nullable Object> members) {
    super(null, null, false, false);
    document = Json.writeBytes(members);
  }

  /// The error of an exception that a function threw.
  static FunctionError thrown(Throwable exception) {
    return new FunctionError(members(exception, MAX_CAUSES));
  }

  /// An error that a sentence explains better than a trace.
  static FunctionError of(String type, String message) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    members.put("errorMessage", message);
    members.put("errorType", type);
    return new FunctionError(members);
  }

  byte[] document() {
    return document;
  }

  private static Map<String, @Nullable Object> members(Throwable exception, int causes) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    members.put("errorMessage", exception.getMessage());
    members.put("errorType", exception.getClass().getName());
    members.put("stackTrace", frames(exception));
    Throwable cause = exception.getCause();
    if (cause != null && causes > 0) {
      members.put("cause", members(cause, causes - 1));
    }
    return members;
  }

  /// The function's own frames: those above the bootstrap and the reflection that it calls by.
  private static List<Object> frames(Throwable exception) {
    List<Object> frames = new ArrayList<>();
    for (StackTraceElement frame : exception.getStackTrace()) {
      String type = frame.getClassName();
      if (type.startsWith(OWN)
          || type.startsWith("jdk.internal.reflect.")
          || type.equals("java.lang.reflect.Method")) {
        break;
      }
      frames.add(frame.toString());
    }
    return frames;
  }
}
