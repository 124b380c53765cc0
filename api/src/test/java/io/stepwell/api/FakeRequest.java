package io.stepwell.api;

import io.stepwell.api.http.Header;
import io.stepwell.api.http.Request;
import io.stepwell.api.http.TooLargeException;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A request that never was on a wire.
final class FakeRequest implements Request {
  private final String method;
  private final String path;
  private final Map<Header, String> headers = new EnumMap<>(Header.class);

  FakeRequest(String method, String path) {
    this.method = method;
    this.path = path;
    headers.put(Header.HOST, "localhost:8083");
  }

  FakeRequest with(Header header, @Nullable String value) {
    if (value == null) {
      headers.remove(header);
    } else {
      headers.put(header, value);
    }
    return this;
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
  public @Nullable String query(String name) {
    return null;
  }

  @Override
  public @Nullable String header(Header header) {
    return headers.get(header);
  }

  @Override
  public String rawQuery() {
    return "";
  }

  @Override
  public List<String> headers(String name) {
    return headers.entrySet().stream()
        .filter(header -> header.getKey().text().equalsIgnoreCase(name))
        .map(Map.Entry::getValue)
        .toList();
  }

  @Override
  public Set<String> headerNames() {
    return headers.keySet().stream().map(Header::text).collect(Collectors.toSet());
  }

  @Override
  public void onHangUp(Runnable action) {}

  @Override
  public boolean hungUp() {
    return false;
  }

  @Override
  public byte[] body(int max) throws TooLargeException {
    return "{}".getBytes(StandardCharsets.UTF_8);
  }
}
