package io.stepwell.api.http;

import io.stepwell.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The answer to a request.
public sealed interface Reply {
  /// A reply whose body is known: the first [#length] bytes of [#body], which belongs to it.
  final class Whole implements Reply {
    private final int status;
    private final String contentType;
    private final Map<String, String> headers;
    private final byte[] body;
    private final int length;
    private final @Nullable Runnable ifMissed;

    /// @param contentType empty for none
    /// @param headers further ones
    public Whole(
        int status, String contentType, Map<String, String> headers, byte[] body, int length) {
      this(status, contentType, headers, body, length, null);
    }

    /// @param ifMissed run when the client has hung up before this was written, or while it was: it
    ///     has not received the whole of it then. Once written, nobody knows whether it arrived.
    public Whole(
        int status,
        String contentType,
        Map<String, String> headers,
        byte[] body,
        int length,
        @Nullable Runnable ifMissed) {
      this.status = status;
      this.contentType = contentType;
      this.headers = headers;
      this.body = body;
      this.length = length;
      this.ifMissed = ifMissed;
    }

    /// Whether it matters that the client is still there.
    boolean watched() {
      return ifMissed != null;
    }

    void missed() {
      if (ifMissed != null) {
        ifMissed.run();
      }
    }

    public int status() {
      return status;
    }

    public String contentType() {
      return contentType;
    }

    public Map<String, String> headers() {
      return headers;
    }

    public byte[] body() {
      return body;
    }

    public int length() {
      return length;
    }
  }

  /// A reply that is written bit by bit for as long as the client reads it.
  ///
  /// @param end lets the body return soon, at a place where it is whole; from any thread
  record Streamed(String contentType, Body body, Runnable end) implements Reply {}

  /// Writes a streamed body. An IOException means that the client has gone.
  interface Body {
    void writeTo(OutputStream out) throws IOException, InterruptedException;
  }

  static Reply of(int status, String contentType, byte[] body) {
    return new Whole(status, contentType, Map.of(), body, body.length);
  }

  static Reply text(int status, String text) {
    return of(status, "text/plain; charset=utf-8", (text + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /// A refusal in the form that AWS's clients read.
  static Reply refused(int status, String type, String sentence) {
    byte[] body = refusal(type, sentence);
    return new Whole(
        status, "application/json", Map.of("x-amzn-ErrorType", type), body, body.length);
  }

  /// The body of a refusal.
  static byte[] refusal(String type, String sentence) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("__type", type);
    members.put("message", sentence);
    return Json.writeBytes(members);
  }

  static Reply empty(int status) {
    return of(status, "", new byte[0]);
  }
}
