package io.stepwell.api.auth;

import java.net.URI;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// Signs the requests that a command makes of a server that asks who its callers are.
public final class RequestSigner {
  private final AccessKey key;
  private final String region;

  public RequestSigner(AccessKey key, String region) {
    this.key = key;
    this.region = region;
  }

  /// The headers to add.
  ///
  /// @param uri without a query
  public Map<String, String> headers(String method, URI uri, byte[] body, Instant now) {
    String date = Claim.BASIC.format(now);
    Scope scope = new Scope(date.substring(0, 8), region, "states");
    String signed = "host;x-amz-date";
    String canonical =
        String.join(
            "\n",
            method,
            Signature4.path(uri.getRawPath()),
            "",
            "host:" + uri.getRawAuthority(),
            "x-amz-date:" + date,
            "",
            signed,
            Signature4.hash(body));
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("X-Amz-Date", date);
    headers.put(
        "Authorization",
        "%s Credential=%s/%s, SignedHeaders=%s, Signature=%s"
            .formatted(
                Claim.ALGORITHM,
                key.id(),
                scope,
                signed,
                Signature4.of(canonical, date, scope, key.secret())));
    return headers;
  }

  @Override
  public String toString() {
    return "RequestSigner[" + key + ", " + region + "]";
  }
}
