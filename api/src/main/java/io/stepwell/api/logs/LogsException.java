package io.stepwell.api.logs;

import java.io.Serial;

/// A refusal in the words of CloudWatch Logs.
final class LogsException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final String type;

  private LogsException(String type, String message) {
    super(message, null, false, false);
    this.type = type;
  }

  static LogsException exists() {
    return new LogsException(
        "ResourceAlreadyExistsException", "The specified log group already exists");
  }

  static LogsException noGroup() {
    return new LogsException(
        "ResourceNotFoundException", "The specified log group does not exist.");
  }

  static LogsException noStream() {
    return new LogsException(
        "ResourceNotFoundException", "The specified log stream does not exist.");
  }

  static LogsException invalid(String message) {
    return new LogsException("InvalidParameterException", message);
  }

  static LogsException unreadable(String message) {
    return new LogsException("SerializationException", message);
  }

  static LogsException unknown(String message) {
    return new LogsException("UnknownOperationException", message);
  }

  String type() {
    return type;
  }

  String message() {
    return String.valueOf(getMessage());
  }
}
