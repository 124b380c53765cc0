package io.stepwell.api.auth;

import java.io.Serial;

/// A request that is refused because of who makes it: type and message are AWS's.
public final class AuthException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  static final String INVALID_SIGNATURE = "InvalidSignatureException";

  private final String type;

  AuthException(String type, String message) {
    super(message, null, false, false);
    this.type = type;
  }

  static AuthException missing() {
    return new AuthException("MissingAuthenticationTokenException", "Missing Authentication Token");
  }

  static AuthException unknownKey() {
    return new AuthException(
        "UnrecognizedClientException", "The security token included in the request is invalid.");
  }

  static AuthException tooManyFailures() {
    return new AuthException("ThrottlingException", "Too many failures; try again in a minute");
  }

  static AuthException incomplete(String message) {
    return new AuthException("IncompleteSignatureException", message);
  }

  static AuthException invalid(String message) {
    return new AuthException(INVALID_SIGNATURE, message);
  }

  static AuthException mismatch() {
    return invalid(
        "The request signature we calculated does not match the signature you provided. Check your"
            + " AWS Secret Access Key and signing method. Consult the service documentation for"
            + " details.");
  }

  static AuthException denied(String message) {
    return new AuthException("AccessDeniedException", message);
  }

  public String type() {
    return type;
  }

  public String message() {
    return String.valueOf(getMessage());
  }
}
