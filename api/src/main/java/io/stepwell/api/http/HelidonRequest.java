package io.stepwell.api.http;

import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.webserver.http.ServerRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/// A request as Helidon received it.
final class HelidonRequest implements Request {
  static final HeaderName REQUEST_ID = HeaderNames.create("x-amzn-RequestId");
  static final HeaderName CONTENT_TYPE = HeaderNames.CONTENT_TYPE;

  private static final Map<Header, HeaderName> NAMES = names();

  private final ServerRequest request;
  private final WatchedConnection connection = WatchedConnection.current();
  private final String id;
  private byte @Nullable [] body;
  private volatile @Nullable CompletableFuture<byte @Nullable []> next;

  HelidonRequest(ServerRequest request) {
    this.request = request;
    id = freshId();
  }

  private static Map<Header, HeaderName> names() {
    Map<Header, HeaderName> names = new EnumMap<>(Header.class);
    for (Header header : Header.values()) {
      names.put(header, HeaderNames.create(header.text()));
    }
    return names;
  }

  /// In the form of a UUID. It is a name, not a secret, so it need not cost what a secure one does.
  private static String freshId() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    long high = (random.nextLong() & ~0xF000L) | 0x4000L;
    long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(high, low).toString();
  }

  @Override
  public String id() {
    return id;
  }

  @Override
  public String method() {
    return request.prologue().method().text();
  }

  @Override
  public String path() {
    return request.path().rawPath();
  }

  @Override
  public @Nullable String query(String name) {
    return request.query().first(name).orElse(null);
  }

  @Override
  public @Nullable String header(Header header) {
    HeaderName name = Objects.requireNonNull(NAMES.get(header));
    return request.headers().contains(name) ? request.headers().get(name).get() : null;
  }

  @Override
  public String rawQuery() {
    return request.query().rawValue();
  }

  @Override
  public List<String> headers(String name) {
    HeaderName header = HeaderNames.create(name);
    return request.headers().contains(header)
        ? request.headers().get(header).allValues()
        : List.of();
  }

  @Override
  public Set<String> headerNames() {
    Set<String> names = new HashSet<>();
    request.headers().forEach(header -> names.add(header.name()));
    return names;
  }

  @Override
  public byte[] body(int max) throws TooLargeException {
    byte[] known = body;
    if (known == null) {
      known = read(max);
      body = known;
    }
    if (known.length > max) {
      throw new TooLargeException(max);
    }
    return known;
  }

  @Override
  public void onHangUp(Runnable action) {
    CompletableFuture<byte @Nullable []> watched = connection.watch();
    next = watched;
    var _ =
        watched.whenComplete(
            (bytes, failure) -> {
              if (bytes == null) {
                action.run();
              }
            });
  }

  @Override
  public boolean hungUp() {
    CompletableFuture<byte @Nullable []> watched = next;
    return watched != null
        && watched.isDone()
        && (watched.isCompletedExceptionally() || watched.getNow(null) == null);
  }

  private byte[] read(int max) throws TooLargeException {
    if (!request.content().hasEntity()) {
      return new byte[0];
    }
    OptionalLong announced = request.headers().contentLength();
    if (announced.isPresent() && announced.getAsLong() > max) {
      throw new TooLargeException(max);
    }
    try (InputStream in = request.content().inputStream()) {
      byte[] body =
          announced.isPresent()
              ? in.readNBytes((int) announced.getAsLong())
              : in.readNBytes(max + 1);
      if (body.length > max) {
        throw new TooLargeException(max);
      }
      return body;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
