package io.stepwell.api.auth;

import io.stepwell.api.http.Header;
import io.stepwell.api.http.Request;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The browsers that have signed in: a session is a cookie that no script reads, and a token
/// against forged requests that a script must send with each write.
///
/// They live in memory, twelve hours at most, half an hour without a request; at most a thousand, the
/// longest unused first to go. Only a hash of the cookie is kept.
public final class Sessions {
  public static final String COOKIE = "stepwell-session";
  public static final Duration LIFE = Duration.ofHours(12);

  private static final Duration IDLE = Duration.ofMinutes(30);
  private static final int MAX = 1_000;
  private static final int TOKEN_BYTES = 32;
  private static final int MAX_COOKIE_CHARS = 4096;

  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();

  /// By hash, in the order of last use.
  private final LinkedHashMap<String, Session> byHash = new LinkedHashMap<>(16, 0.75f, true);

  /// A signed-in browser.
  ///
  /// @param csrf what writes must carry as `X-Stepwell-Csrf`
  public record Session(AccessKey key, String csrf, Instant endsAt, Instant usedAt) {
    /// @throws AuthException when the token is not the session's
    public void requireCsrf(@Nullable String token) {
      if (token == null || !Signature4.same(csrf, token)) {
        throw AuthException.denied(
            "The request needs the session's token as X-Stepwell-Csrf; GET /session tells it");
      }
    }

    @Override
    public String toString() {
      return "Session[" + key + ", until " + endsAt + "]";
    }
  }

  /// A session that begins, with the cookie's value, which is not seen again.
  public record Begun(Session session, String cookie) {}

  public Sessions(InstantSource clock) {
    this.clock = clock;
  }

  public synchronized Begun begin(AccessKey key) {
    Instant now = clock.instant();
    Session session = new Session(key, token(), now.plus(LIFE), now);
    String cookie = token();
    removeEnded(now);
    if (byHash.size() >= MAX) {
      byHash.pollFirstEntry();
    }
    byHash.put(hash(cookie), session);
    return new Begun(session, cookie);
  }

  /// The session that a request's cookie names, or null.
  public synchronized @Nullable Session find(Request request) {
    String cookie = cookie(request);
    if (cookie == null) {
      return null;
    }
    Instant now = clock.instant();
    String hash = hash(cookie);
    Session found = byHash.get(hash);
    if (found == null || isEnded(found, now)) {
      byHash.remove(hash);
      return null;
    }
    Session used = new Session(found.key(), found.csrf(), found.endsAt(), now);
    byHash.put(hash, used);
    return used;
  }

  public synchronized void end(Request request) {
    String cookie = cookie(request);
    if (cookie != null) {
      byHash.remove(hash(cookie));
    }
  }

  private void removeEnded(Instant now) {
    for (Iterator<Map.Entry<String, Session>> all = byHash.entrySet().iterator(); all.hasNext(); ) {
      if (isEnded(all.next().getValue(), now)) {
        all.remove();
      }
    }
  }

  private static boolean isEnded(Session session, Instant now) {
    return !now.isBefore(session.endsAt()) || !now.isBefore(session.usedAt().plus(IDLE));
  }

  private static @Nullable String cookie(Request request) {
    String header = request.header(Header.COOKIE);
    if (header == null || header.length() > MAX_COOKIE_CHARS) {
      return null;
    }
    for (String part : header.split(";", -1)) {
      String pair = part.strip();
      if (pair.startsWith(COOKIE + "=")) {
        return pair.substring(COOKIE.length() + 1);
      }
    }
    return null;
  }

  private String token() {
    byte[] bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String hash(String cookie) {
    return Signature4.hash(cookie.getBytes(StandardCharsets.UTF_8));
  }
}
