package io.stepwell.benchmarks;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One kept-alive HTTP/1.1 connection that asks and waits. Plain sockets: the JDK's client costs more
/// per call than the servers that are measured.
final class Connection implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 60_000;

  private final Endpoint endpoint;
  private @Nullable Socket socket;
  private InputStream in = InputStream.nullInputStream();
  private int status;

  Connection(Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  /// Sends a request and returns the body of the answer; its status is [#status] then.
  ///
  /// @param headers each with its line end
  String post(String path, String headers, String body) throws IOException {
    return send("POST", path, headers, body.getBytes(StandardCharsets.UTF_8));
  }

  String get(String path) throws IOException {
    return send("GET", path, "", new byte[0]);
  }

  private String send(String method, String path, String headers, byte[] content)
      throws IOException {
    byte[] head =
        (method
                + " "
                + path
                + " HTTP/1.1\r\nHost: "
                + endpoint.host()
                + ":"
                + endpoint.port()
                + "\r\n"
                + headers
                + "Content-Length: "
                + content.length
                + "\r\n\r\n")
            .getBytes(StandardCharsets.ISO_8859_1);
    byte[] request = new byte[head.length + content.length];
    System.arraycopy(head, 0, request, 0, head.length);
    System.arraycopy(content, 0, request, head.length, content.length);
    boolean kept = socket != null;
    try {
      return exchange(request);
    } catch (IOException e) {
      close();
      if (kept) {
        return exchange(request); // the server had given the connection up
      }
      throw e;
    }
  }

  int status() {
    return status;
  }

  private String exchange(byte[] request) throws IOException {
    open().getOutputStream().write(request);
    String first = line();
    status = Integer.parseInt(first.substring(9, 12));
    int length = -1;
    boolean chunked = false;
    boolean ends = first.startsWith("HTTP/1.0");
    for (String header = line(); !header.isEmpty(); header = line()) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(lower.substring(15).trim());
      } else if (lower.startsWith("transfer-encoding:")) {
        chunked = lower.endsWith("chunked");
      } else if (lower.startsWith("connection:")) {
        ends = lower.endsWith("close");
      }
    }
    byte[] body = chunked ? chunks() : length >= 0 ? in.readNBytes(length) : in.readAllBytes();
    if (ends || (!chunked && length < 0)) {
      close();
    }
    return new String(body, StandardCharsets.UTF_8);
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    while (true) {
      int length = Integer.parseInt(line().split(";")[0].trim(), 16);
      all.write(in.readNBytes(length));
      line();
      if (length == 0) {
        return all.toByteArray();
      }
    }
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder(64);
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException("the server closed the connection");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  private Socket open() throws IOException {
    Socket open = socket;
    if (open == null) {
      open = new Socket();
      open.setTcpNoDelay(true);
      open.setSoTimeout(TIMEOUT_MILLIS);
      open.connect(new InetSocketAddress(endpoint.host(), endpoint.port()), TIMEOUT_MILLIS);
      in = new BufferedInputStream(open.getInputStream(), 16 * 1024);
      socket = open;
    }
    return open;
  }

  @Override
  public void close() {
    Socket open = socket;
    socket = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException _) {
        // it is given up anyway
      }
    }
  }
}
