package io.stepwell.tasks.http;

import io.stepwell.json.Json;
import io.stepwell.json.JsonException;
import io.stepwell.tasks.http.Connection.Authorization.ClientCredentials;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The access token of one connection: asked for when first needed, kept until shortly before it
/// expires or a service refuses it. Calls that need one at the same time share one request.
final class OAuthTokens {
  private static final Duration EARLY = Duration.ofSeconds(30);
  private static final long MAX_SECONDS = Duration.ofDays(365).toSeconds();
  private static final int MAX_RESPONSE_BYTES = 64 * 1024;

  private final ClientCredentials credentials;
  private final HttpClient client;
  private final LongSupplier nanos;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable Token current;

  /// @param value for the header `Authorization`
  record Token(String value, long freshUntilNanos) {
    @Override
    public String toString() {
      return Secret.HIDDEN;
    }
  }

  /// There is no token. The message tells why, without what was sent.
  static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    RefusedException(String message) {
      super(message, null, false, false);
    }

    String message() {
      return String.valueOf(getMessage());
    }
  }

  /// @param nanos a clock as System.nanoTime
  OAuthTokens(ClientCredentials credentials, HttpClient client, LongSupplier nanos) {
    this.credentials = credentials;
    this.client = client;
    this.nanos = nanos;
  }

  /// A token, fetched if need be.
  ///
  /// @param refused one that a service did not accept, or null
  Token get(@Nullable Token refused, Duration timeout)
      throws RefusedException, HttpFailure, InterruptedException {
    lock.lockInterruptibly();
    try {
      Token known = current;
      if (known == null
          || known.equals(refused)
          || nanos.getAsLong() - known.freshUntilNanos() >= 0) {
        current = null;
        known = fetch(timeout);
        current = known;
      }
      return known;
    } finally {
      lock.unlock();
    }
  }

  private Token fetch(Duration timeout) throws RefusedException, HttpFailure, InterruptedException {
    HttpReply reply = client.send(request(), timeout, MAX_RESPONSE_BYTES);
    if (!reply.succeeded()) {
      throw new RefusedException(where() + " answered " + reply.status());
    }
    try {
      if (Json.parse(reply.body().bytes()) instanceof Map<?, ?> members
          && members.get("access_token") instanceof String token
          && HttpCall.isPrintable(token)) {
        return new Token("Bearer " + token, nanos.getAsLong() + fresh(members.get("expires_in")));
      }
    } catch (JsonException e) {
      // said below, without the body, which may hold a token
    }
    throw new RefusedException(where() + " answered without an access_token");
  }

  private static long fresh(@Nullable Object expiresIn) {
    long seconds =
        switch (expiresIn) {
          case Number number -> number.longValue();
          case String text when text.matches("\\d{1,9}") -> Long.parseLong(text);
          case null, default -> MAX_SECONDS;
        };
    long kept = Math.clamp(seconds, 0, MAX_SECONDS);
    return Duration.ofSeconds(kept - Math.min(EARLY.toSeconds(), kept / 10)).toNanos();
  }

  private HttpCall request() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Accept", "application/json");
    headers.put("User-Agent", "Stepwell");
    Map<String, @Nullable Object> form = new LinkedHashMap<>();
    form.put("grant_type", "client_credentials");
    String secret = credentials.clientSecret().reveal();
    if (credentials.inBody()) {
      form.put("client_id", credentials.clientId());
      form.put("client_secret", secret);
    } else {
      headers.put("Authorization", basic(credentials.clientId(), secret));
    }
    credentials.parameters().headers().forEach(p -> headers.put(p.name(), p.value().reveal()));
    Connection.Parameter.addTo(form, credentials.parameters().body());
    Map<String, @Nullable Object> query = new LinkedHashMap<>();
    Connection.Parameter.addTo(query, credentials.parameters().query());
    if (credentials.method().equals("GET")) {
      query.putAll(form);
      return new HttpCall(
          "GET", HttpTaskRequest.withQuery(credentials.endpoint(), query), headers, HttpBody.EMPTY);
    }
    headers.put("Content-Type", "application/x-www-form-urlencoded");
    URI uri = HttpTaskRequest.withQuery(credentials.endpoint(), query);
    byte[] body = FormEncoding.REPEAT.encode(form).getBytes(StandardCharsets.UTF_8);
    return new HttpCall(credentials.method(), uri, headers, HttpBody.of(body));
  }

  static String basic(String user, String password) {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  private String where() {
    URI uri = credentials.endpoint();
    return "the token endpoint %s://%s%s"
        .formatted(
            uri.getScheme(),
            HttpOrigin.of(uri).authority(),
            Objects.requireNonNullElse(uri.getRawPath(), ""));
  }
}
