package io.stepwell.server.observe;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// How a receiver knows that an event comes from here, and when it was sent:
/// `X-Stepwell-Signature: t=SECONDS,v1=HEX`, the HMAC-SHA256 of `SECONDS.BODY` with a secret that
/// both know.
public final class WebhookSignature {
  static final String HEADER = "X-Stepwell-Signature";

  private static final String ALGORITHM = "HmacSHA256";

  private final @Nullable SecretKeySpec key;

  /// @param secret null for requests without a signature
  public WebhookSignature(@Nullable String secret) {
    key =
        secret == null
            ? null
            : new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
  }

  void add(Map<String, String> headers, byte[] body, long seconds) {
    SecretKeySpec secret = key;
    if (secret == null) {
      return;
    }
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(secret);
      mac.update((seconds + ".").getBytes(StandardCharsets.UTF_8));
      String hex = HexFormat.of().formatHex(mac.doFinal(body));
      headers.put(HEADER, "t=%d,v1=%s".formatted(seconds, hex));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }
}
