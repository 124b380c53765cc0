package io.stepwell.api.http;

import io.helidon.common.buffers.DataReader;
import io.helidon.common.buffers.DataWriter;
import io.helidon.common.socket.HelidonSocket;
import io.helidon.common.socket.PeerInfo;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.ListenerContext;
import io.helidon.webserver.ProxyProtocolData;
import io.helidon.webserver.Router;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/// A connection that can tell, while a request of it is being answered, that its client has hung up.
///
/// Only reading tells. So what comes next on the connection is read early, on another thread, while
/// the one that answers waits; it is there when the next request is read. A client that closes its
/// sending half only counts as gone, as it does with other servers.
final class WatchedConnection implements ConnectionContext {
  /// The connection whose requests this thread answers: Helidon gives each one thread.
  private static final ThreadLocal<WatchedConnection> CURRENT = new ThreadLocal<>();

  private final ConnectionContext own;
  private final DataReader reader;
  private @Nullable CompletableFuture<byte @Nullable []> early;

  private WatchedConnection(ConnectionContext own) {
    this.own = own;
    reader = DataReader.create(this::next);
  }

  /// To be called on the connection's thread, before its first request.
  static WatchedConnection of(ConnectionContext own) {
    WatchedConnection watched = new WatchedConnection(own);
    CURRENT.set(watched);
    return watched;
  }

  static WatchedConnection current() {
    return CURRENT.get();
  }

  /// Completes with null or a failure when the client hangs up before it sends anything else. To be
  /// called on the connection's thread, when the request's body has been read.
  CompletableFuture<byte @Nullable []> watch() {
    CompletableFuture<byte @Nullable []> known = early;
    if (known == null) {
      CompletableFuture<byte @Nullable []> read = new CompletableFuture<>();
      Thread.ofVirtual().name("hang-up").start(() -> readEarly(read));
      early = read;
      known = read;
    }
    return known;
  }

  private void readEarly(CompletableFuture<byte @Nullable []> read) {
    try {
      read.complete(pull());
    } catch (RuntimeException e) { // the connection broke, or was closed here
      read.completeExceptionally(e);
    }
  }

  private byte @Nullable [] next() {
    CompletableFuture<byte @Nullable []> read = early;
    if (read == null) {
      return pull();
    }
    early = null;
    try {
      return read.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CloseConnectionException("interrupted while waiting for a request", e);
    } catch (ExecutionException e) {
      throw new CloseConnectionException("the connection broke", e);
    }
  }

  /// Null at the end.
  private byte @Nullable [] pull() {
    DataReader source = own.dataReader();
    try {
      source.ensureAvailable();
    } catch (DataReader.InsufficientDataAvailableException e) {
      return null;
    }
    return source.readBytes(source.available());
  }

  @Override
  public DataReader dataReader() {
    return reader;
  }

  @Override
  public ListenerContext listenerContext() {
    return own.listenerContext();
  }

  @Override
  public ExecutorService executor() {
    return own.executor();
  }

  @Override
  public DataWriter dataWriter() {
    return own.dataWriter();
  }

  @Override
  public Router router() {
    return own.router();
  }

  @Override
  public Optional<ProxyProtocolData> proxyProtocolData() {
    return own.proxyProtocolData();
  }

  @Override
  public HelidonSocket serverSocket() {
    return own.serverSocket();
  }

  @Override
  public PeerInfo remotePeer() {
    return own.remotePeer();
  }

  @Override
  public PeerInfo localPeer() {
    return own.localPeer();
  }

  @Override
  public boolean isSecure() {
    return own.isSecure();
  }

  @Override
  public String socketId() {
    return own.socketId();
  }

  @Override
  public String childSocketId() {
    return own.childSocketId();
  }
}
