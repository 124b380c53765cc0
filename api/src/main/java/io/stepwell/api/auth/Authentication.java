package io.stepwell.api.auth;

import io.stepwell.api.http.Request;
import io.stepwell.api.http.TooLargeException;

/// Says who makes a request.
public interface Authentication {
  /// Asks nobody.
  Authentication NONE = (request, purpose) -> Caller.anybody(null);

  /// @throws AuthException when it is nobody who may
  /// @throws TooLargeException when the body, which is a part of what is signed, is too long
  Caller identify(Request request, Signatures.Purpose purpose) throws TooLargeException;
}
