package io.stepwell.api.http;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One HTTP request, on the virtual thread that answers it.
public interface Request {
  /// Fresh for each request; the reply carries it as `x-amzn-RequestId`.
  String id();

  /// In capitals.
  String method();

  /// The path as it was sent, percent-encoded, without the query.
  String path();

  /// The first value of a query parameter, decoded.
  @Nullable String query(String name);

  /// The query as it was sent, without the question mark; empty when there is none.
  String rawQuery();

  @Nullable String header(Header header);

  /// All values of a header, in the order in which they came; empty when it is not there.
  List<String> headers(String name);

  Set<String> headerNames();

  /// The whole body, however often it is asked for.
  ///
  /// @throws TooLargeException when it is longer than `max` bytes
  byte[] body(int max) throws TooLargeException;

  /// Runs the action once, on any thread, when the client hangs up while this request is being
  /// answered. To be asked for when the body has been read, on the request's own thread.
  void onHangUp(Runnable action);

  /// Whether that has happened; known only of requests that [#onHangUp] was asked of.
  boolean hungUp();
}
