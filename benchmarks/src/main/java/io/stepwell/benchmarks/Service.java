package io.stepwell.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/// The microservice that tasks call: it answers each request with 100 bytes of JSON, or, below
/// `/holds`, never. One thread, no library, so that its share of the CPU stays small.
final class Service implements AutoCloseable {
  static final String ANSWERS = "Answers";
  static final String HOLDS = "Holds";
  private static final byte[] ANSWER = answer();

  private final Selector selector;
  private final ServerSocketChannel door;

  Service() throws IOException {
    selector = Selector.open();
    door = ServerSocketChannel.open();
    door.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4096);
    door.configureBlocking(false).register(selector, SelectionKey.OP_ACCEPT);
    Thread.ofPlatform().name("service").daemon().start(this::serve);
  }

  /// The functions that lead here, for `stepwell.yaml`.
  String functions() {
    String url = "http://127.0.0.1:" + door.socket().getLocalPort();
    return """
    functions:
      %s:
        url: %s/answers
      %s:
        url: %s/holds
        timeout: 15m
    """
        .formatted(ANSWERS, url, HOLDS, url);
  }

  private static byte[] answer() {
    String known = "{\"ok\":true,\"id\":\"u-0123456789\",\"ts\":1700000000,\"msg\":\"";
    String body = known + "y".repeat(98 - known.length()) + "\"}";
    String head =
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n";
    return (head + body).getBytes(StandardCharsets.ISO_8859_1);
  }

  private void serve() {
    try {
      while (selector.isOpen()) {
        selector.select(this::ready);
      }
    } catch (IOException | java.nio.channels.ClosedSelectorException _) {
      // closed
    }
  }

  private void ready(SelectionKey key) {
    try {
      if (key.attachment() instanceof Caller caller) {
        caller.read();
        return;
      }
      SocketChannel channel = door.accept();
      if (channel != null) {
        channel.socket().setTcpNoDelay(true);
        channel
            .configureBlocking(false)
            .register(selector, SelectionKey.OP_READ, new Caller(channel));
      }
    } catch (IOException _) {
      key.cancel();
    }
  }

  @Override
  public void close() {
    try {
      for (SelectionKey key : selector.keys()) {
        key.channel().close();
      }
      selector.close();
    } catch (IOException _) {
      // it ends with this process
    }
  }

  /// One connection, and what of its next request has come in.
  private static final class Caller {
    private final SocketChannel channel;
    private byte[] bytes = new byte[1024];
    private int length;

    Caller(SocketChannel channel) {
      this.channel = channel;
    }

    void read() throws IOException {
      int read = channel.read(ByteBuffer.wrap(bytes, length, bytes.length - length));
      if (read < 0) {
        channel.close();
        return;
      }
      length += read;
      for (int end = requestEnd(); end >= 0; end = requestEnd()) {
        if (bytes[6] == 'a') { // POST /answers
          channel.write(ByteBuffer.wrap(ANSWER));
        }
        System.arraycopy(bytes, end, bytes, 0, length - end);
        length -= end;
      }
      if (length == bytes.length) {
        bytes = Arrays.copyOf(bytes, length * 2);
      }
    }

    /// Where the first request ends; -1 when it is not there yet.
    private int requestEnd() {
      for (int i = 3; i < length; i++) {
        if (bytes[i] == '\n' && bytes[i - 2] == '\n') {
          String head =
              new String(bytes, 0, i, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
          int at = head.indexOf("content-length:");
          int body =
              at < 0 ? 0 : Integer.parseInt(head.substring(at + 15, head.indexOf('\r', at)).trim());
          return i + 1 + body <= length ? i + 1 + body : -1;
        }
      }
      return -1;
    }
  }
}
