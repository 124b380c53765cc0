package io.stepwell.tasks.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLServerSocketFactory;

/// A server on a real socket that answers each request with the next prepared bytes, so that tests
/// can send what no decent server would.
final class ScriptedServer implements AutoCloseable {
  /// Closes the connection in place of an answer.
  static final String HANG_UP = "";

  /// Leaves the client waiting.
  static final String SILENCE = "silence";

  /// Goes on and on.
  static final String ENDLESS =
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";

  private final ServerSocket server;
  private final boolean secure;
  private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  final List<String> requests = new CopyOnWriteArrayList<>();
  final AtomicInteger connections = new AtomicInteger();

  ScriptedServer() {
    this(ServerSocketFactory.getDefault());
  }

  /// @param sockets plain ones or those of TLS
  ScriptedServer(ServerSocketFactory sockets) {
    secure = sockets instanceof SSLServerSocketFactory;
    try {
      server = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  URI uri(String path) {
    String scheme = secure ? "https" : "http";
    return URI.create(scheme + "://127.0.0.1:" + server.getLocalPort() + path);
  }

  void answer(String response) {
    answers.add(response);
  }

  static String ok(String body) {
    return response("200 OK", body);
  }

  static String response(String status, String body) {
    return "HTTP/1.1 %s\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(status, body.getBytes(StandardCharsets.UTF_8).length, body);
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = server.accept();
        sockets.add(socket);
        connections.incrementAndGet();
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void serve(Socket socket) {
    try (socket;
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        OutputStream out = socket.getOutputStream()) {
      for (String head = in.readLine(); head != null; head = in.readLine()) {
        requests.add(head + "\n" + rest(in));
        String answer = answers.take();
        if (answer.equals(HANG_UP)) {
          return;
        }
        if (!answer.equals(SILENCE)) {
          out.write(answer.getBytes(StandardCharsets.UTF_8));
        }
        while (answer.equals(ENDLESS)) {
          out.write(
              "1000\r\n%s\r\n".formatted(" ".repeat(0x1000)).getBytes(StandardCharsets.UTF_8));
        }
        if (answer.contains("Connection: close") || answer.startsWith("HTTP/1.0")) {
          return;
        }
      }
    } catch (IOException e) {
      // the client is gone
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String rest(BufferedReader in) throws IOException {
    StringBuilder request = new StringBuilder();
    int length = 0;
    for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
      request.append(line).append('\n');
      if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        length = Integer.parseInt(line.substring(15).strip());
      }
    }
    for (int i = 0; i < length; i++) {
      request.append((char) in.read());
    }
    return request.toString();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
