package io.stepwell.api.http;

import io.helidon.common.tls.Tls;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http1.Http1Config;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// The server over Helidon SE: a virtual thread for each connection, plain blocking code.
///
/// A trivial exchange costs it about 12 µs of CPU, most of that the two system calls on the socket.
final class HelidonServer implements HttpServer {
  /// A function's zip of 50 MiB in base64 is the largest thing that anybody sends.
  private static final int MAX_BODY_BYTES = 72 * 1024 * 1024;

  private static final int MAX_HEADERS_BYTES = 64 * 1024;
  private static final Duration GRACE = Duration.ofSeconds(2);
  private static final Duration IDLE = Duration.ofMinutes(5);

  private final WebServer server;
  private final Exchanges exchanges;

  private HelidonServer(WebServer server, Exchanges exchanges) {
    this.server = server;
    this.exchanges = exchanges;
  }

  static HelidonServer start(String host, int port, @Nullable SSLContext tls, Handler handler)
      throws IOException {
    InetAddress address = InetAddress.getByName(host);
    requireFree(address, port);
    Exchanges exchanges = new Exchanges(handler);
    WebServerConfig.Builder builder = WebServer.builder();
    if (tls != null) {
      builder.tls(Tls.builder().sslContext(tls).build());
    }
    WebServer server =
        builder
            .address(address)
            .port(port)
            .shutdownHook(false)
            .featuresDiscoverServices(false)
            .protocolsDiscoverServices(false)
            .concurrencyLimitDiscoverServices(false)
            .addConnectionSelector(
                new WatchedHttp1(
                    Http1Config.builder()
                        .maxHeadersSize(MAX_HEADERS_BYTES)
                        .sendKeepAliveHeader(false)
                        .build()))
            .maxPayloadSize(MAX_BODY_BYTES)
            .shutdownGracePeriod(GRACE)
            .idleConnectionTimeout(IDLE)
            .backlog(1024)
            .directHandlers(ProtocolFaults.handlers())
            .connectionOptions(options -> options.tcpNoDelay(true))
            .routing(routing -> routing.any(exchanges::answer))
            .build();
    try {
      server.start();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return new HelidonServer(server, exchanges);
  }

  /// Helidon wraps a failure to bind in exceptions of its own; this way it is a BindException.
  private static void requireFree(InetAddress address, int port) throws IOException {
    if (port != 0) {
      new ServerSocket(port, 1, address).close();
    }
  }

  @Override
  public int port() {
    return server.port();
  }

  @Override
  public void drain() {
    exchanges.drain();
  }

  @Override
  public void close() {
    server.stop();
  }
}
