package io.stepwell.functions;

import java.io.Serial;

/// A request that the Lambda API refuses, with the error type, HTTP status and message that AWS
/// sends. A function that runs and fails is no exception: see [Invocation].
public final class FunctionException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final String type;
  private final int status;

  public FunctionException(String type, int status, String message) {
    super(message, null, false, false);
    this.type = type;
    this.status = status;
  }

  static FunctionException notFound(String arn) {
    return new FunctionException("ResourceNotFoundException", 404, "Function not found: " + arn);
  }

  static FunctionException exists(String name) {
    return new FunctionException(
        "ResourceConflictException", 409, "Function already exist: " + name);
  }

  static FunctionException conflict(String message) {
    return new FunctionException("ResourceConflictException", 409, message);
  }

  static FunctionException revision() {
    return new FunctionException(
        "PreconditionFailedException",
        412,
        "The Revision Id provided does not match the latest Revision Id. Call the"
            + " GetFunction/GetAlias API to retrieve the latest Revision Id");
  }

  static FunctionException invalid(String message) {
    return new FunctionException("InvalidParameterValueException", 400, message);
  }

  static FunctionException violated(String value, String member, String constraint) {
    return new FunctionException(
        "ValidationException",
        400,
        "1 validation error detected: Value '%s' at '%s' failed to satisfy constraint: Member must %s"
            .formatted(value, member, constraint));
  }

  static FunctionException service(String message) {
    return new FunctionException("ServiceException", 500, message);
  }

  /// The exception's name in the Lambda API, such as `ResourceNotFoundException`.
  public String type() {
    return type;
  }

  /// The HTTP status that goes with it.
  public int status() {
    return status;
  }

  public String message() {
    return String.valueOf(getMessage());
  }
}
