package io.stepwell.api.auth;

import io.stepwell.api.http.Header;
import io.stepwell.api.http.Request;
import io.stepwell.api.http.TooLargeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// Verifies that requests are signed with a configured key.
///
/// Refused, as AWS does: what is not signed, signed with an unknown key or another secret, at another
/// time than within five minutes of now, for another service, without its host or one of its
/// `x-amz-` headers, or with another body. A write whose signature came before is refused when it
/// cannot be a second request: when the signature covers the SDK's invocation id, or is older than
/// ten seconds ([ADR 16](../docs/adr/0016-authentication.md)).
public final class Signatures {
  private static final Duration SKEW = Duration.ofMinutes(5);
  private static final Duration SAME_SECOND = Duration.ofSeconds(10);
  private static final String UNSIGNED = "UNSIGNED-PAYLOAD";

  private final Map<String, AccessKey> keys = new HashMap<>();
  private final InstantSource clock;
  private final SeenSignatures seen = new SeenSignatures(2 * SKEW.toMillis());

  /// @param clock what requests' dates are compared with
  public Signatures(Collection<AccessKey> all, InstantSource clock) {
    all.forEach(key -> keys.put(key.id(), key));
    this.clock = clock;
  }

  /// What a request is about.
  ///
  /// @param service whose name must be in the signature's scope
  /// @param writes whether it may not be sent again
  /// @param maxBody the most bytes of a body to read
  public record Purpose(String service, boolean writes, int maxBody) {}

  /// Who signed it.
  ///
  /// @throws AuthException when nobody known did, as it must be
  /// @throws TooLargeException when its body is longer than its purpose reads
  public Caller verify(Request request, Purpose purpose) throws TooLargeException {
    Claim claim = Claim.of(request);
    AccessKey key = keys.get(claim.keyId());
    if (key == null) {
      throw AuthException.unknownKey();
    }
    Instant now = clock.instant();
    checkScope(claim, purpose);
    checkTime(claim, now);
    checkLife(claim, purpose);
    checkHeaders(request, claim);
    String payload = payloadHash(request, purpose.maxBody());
    String expected = Signature4.of(request, claim, payload, key.secret());
    if (!Signature4.same(expected, claim.signature())) {
      throw AuthException.mismatch();
    }
    if (purpose.writes()) {
      checkFresh(claim, now);
    }
    return new Caller(key, claim.scope().region());
  }

  /// The key of that id, if the secret is its.
  public AccessKey key(String id, String secret) {
    AccessKey key = keys.get(id);
    if (key == null || !Signature4.same(key.secret(), secret)) {
      throw AuthException.unknownKey();
    }
    return key;
  }

  private static void checkScope(Claim claim, Purpose purpose) {
    if (!claim.scope().service().equals(purpose.service())) {
      throw AuthException.invalid(
          "Credential should be scoped to correct service: '%s'. ".formatted(purpose.service()));
    }
  }

  private static void checkTime(Claim claim, Instant now) {
    Instant signed = claim.instant();
    Duration life = claim.expires() == null ? SKEW : claim.expires();
    if (signed.isAfter(now.plus(SKEW))) {
      throw AuthException.invalid(
          "Signature not yet current: %s is still later than %s (%s + 5 min.)"
              .formatted(
                  claim.date(), Claim.BASIC.format(now.plus(SKEW)), Claim.BASIC.format(now)));
    }
    if (signed.isBefore(now.minus(life))) {
      String limit =
          claim.isPresigned() ? life.toSeconds() + " sec.)" : SKEW.toMinutes() + " min.)";
      throw AuthException.invalid(
          "Signature expired: %s is now earlier than %s (%s - %s"
              .formatted(
                  claim.date(),
                  Claim.BASIC.format(now.minus(life)),
                  Claim.BASIC.format(now),
                  limit));
    }
  }

  /// A write must not be sent again, and signatures are remembered for as long as a header is good.
  private static void checkLife(Claim claim, Purpose purpose) {
    Duration life = claim.expires();
    if (purpose.writes() && life != null && life.compareTo(SKEW) > 0) {
      throw AuthException.invalid(
          "A presigned request that changes something is good for %d seconds at most; its X-Amz-Expires is %d."
              .formatted(SKEW.toSeconds(), life.toSeconds()));
    }
  }

  /// What decides over a request must be signed: where it goes, and every `x-amz-` header.
  private static void checkHeaders(Request request, Claim claim) {
    if (!claim.signedHeaders().contains("host")) {
      throw AuthException.invalid(
          "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
    }
    for (String name : request.headerNames()) {
      String lower = name.toLowerCase(Locale.ROOT);
      if (lower.startsWith("x-amz-") && !claim.signedHeaders().contains(lower)) {
        throw AuthException.invalid(
            "'%s' must be a 'SignedHeader' in the AWS Authorization.".formatted(lower));
      }
    }
  }

  private static String payloadHash(Request request, int maxBody) throws TooLargeException {
    String actual = Signature4.hash(request.body(maxBody));
    String announced = request.header(Header.AMZ_CONTENT_SHA256);
    if (announced == null || announced.equals(actual)) {
      return actual;
    }
    if (announced.equals(UNSIGNED) && request.body(maxBody).length == 0) {
      return UNSIGNED;
    }
    throw AuthException.invalid(
        announced.equals(UNSIGNED)
            ? "The body of a request must be signed; UNSIGNED-PAYLOAD is not accepted for it."
            : "The value of x-amz-content-sha256 does not match the body of the request.");
  }

  /// An SDK that signs its invocation id never signs twice alike; others do within one second.
  private void checkFresh(Claim claim, Instant now) {
    long fingerprint = Long.parseUnsignedLong(claim.signature().substring(0, 16), 16);
    long age = seen.ageMillis(fingerprint, now.toEpochMilli());
    boolean unique = claim.signedHeaders().contains("amz-sdk-invocation-id");
    if (age > 0 && (unique || age > SAME_SECOND.toMillis())) {
      throw AuthException.invalid("This request has been sent before; sign it again.");
    }
  }
}
