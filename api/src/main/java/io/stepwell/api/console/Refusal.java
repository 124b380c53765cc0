package io.stepwell.api.console;

import java.io.Serial;

/// A request that is answered with a sentence instead.
final class Refusal extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final int status;
  private final String type;

  private Refusal(int status, String type, String sentence) {
    super(sentence, null, false, false);
    this.status = status;
    this.type = type;
  }

  /// Something in the request is wrong.
  static Refusal wrong(String sentence) {
    return new Refusal(400, "ValidationException", sentence);
  }

  static Refusal missing(String sentence) {
    return new Refusal(404, "ResourceNotFound", sentence);
  }

  /// Of an account that the caller does not see.
  static Refusal denied(String arn) {
    return new Refusal(
        403, "AccessDeniedException", "'%s' is of another account than your key".formatted(arn));
  }

  /// For another role.
  static Refusal role(String sentence) {
    return new Refusal(403, "AccessDeniedException", sentence);
  }

  /// Right, but not now.
  static Refusal conflict(String sentence) {
    return new Refusal(409, "ConflictException", sentence);
  }

  /// Made from something that is no longer so.
  static Refusal changed(String sentence) {
    return new Refusal(412, "PreconditionFailedException", sentence);
  }

  /// It does not say what it was made from.
  static Refusal unconditional(String sentence) {
    return new Refusal(428, "PreconditionRequiredException", sentence);
  }

  static Refusal method(String sentence) {
    return new Refusal(405, "MethodNotAllowedException", sentence);
  }

  int status() {
    return status;
  }

  String type() {
    return type;
  }

  String sentence() {
    return String.valueOf(getMessage());
  }
}
