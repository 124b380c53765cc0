package io.stepwell.tasks.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/// One connection to a server, HTTP/1.1 (RFC 9112): one request after the other.
///
/// Every read waits at most until the call's deadline.
final class HttpConnection {
  private static final int MAX_HEAD_BYTES = 64 * 1024;
  private static final int UNGUARDED_BYTES = 16 * 1024;
  private static final Duration DEFAULT_KEEP = Duration.ofSeconds(4);

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final byte[] buffer = new byte[8 * 1024];
  private int at;
  private int end;
  private long deadlineNanos;
  private boolean responding;
  private boolean reusable = true;
  private long keepUntilNanos;

  private HttpConnection(Socket socket) throws IOException {
    this.socket = socket;
    in = socket.getInputStream();
    out = socket.getOutputStream();
  }

  /// @param tls makes the sockets of secure origins
  static HttpConnection open(HttpOrigin origin, SSLSocketFactory tls, long deadlineNanos)
      throws IOException {
    Socket plain = new Socket();
    try {
      plain.setTcpNoDelay(true);
      plain.connect(
          new InetSocketAddress(origin.host(), origin.port()), millisUntil(deadlineNanos));
      return new HttpConnection(
          origin.secure() ? secure(plain, origin, tls, deadlineNanos) : plain);
    } catch (IOException | RuntimeException e) {
      plain.close();
      throw e;
    }
  }

  private static Socket secure(
      Socket plain, HttpOrigin origin, SSLSocketFactory tls, long deadlineNanos)
      throws IOException {
    SSLSocket socket = (SSLSocket) tls.createSocket(plain, origin.host(), origin.port(), true);
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS"); // else any valid certificate would do
    socket.setSSLParameters(parameters);
    socket.setSoTimeout(millisUntil(deadlineNanos));
    socket.startHandshake();
    return socket;
  }

  /// Sends a request and reads its response.
  HttpReply exchange(HttpCall call, HttpOrigin origin, long deadlineNanos, int maxBytes)
      throws IOException {
    this.deadlineNanos = deadlineNanos;
    responding = false;
    write(request(call, origin));
    HttpReply reply = response(call.method(), maxBytes);
    keepUntilNanos = System.nanoTime() + keep(reply).toNanos();
    return reply;
  }

  /// What fits into the system's buffers is written at once. More may wait for a server that does not
  /// read; then the connection is closed when the time is up.
  private void write(byte[] request) throws IOException {
    if (request.length <= UNGUARDED_BYTES) {
      out.write(request);
      return;
    }
    Thread guard = Thread.ofVirtual().name("http-write-guard").start(this::closeAtDeadline);
    try {
      out.write(request);
    } catch (IOException e) {
      throw System.nanoTime() - deadlineNanos >= 0 ? new SocketTimeoutException("not read") : e;
    } finally {
      guard.interrupt();
    }
  }

  private void closeAtDeadline() {
    try {
      Thread.sleep(Duration.ofNanos(Math.max(0, deadlineNanos - System.nanoTime())));
      close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // it was written
    }
  }

  /// Whether the first byte of the response to the last request has come.
  boolean hasResponded() {
    return responding;
  }

  /// Whether another request may be sent on this connection now.
  boolean isReusable() {
    return reusable && at == end && System.nanoTime() - keepUntilNanos < 0;
  }

  void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // nobody wanted it any longer
    }
  }

  private static byte[] request(HttpCall call, HttpOrigin origin) {
    StringBuilder head = new StringBuilder(512);
    head.append(call.method()).append(' ').append(HttpOrigin.target(call.uri()));
    head.append(" HTTP/1.1\r\nHost: ").append(origin.authority());
    call.headers()
        .forEach((name, value) -> head.append("\r\n").append(name).append(": ").append(value));
    byte[] body = call.body().bytes();
    head.append("\r\nContent-Length: ").append(body.length).append("\r\n\r\n");
    byte[] start = head.toString().getBytes(StandardCharsets.ISO_8859_1);
    byte[] whole = new byte[start.length + body.length];
    System.arraycopy(start, 0, whole, 0, start.length);
    System.arraycopy(body, 0, whole, start.length, body.length);
    return whole;
  }

  private HttpReply response(String method, int maxBytes) throws IOException {
    while (true) {
      String[] status = line().split(" ", 3);
      if (status.length < 2 || !status[0].startsWith("HTTP/1.")) {
        throw new HttpFailure(HttpFailure.Kind.PROTOCOL, "the server's answer is not HTTP/1.1");
      }
      int code = number(status[1], 10);
      Map<String, List<String>> headers = headers();
      if (code >= 200 || code == 101) {
        boolean closes = status[0].equals("HTTP/1.0") || has(headers, "connection", "close");
        reusable = !closes;
        boolean empty = method.equals("HEAD") || code == 204 || code == 304;
        HttpBody body = empty ? HttpBody.EMPTY : body(code, headers, maxBytes);
        return new HttpReply(code, status.length == 3 ? status[2] : "", headers, body);
      }
    }
  }

  private Map<String, List<String>> headers() throws IOException {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    int size = 0;
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      size += line.length();
      if (colon < 1 || size > MAX_HEAD_BYTES) {
        throw new HttpFailure(
            HttpFailure.Kind.PROTOCOL, "the response's headers are malformed or too large");
      }
      headers
          .computeIfAbsent(
              line.substring(0, colon).toLowerCase(Locale.ROOT), name -> new ArrayList<>(1))
          .add(line.substring(colon + 1).strip());
    }
    return headers;
  }

  private HttpBody body(int status, Map<String, List<String>> headers, int maxBytes)
      throws IOException {
    HttpBody body = body(headers, maxBytes);
    if (body == null) {
      throw new HttpFailure(status, maxBytes);
    }
    return body;
  }

  /// Null when it is larger than wanted.
  private @Nullable HttpBody body(Map<String, List<String>> headers, int maxBytes)
      throws IOException {
    if (has(headers, "transfer-encoding", "chunked")) {
      return chunked(maxBytes);
    }
    List<String> lengths = headers.get("content-length");
    if (lengths == null) {
      reusable = false;
      return untilClosed(maxBytes);
    }
    int length = number(lengths.getFirst(), 10);
    if (length > maxBytes) {
      return null;
    }
    byte[] bytes = new byte[length];
    fill(bytes);
    return HttpBody.of(bytes);
  }

  private @Nullable HttpBody chunked(int maxBytes) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int length = chunkLength(); length > 0; length = chunkLength()) {
      if (length > maxBytes - body.size()) {
        return null;
      }
      byte[] chunk = new byte[length];
      fill(chunk);
      body.writeBytes(chunk);
      line();
    }
    headers(); // trailers
    return HttpBody.of(body.toByteArray());
  }

  private int chunkLength() throws IOException {
    String line = line();
    int extension = line.indexOf(';');
    return number((extension < 0 ? line : line.substring(0, extension)).strip(), 16);
  }

  private @Nullable HttpBody untilClosed(int maxBytes) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (at < end || refill()) {
      body.write(buffer, at, end - at);
      at = end;
      if (body.size() > maxBytes) {
        return null;
      }
    }
    return HttpBody.of(body.toByteArray());
  }

  private void fill(byte[] bytes) throws IOException {
    int filled = 0;
    while (filled < bytes.length) {
      if (at == end && !refill()) {
        throw closed();
      }
      int n = Math.min(end - at, bytes.length - filled);
      System.arraycopy(buffer, at, bytes, filled, n);
      at += n;
      filled += n;
    }
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder(64);
    while (true) {
      if (at == end && !refill()) {
        throw closed();
      }
      byte b = buffer[at++];
      if (b == '\n') {
        return line.toString();
      }
      if (line.length() == MAX_HEAD_BYTES) {
        throw new HttpFailure(HttpFailure.Kind.PROTOCOL, "the response has an endless line");
      }
      if (b != '\r') {
        line.append((char) (b & 0xff));
      }
    }
  }

  private boolean refill() throws IOException {
    socket.setSoTimeout(millisUntil(deadlineNanos));
    int n = in.read(buffer);
    at = 0;
    end = Math.max(0, n);
    responding |= n > 0;
    return n > 0;
  }

  /// At least 1, since 0 would mean forever.
  private static int millisUntil(long deadlineNanos) throws SocketTimeoutException {
    long millis = (deadlineNanos - System.nanoTime()) / 1_000_000;
    if (millis < 0) {
      throw new SocketTimeoutException("the time is up");
    }
    return Math.clamp(millis, 1, Integer.MAX_VALUE);
  }

  /// How long the server will keep the connection, by its `Keep-Alive` header, less a second.
  private static Duration keep(HttpReply reply) {
    String header = reply.header("keep-alive");
    if (header == null || !header.contains("timeout=")) {
      return DEFAULT_KEEP;
    }
    int value = header.indexOf("timeout=");
    String digits = header.substring(value + "timeout=".length()).replaceAll("\\D.*", "");
    long seconds = digits.isEmpty() || digits.length() > 4 ? 0 : Long.parseLong(digits);
    return Duration.ofSeconds(Math.max(0, seconds - 1));
  }

  private static boolean has(Map<String, List<String>> headers, String name, String token) {
    List<String> values = headers.get(name);
    return values != null
        && values.stream().anyMatch(value -> value.toLowerCase(Locale.ROOT).contains(token));
  }

  private static int number(String text, int radix) throws HttpFailure {
    try {
      int number = Integer.parseInt(text, radix);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new HttpFailure(
        HttpFailure.Kind.PROTOCOL, "the response has '" + text + "' in place of a number");
  }

  private HttpFailure closed() {
    return new HttpFailure(
        HttpFailure.Kind.CONNECTION,
        responding
            ? "the server closed the connection in the middle of its answer"
            : "the server closed the connection without an answer");
  }
}
