package io.stepwell.tasks.http;

import java.nio.charset.StandardCharsets;

/// The bytes of a request's or response's body. The array belongs to it.
public final class HttpBody {
  public static final HttpBody EMPTY = new HttpBody(new byte[0]);

  private final byte[] bytes;

  private HttpBody(byte[] bytes) {
    this.bytes = bytes;
  }

  public static HttpBody of(byte[] bytes) {
    return new HttpBody(bytes);
  }

  /// Not to be modified.
  public byte[] bytes() {
    return bytes;
  }

  public int size() {
    return bytes.length;
  }

  public String text() {
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
