package io.stepwell.tasks.http;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/// A client for HTTP/1.1 over blocking sockets, made for virtual threads: connections are kept and
/// used again, the newest first; a few seconds after their last use they are closed.
///
/// A warm call with a small body costs about 28 µs of CPU, with the JDK's `java.net.http` 60 to 80.
/// Not supported, because services that are called by tasks do not need it: HTTP/2, compression,
/// redirects, proxies, cookies.
///
/// A request on a kept connection that breaks before any byte of a response is sent once more, on
/// a new connection: the server has most likely closed the old one in the meantime. So every request
/// carries a key by which a service can tell a repetition.
public final class HttpClient implements AutoCloseable {
  private static final int MAX_KEPT = 256;
  private static final Duration SWEEP = Duration.ofSeconds(2);

  private final Map<HttpOrigin, BlockingDeque<HttpConnection>> kept = new ConcurrentHashMap<>();
  private final AtomicBoolean sweeping = new AtomicBoolean();
  private final SSLSocketFactory tls;
  private volatile boolean closed;

  /// A client that trusts whom the platform trusts.
  public HttpClient() {
    this((SSLSocketFactory) SSLSocketFactory.getDefault());
  }

  /// @param tls makes the sockets of https origins, and so says whom to trust
  public HttpClient(SSLSocketFactory tls) {
    this.tls = tls;
  }

  /// Sends a request and waits for its response, whatever its status.
  ///
  /// @param timeout for all of it, from connecting to the last byte
  /// @param maxBytes the largest body to accept
  /// @throws HttpFailure when there is no response
  /// @throws IllegalArgumentException when the URL is not an absolute one of http or https
  public HttpReply send(HttpCall call, Duration timeout, int maxBytes)
      throws HttpFailure, InterruptedException {
    HttpOrigin origin = HttpOrigin.of(call.uri());
    long deadlineNanos = System.nanoTime() + timeout.toNanos();
    HttpConnection used = take(origin);
    if (used != null) {
      HttpReply reply = attempt(used, call, origin, deadlineNanos, maxBytes, true);
      if (reply != null) {
        return reply;
      }
    }
    HttpReply reply = attempt(null, call, origin, deadlineNanos, maxBytes, false);
    if (reply == null) {
      throw new IllegalStateException("an attempt on a new connection has a reply or fails");
    }
    return reply;
  }

  /// @param connection a kept one, or null to open one
  /// @param again whether a broken connection may be answered with null, for another attempt
  private @Nullable HttpReply attempt(
      @Nullable HttpConnection connection,
      HttpCall call,
      HttpOrigin origin,
      long deadlineNanos,
      int maxBytes,
      boolean again)
      throws HttpFailure, InterruptedException {
    HttpConnection open = connection;
    boolean done = false;
    try {
      if (open == null) {
        open = HttpConnection.open(origin, tls, deadlineNanos);
      }
      HttpReply reply = open.exchange(call, origin, deadlineNanos, maxBytes);
      done = true;
      return reply;
    } catch (SocketTimeoutException e) {
      throw new HttpFailure(HttpFailure.Kind.TIMEOUT, "no answer in time", e);
    } catch (IOException e) {
      if (Thread.interrupted()) { // which closes the socket that a virtual thread waits on
        throw interrupted(e);
      }
      if (again && open != null && !open.hasResponded()) {
        return null;
      }
      throw e instanceof HttpFailure failure ? failure : failure(call.uri(), e);
    } finally {
      if (open != null) {
        keepOrClose(origin, open, done);
      }
    }
  }

  private static InterruptedException interrupted(IOException cause) {
    InterruptedException interrupted = new InterruptedException("interrupted during a request");
    interrupted.initCause(cause);
    return interrupted;
  }

  private static HttpFailure failure(URI uri, IOException e) {
    String message = e.getMessage();
    return new HttpFailure(
        HttpFailure.Kind.CONNECTION,
        switch (e) {
          case java.net.UnknownHostException _ -> "the host " + uri.getHost() + " is not known";
          case SSLException refused -> noTls(refused);
          default -> message == null ? e.getClass().getSimpleName() : message;
        },
        e);
  }

  private static String noTls(SSLException e) {
    Throwable root = e;
    boolean certificate = false;
    while (root.getCause() != null) {
      root = root.getCause();
      certificate |= root instanceof GeneralSecurityException;
    }
    return (certificate ? "the server's certificate is not trusted: " : "no TLS connection: ")
        + root.getMessage();
  }

  private @Nullable HttpConnection take(HttpOrigin origin) {
    BlockingDeque<HttpConnection> connections = kept.get(origin);
    if (connections == null) {
      return null;
    }
    for (HttpConnection c = connections.pollFirst(); c != null; c = connections.pollFirst()) {
      if (c.isReusable()) {
        return c;
      }
      c.close();
    }
    return null;
  }

  private void keepOrClose(HttpOrigin origin, HttpConnection connection, boolean done) {
    if (!done || closed || !connection.isReusable() || !keep(origin, connection)) {
      connection.close();
    } else if (sweeping.compareAndSet(false, true)) {
      Thread.ofVirtual().name("http-sweep").start(this::sweep);
    }
  }

  private boolean keep(HttpOrigin origin, HttpConnection connection) {
    boolean[] taken = {false};
    kept.compute(
        origin,
        (_, known) -> {
          BlockingDeque<HttpConnection> connections =
              known == null ? new LinkedBlockingDeque<>(MAX_KEPT) : known;
          taken[0] = connections.offerFirst(connection);
          return connections;
        });
    return taken[0];
  }

  /// Closes what was kept too long, as long as something is kept.
  private void sweep() {
    try {
      boolean any = true;
      while (any && !closed) {
        Thread.sleep(SWEEP);
        any = false;
        for (HttpOrigin origin : kept.keySet()) {
          any |= kept.computeIfPresent(origin, (_, all) -> closeStale(all) ? null : all) != null;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      sweeping.set(false);
    }
  }

  /// True when none is left.
  private static boolean closeStale(BlockingDeque<HttpConnection> connections) {
    for (HttpConnection c = connections.pollLast(); c != null; c = connections.pollLast()) {
      if (c.isReusable()) {
        if (!connections.offerLast(c)) {
          c.close();
        }
        return false;
      }
      c.close();
    }
    return true;
  }

  @Override
  public void close() {
    closed = true;
    kept.values().forEach(connections -> connections.forEach(HttpConnection::close));
    kept.clear();
  }
}
