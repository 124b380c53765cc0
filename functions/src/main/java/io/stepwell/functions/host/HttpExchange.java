package io.stepwell.functions.host;

import io.stepwell.json.Payload;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The server's side of one HTTP/1.1 connection, as much as the Runtime API needs: keep-alive, bodies
/// with a length or in chunks.
///
/// The JDK's own small server is not used: it takes a platform thread and a selector for each
/// worker, and writes heads and bodies in two packets.
final class HttpExchange {
  private static final int MAX_LINE = 16 * 1024;
  private static final int MAX_HEADERS = 100;
  private static final byte[] CONTINUE =
      "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);

  private final InputStream in;
  private final OutputStream out;
  private final int maxBody;

  HttpExchange(Socket socket, int maxBody) throws IOException {
    in = new BufferedInputStream(socket.getInputStream());
    out = socket.getOutputStream();
    this.maxBody = maxBody;
  }

  /// @param size the length of the body that was sent
  /// @param body null when it was larger than this connection accepts
  record Request(String path, int size, @Nullable Payload body) {}

  /// The next request, or null when the client closed the connection between two.
  @Nullable Request read() throws IOException {
    String first = line();
    if (first == null) {
      return null;
    }
    String[] parts = first.split(" ");
    if (parts.length != 3) {
      throw new IOException("not an HTTP request line");
    }
    Map<String, String> headers = headers();
    if (headers.getOrDefault("expect", "").equalsIgnoreCase("100-continue")) {
      out.write(CONTINUE);
    }
    if (headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
      return chunked(parts[1]);
    }
    int length = length(headers.getOrDefault("content-length", "0"), 10);
    if (length > maxBody) {
      in.skipNBytes(length);
      return new Request(parts[1], length, null);
    }
    return new Request(parts[1], length, Payload.ofBytes(exactly(length)));
  }

  /// Answers the request that was read last.
  void write(int status, Map<String, String> headers, byte[] body) throws IOException {
    StringBuilder head = new StringBuilder(256);
    head.append("HTTP/1.1 ").append(status).append(status < 300 ? " OK" : " Error");
    head.append("\r\nContent-Type: application/json\r\nContent-Length: ").append(body.length);
    headers.forEach((name, value) -> head.append("\r\n").append(name).append(": ").append(value));
    head.append("\r\n\r\n");
    byte[] start = head.toString().getBytes(StandardCharsets.UTF_8);
    byte[] whole = new byte[start.length + body.length];
    System.arraycopy(start, 0, whole, 0, start.length);
    System.arraycopy(body, 0, whole, start.length, body.length);
    out.write(whole);
  }

  private Map<String, String> headers() throws IOException {
    Map<String, String> headers = new LinkedHashMap<>();
    for (String line = line(); line != null && !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon < 1 || headers.size() == MAX_HEADERS) {
        throw new IOException("malformed or too many header lines");
      }
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    return headers;
  }

  private Request chunked(String path) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    int size = 0;
    for (int length = chunkLength(); length > 0; length = chunkLength()) {
      size = Math.addExact(size, length);
      if (size > maxBody) {
        in.skipNBytes(length);
      } else {
        body.write(exactly(length));
      }
      line();
    }
    headers(); // trailers
    return new Request(path, size, size > maxBody ? null : Payload.ofBytes(body.toByteArray()));
  }

  private int chunkLength() throws IOException {
    String line = line();
    if (line == null) {
      throw new EOFException("the connection ended inside a body");
    }
    int end = line.indexOf(';');
    return length(end < 0 ? line : line.substring(0, end), 16);
  }

  private static int length(String text, int radix) throws IOException {
    try {
      return Integer.parseUnsignedInt(text.strip(), radix) & Integer.MAX_VALUE;
    } catch (NumberFormatException e) {
      throw new IOException("not a length: " + text, e);
    }
  }

  private byte[] exactly(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the connection ended inside a body");
    }
    return bytes;
  }

  private @Nullable String line() throws IOException {
    StringBuilder line = new StringBuilder(64);
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        return line.isEmpty() ? null : line.toString();
      }
      if (line.length() == MAX_LINE) {
        throw new IOException("a line is longer than " + MAX_LINE + " characters");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }
}
