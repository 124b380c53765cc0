package io.stepwell.api.auth;

import io.stepwell.api.http.Header;
import io.stepwell.api.http.Request;
import io.stepwell.api.http.TooLargeException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Requests are signed by a key, or come from a browser that signed in with one. Reading may also be
/// done with HTTP's Basic scheme, key id and secret, for those that watch the server and cannot
/// sign.
public final class KeyAuthentication implements Authentication {
  private static final String BASIC = "Basic ";

  private final Signatures signatures;
  private final Sessions sessions;

  public KeyAuthentication(Signatures signatures, Sessions sessions) {
    this.signatures = signatures;
    this.sessions = sessions;
  }

  @Override
  public Caller identify(Request request, Signatures.Purpose purpose) throws TooLargeException {
    String authorization = request.header(Header.AUTHORIZATION);
    if (authorization == null) {
      Sessions.Session session = sessions.find(request);
      if (session != null) {
        if (!request.method().equals("GET")) {
          session.requireCsrf(request.header(Header.STEPWELL_CSRF));
        }
        return new Caller(session.key(), null);
      }
    } else if (authorization.startsWith(BASIC) && request.method().equals("GET")) {
      return basic(authorization.substring(BASIC.length()));
    }
    return signatures.verify(request, purpose);
  }

  private Caller basic(String credentials) {
    try {
      byte[] decoded = Base64.getDecoder().decode(credentials);
      String[] pair = new String(decoded, StandardCharsets.UTF_8).split(":", 2);
      if (pair.length == 2) {
        return new Caller(signatures.key(pair[0], pair[1]), null);
      }
    } catch (IllegalArgumentException e) {
      // not base 64, so nobody's
    }
    throw AuthException.unknownKey();
  }
}
