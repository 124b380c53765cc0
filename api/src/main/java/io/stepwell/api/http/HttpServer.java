package io.stepwell.api.http;

import java.io.IOException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// An HTTP/1.1 server that hands every request to one handler.
public interface HttpServer extends AutoCloseable {
  /// Binds and serves.
  ///
  /// @param host a name or address of this machine
  /// @param port 0 for any that is free
  /// @throws java.net.BindException when the port is taken
  static HttpServer start(String host, int port, Handler handler) throws IOException {
    return start(host, port, null, handler);
  }

  /// The same, over TLS if there is a context for it.
  static HttpServer start(String host, int port, @Nullable SSLContext tls, Handler handler)
      throws IOException {
    return HelidonServer.start(host, port, tls, handler);
  }

  /// The port that it is bound to.
  int port();

  /// Begins the end: event streams end at once, and each answer from now on ends its connection, so that
  /// clients look for another server.
  void drain();

  /// Takes no new requests, waits a moment for those being answered, and ends.
  @Override
  void close();
}
