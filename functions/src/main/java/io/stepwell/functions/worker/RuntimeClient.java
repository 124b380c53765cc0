package io.stepwell.functions.worker;

import io.stepwell.json.Payload;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The worker's side of the Runtime API, over one connection. The JDK's own client is not used: to
/// load it takes longer than all the rest of a worker's start.
final class RuntimeClient {
  private final InputStream in;
  private final Socket socket;
  private final String host;
  private final String path;

  RuntimeClient(String endpoint) throws IOException {
    int slash = endpoint.indexOf('/');
    host = endpoint.substring(0, slash);
    path = endpoint.substring(slash) + "/2018-06-01/runtime/";
    int colon = host.lastIndexOf(':');
    socket = new Socket();
    socket.setTcpNoDelay(true);
    socket.connect(
        new InetSocketAddress(
            host.substring(0, colon), Integer.parseInt(host.substring(colon + 1))));
    in = new BufferedInputStream(socket.getInputStream());
  }

  /// A call to serve.
  record Next(Map<String, String> headers, Payload event) {
    String requestId() {
      return header("lambda-runtime-aws-request-id");
    }

    String header(String name) {
      return headers.getOrDefault(name, "");
    }
  }

  private record Response(int status, Map<String, String> headers, Payload body) {}

  /// Waits for the next call; null when this worker is no longer wanted.
  @Nullable Next next() throws IOException {
    Response response = exchange("GET", "invocation/next", new byte[0]);
    return response.status() == 200 ? new Next(response.headers(), response.body()) : null;
  }

  void post(String action, byte[] document) throws IOException {
    exchange("POST", action, document);
  }

  private Response exchange(String method, String action, byte[] body) throws IOException {
    byte[] head =
        (method
                + " "
                + path
                + action
                + " HTTP/1.1\r\nHost: "
                + host
                + "\r\nContent-Length: "
                + body.length
                + "\r\n\r\n")
            .getBytes(StandardCharsets.ISO_8859_1);
    byte[] whole = new byte[head.length + body.length];
    System.arraycopy(head, 0, whole, 0, head.length);
    System.arraycopy(body, 0, whole, head.length, body.length);
    socket.getOutputStream().write(whole);
    return read();
  }

  private Response read() throws IOException {
    String status = line();
    Map<String, String> headers = new HashMap<>();
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    byte[] body = in.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
    return new Response(Integer.parseInt(status.substring(9, 12)), headers, Payload.ofBytes(body));
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
}
