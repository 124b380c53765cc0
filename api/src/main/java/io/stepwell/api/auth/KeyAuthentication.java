package io.stepwell.api.auth;

import io.stepwell.api.http.Header;
import io.stepwell.api.http.Request;
import io.stepwell.api.http.TooLargeException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// Requests are signed by a key, or come from a browser that signed in with one. Reading may also be
/// done with HTTP's Basic scheme, key id and secret, for those that watch the server and cannot
/// sign; guesses at it have a limit, as those at signing in.
public final class KeyAuthentication implements Authentication {
  private static final String BASIC = "Basic ";

  private final Signatures signatures;
  private final Sessions sessions;
  private final Attempts attempts;

  /// So that nobody who guesses locks out the one who watches.
  private volatile @Nullable String lastProven;

  public KeyAuthentication(Signatures signatures, Sessions sessions, InstantSource clock) {
    this.signatures = signatures;
    this.sessions = sessions;
    attempts = new Attempts(clock);
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
    String proven = lastProven;
    boolean known = proven != null && Signature4.same(proven, credentials);
    if (!known && !attempts.mayTry()) {
      throw AuthException.tooManyFailures();
    }
    try {
      byte[] decoded = Base64.getDecoder().decode(credentials);
      String[] pair = new String(decoded, StandardCharsets.UTF_8).split(":", 2);
      if (pair.length == 2) {
        Caller caller = new Caller(signatures.key(pair[0], pair[1]), null);
        lastProven = credentials;
        return caller;
      }
    } catch (IllegalArgumentException e) {
      // not base 64, so nobody's
    } catch (AuthException e) {
      attempts.failed();
      throw e;
    }
    attempts.failed();
    throw AuthException.unknownKey();
  }
}
