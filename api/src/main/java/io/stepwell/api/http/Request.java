package io.stepwell.api.http;

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

  @Nullable String header(Header header);

  /// The whole body.
  ///
  /// @throws TooLargeException when it is longer than `max` bytes
  byte[] body(int max) throws TooLargeException;
}
