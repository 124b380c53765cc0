package io.stepwell.api.http;

import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What comes in over Helidon, brought to the handler, and its replies brought out.
final class Exchanges {
  private static final Logger LOG = LoggerFactory.getLogger(Exchanges.class);

  private final Handler handler;

  private final Set<Reply.Streamed> streaming = ConcurrentHashMap.newKeySet();
  private volatile boolean draining;

  Exchanges(Handler handler) {
    this.handler = handler;
  }

  /// Ends the streams; from now on each answer ends its connection.
  void drain() {
    draining = true;
    streaming.forEach(stream -> stream.end().run());
  }

  void answer(ServerRequest from, ServerResponse to) {
    HelidonRequest request = new HelidonRequest(from);
    to.header(HelidonRequest.REQUEST_ID, request.id());
    Reply reply;
    try {
      reply = handler.handle(request);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      reply = Reply.refused(503, "ServiceUnavailable", "The server is stopping");
    } catch (RuntimeException | StackOverflowError e) {
      LOG.error("request {} {} {} failed", request.id(), request.method(), request.path(), e);
      reply =
          Reply.refused(
              500,
              "InternalFailure",
              "Internal error; the server's log has it as request " + request.id());
    }
    boolean last = draining;
    if (last) {
      to.header(HeaderValues.CONNECTION_CLOSE);
    }
    send(reply, request, to);
    if (last || from.headers().contains(HeaderValues.CONNECTION_CLOSE)) {
      // Helidon 4.5.0 promises to close the connection and forgets it (its issue 12324).
      throw new CloseConnectionException(last ? "the server is ending" : "as the client asked");
    }
  }

  private void send(Reply reply, HelidonRequest request, ServerResponse to) {
    boolean headersOnly = request.method().equals("HEAD");
    if (!(reply instanceof Reply.Whole whole)) {
      write(reply, headersOnly, to);
      return;
    }
    if (whole.watched() && request.hungUp()) {
      whole.missed();
      throw new CloseConnectionException("the client has hung up");
    }
    try {
      write(whole, headersOnly, to);
    } catch (RuntimeException e) { // of several kinds: the connection broke
      whole.missed();
      throw e;
    }
  }

  private void write(Reply reply, boolean headersOnly, ServerResponse to) {
    switch (reply) {
      case Reply.Whole whole -> {
        to.status(whole.status());
        if (!whole.contentType().isEmpty()) {
          to.header(HelidonRequest.CONTENT_TYPE, whole.contentType());
        }
        whole.headers().forEach((name, value) -> to.header(name, value));
        if (headersOnly) {
          to.header(HeaderNames.CONTENT_LENGTH, String.valueOf(whole.length()));
          to.send();
        } else {
          to.send(whole.body(), 0, whole.length());
        }
      }
      case Reply.Streamed streamed -> {
        to.header(HelidonRequest.CONTENT_TYPE, streamed.contentType());
        to.header("Cache-Control", "no-store");
        stream(streamed, headersOnly, to);
      }
    }
  }

  private void stream(Reply.Streamed reply, boolean headersOnly, ServerResponse to) {
    streaming.add(reply);
    if (draining || headersOnly) {
      reply.end().run();
    }
    if (headersOnly) {
      to.send();
    }
    try (OutputStream out = headersOnly ? OutputStream.nullOutputStream() : to.outputStream()) {
      reply.body().writeTo(out);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | UncheckedIOException e) {
      LOG.debug("a client left its stream", e); // it may do so at any time
    } finally {
      streaming.remove(reply);
    }
  }
}
