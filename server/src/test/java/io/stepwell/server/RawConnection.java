package io.stepwell.server;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/// A connection on which anything can be sent, and whose answers are read byte by byte.
final class RawConnection implements AutoCloseable {
  private static final int MAX_WAIT_MILLIS = 30_000;

  private final Socket socket;
  private final InputStream in;

  RawConnection(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(MAX_WAIT_MILLIS);
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /// @param streamed whether the body goes on for as long as somebody reads it; it is left out then
  record Answer(int status, Map<String, String> headers, String body, boolean streamed) {
    boolean closes() {
      return streamed || "close".equals(headers.get("connection"));
    }

    String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  /// @param head whether the answer has no body, whatever its length says
  Answer exchange(byte[] request, boolean head) throws IOException {
    socket.getOutputStream().write(request);
    return answer(head);
  }

  private Answer answer(boolean head) throws IOException {
    String first = line();
    if (!first.startsWith("HTTP/1.1 ")) {
      throw new IOException("no answer but '" + first + "'");
    }
    int status = Integer.parseInt(first.substring(9, 12));
    Map<String, String> headers = new HashMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    if (status == 100) {
      return answer(head);
    }
    boolean streamed =
        !head && headers.getOrDefault("content-type", "").startsWith("text/event-stream");
    String body = streamed || head || status == 204 || status == 304 ? "" : body(headers);
    return new Answer(status, headers, body, streamed);
  }

  private String body(Map<String, String> headers) throws IOException {
    if ("chunked".equals(headers.get("transfer-encoding"))) {
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      for (int size = chunk(); size > 0; size = chunk()) {
        all.write(in.readNBytes(size));
        line();
      }
      line();
      return all.toString(StandardCharsets.UTF_8);
    }
    int length = Integer.parseInt(Objects.requireNonNullElse(headers.get("content-length"), "0"));
    return new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  private int chunk() throws IOException {
    return Integer.parseInt(line(), 16);
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int read = in.read(); read != '\n'; read = in.read()) {
      if (read < 0) {
        throw new IOException("the connection ended without an answer");
      }
      if (read != '\r') {
        line.write(read);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
