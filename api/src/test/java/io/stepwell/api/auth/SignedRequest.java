package io.stepwell.api.auth;

import io.stepwell.api.http.Header;
import io.stepwell.api.http.Request;
import io.stepwell.api.http.TooLargeException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A request that was on no wire, with all that a signature looks at; may be changed.
final class SignedRequest implements Request {
  String method = "POST";
  String path = "/";
  String query = "";
  byte[] body = new byte[0];
  final List<String[]> headers = new ArrayList<>();

  SignedRequest header(String name, String value) {
    headers.add(new String[] {name, value});
    return this;
  }

  SignedRequest without(String name) {
    headers.removeIf(header -> header[0].equalsIgnoreCase(name));
    return this;
  }

  /// Signs it as a client does, and adds the header.
  SignedRequest sign(String keyId, String secret, Scope scope, String date, String... signed) {
    header("X-Amz-Date", date);
    Claim claim = new Claim(keyId, scope, List.of(signed), "", date, null);
    String signature = Signature4.of(this, claim, Signature4.hash(body), secret);
    return header(
        "Authorization",
        "%s Credential=%s/%s, SignedHeaders=%s, Signature=%s"
            .formatted(Claim.ALGORITHM, keyId, scope, String.join(";", signed), signature));
  }

  @Override
  public String id() {
    return "id";
  }

  @Override
  public String method() {
    return method;
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public String rawQuery() {
    return query;
  }

  @Override
  public @Nullable String query(String name) {
    for (String pair : query.split("&", -1)) {
      if (pair.startsWith(name + "=")) {
        return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
      }
    }
    return null;
  }

  @Override
  public @Nullable String header(Header header) {
    List<String> values = headers(header.text());
    return values.isEmpty() ? null : values.getFirst();
  }

  @Override
  public List<String> headers(String name) {
    return headers.stream()
        .filter(header -> header[0].equalsIgnoreCase(name))
        .map(header -> header[1])
        .toList();
  }

  @Override
  public Set<String> headerNames() {
    return headers.stream().map(header -> header[0]).collect(Collectors.toSet());
  }

  @Override
  public void onHangUp(Runnable action) {}

  @Override
  public boolean hungUp() {
    return false;
  }

  @Override
  public byte[] body(int max) throws TooLargeException {
    if (body.length > max) {
      throw new TooLargeException(max);
    }
    return body;
  }
}
