package io.stepwell.api.auth;

import io.stepwell.api.http.Header;
import io.stepwell.api.http.Reply;
import io.stepwell.api.http.Request;
import io.stepwell.api.http.TooLargeException;
import io.stepwell.json.Json;
import io.stepwell.json.JsonException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `/session`: how the Studio signs in.
///
/// | Request | Answer |
/// |---|---|
/// | `POST`, a key as `accessKeyId` and `secretAccessKey` | 201 and the session, its cookie set |
/// | `GET` | the session, or 401; `{"auth": "none"}` on a server that asks nobody |
/// | `DELETE` | 204, the cookie removed |
///
/// A session is `auth`, `accessKeyId`, `account`, `role`, `csrfToken` and `expiresAt`. After twenty failures
/// within a minute nobody is signed in until that minute is over.
public final class SignIn {
  private static final int MAX_BODY_BYTES = 4 * 1024;

  private final @Nullable Signatures keys;
  private final Sessions sessions;
  private final boolean secure;
  private final Attempts attempts;

  /// @param keys null on a server that asks nobody
  /// @param secure whether the cookie is for TLS only
  public SignIn(@Nullable Signatures keys, Sessions sessions, boolean secure, InstantSource clock) {
    this.keys = keys;
    this.sessions = sessions;
    this.secure = secure;
    attempts = new Attempts(clock);
  }

  public Reply handle(Request request) {
    try {
      return switch (request.method()) {
        case "GET" -> current(request);
        case "POST" -> begin(request);
        case "DELETE" -> end(request);
        default -> json(405, Map.of("message", "GET, POST and DELETE are served here"), null);
      };
    } catch (AuthException e) {
      return json(403, Map.of("__type", e.type(), "message", e.message()), null);
    } catch (JsonException | TooLargeException e) {
      return json(400, Map.of("message", "accessKeyId and secretAccessKey are needed"), null);
    }
  }

  private Reply current(Request request) {
    if (keys == null) {
      return json(200, Map.of("auth", "none"), null);
    }
    Sessions.Session session = sessions.find(request);
    return session == null
        ? json(401, Map.of("message", "Nobody is signed in"), null)
        : json(200, members(session), null);
  }

  private Reply begin(Request request) throws TooLargeException {
    if (keys == null) {
      return json(200, Map.of("auth", "none"), null);
    }
    if (!(Json.parse(request.body(MAX_BODY_BYTES)) instanceof Map<?, ?> members)
        || !(members.get("accessKeyId") instanceof String id)
        || !(members.get("secretAccessKey") instanceof String secret)) {
      return json(400, Map.of("message", "accessKeyId and secretAccessKey are needed"), null);
    }
    if (!attempts.mayTry()) {
      return json(429, Map.of("message", "Too many failures; try again in a minute"), null);
    }
    try {
      Sessions.Begun begun = sessions.begin(keys.key(id, secret));
      return json(201, members(begun.session()), cookie(begun.cookie(), Sessions.LIFE));
    } catch (AuthException e) {
      attempts.failed();
      throw e;
    }
  }

  private Reply end(Request request) {
    Sessions.Session session = sessions.find(request);
    if (session != null) {
      session.requireCsrf(request.header(Header.STEPWELL_CSRF));
      sessions.end(request);
    }
    return new Reply.Whole(
        204, "", Map.of("Set-Cookie", cookie("", Duration.ZERO)), new byte[0], 0);
  }

  private static Map<String, Object> members(Sessions.Session session) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("auth", "sigv4");
    members.put("accessKeyId", session.key().id());
    members.put("account", session.key().account());
    members.put("role", session.key().role().name().toLowerCase(Locale.ROOT));
    members.put("csrfToken", session.csrf());
    members.put("expiresAt", session.endsAt().toString());
    return members;
  }

  private String cookie(String value, Duration age) {
    return "%s=%s; Path=/; HttpOnly; SameSite=Strict; Max-Age=%d%s"
        .formatted(Sessions.COOKIE, value, age.toSeconds(), secure ? "; Secure" : "");
  }

  private static Reply json(int status, Map<String, ?> members, @Nullable String cookie) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Cache-Control", "no-store");
    if (cookie != null) {
      headers.put("Set-Cookie", cookie);
    }
    byte[] body = Json.writeBytes(members);
    return new Reply.Whole(status, "application/json", headers, body, body.length);
  }
}
