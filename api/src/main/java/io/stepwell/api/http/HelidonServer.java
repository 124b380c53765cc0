package io.stepwell.api.http;

import io.helidon.common.tls.Tls;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.WebServerConfig;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The server over Helidon SE: a virtual thread for each connection, plain blocking code.
///
/// A trivial exchange costs it about 12 µs of CPU, most of that the two system calls on the socket.
final class HelidonServer implements HttpServer {
  private static final Logger LOG = LoggerFactory.getLogger(HelidonServer.class);

  /// A function's zip of 50 MiB in base64 is the largest thing that anybody sends.
  private static final int MAX_BODY_BYTES = 72 * 1024 * 1024;

  private static final int MAX_HEADERS_BYTES = 64 * 1024;
  private static final Duration GRACE = Duration.ofSeconds(2);
  private static final Duration IDLE = Duration.ofMinutes(5);

  private final WebServer server;

  private HelidonServer(WebServer server) {
    this.server = server;
  }

  static HelidonServer start(String host, int port, @Nullable SSLContext tls, Handler handler)
      throws IOException {
    InetAddress address = InetAddress.getByName(host);
    requireFree(address, port);
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
            .connectionOptions(options -> options.tcpNoDelay(true))
            .routing(
                routing -> routing.any((request, response) -> answer(handler, request, response)))
            .build();
    try {
      server.start();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return new HelidonServer(server);
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
  public void close() {
    server.stop();
  }

  private static void answer(Handler handler, ServerRequest from, ServerResponse to) {
    HelidonRequest request = new HelidonRequest(from);
    to.header(HelidonRequest.REQUEST_ID, request.id());
    Reply reply;
    try {
      reply = handler.handle(request);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      reply = Reply.text(503, "The server is stopping.");
    } catch (RuntimeException | StackOverflowError e) {
      LOG.error("request {} {} {} failed", request.id(), request.method(), request.path(), e);
      reply = Reply.text(500, "Internal error; the server's log has it as request " + request.id());
    }
    send(reply, request, to);
    if (from.headers().contains(HeaderValues.CONNECTION_CLOSE)) {
      // Helidon 4.5.0 promises to close the connection and forgets it (its issue 12324).
      throw new CloseConnectionException("as the client asked");
    }
  }

  private static void send(Reply reply, HelidonRequest request, ServerResponse to) {
    if (!(reply instanceof Reply.Whole whole)) {
      write(reply, to);
      return;
    }
    if (whole.watched() && request.hungUp()) {
      whole.missed();
      throw new CloseConnectionException("the client has hung up");
    }
    try {
      write(whole, to);
    } catch (RuntimeException e) { // of several kinds: the connection broke
      whole.missed();
      throw e;
    }
  }

  private static void write(Reply reply, ServerResponse to) {
    switch (reply) {
      case Reply.Whole whole -> {
        to.status(whole.status());
        if (!whole.contentType().isEmpty()) {
          to.header(HelidonRequest.CONTENT_TYPE, whole.contentType());
        }
        whole.headers().forEach((name, value) -> to.header(name, value));
        to.send(whole.body(), 0, whole.length());
      }
      case Reply.Streamed streamed -> {
        to.header(HelidonRequest.CONTENT_TYPE, streamed.contentType());
        to.header("Cache-Control", "no-store");
        stream(streamed, to);
      }
    }
  }

  private static void stream(Reply.Streamed reply, ServerResponse to) {
    try (OutputStream out = to.outputStream()) {
      reply.body().writeTo(out);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | UncheckedIOException e) {
      LOG.debug("a client left its stream", e); // it may do so at any time
    }
  }
}
