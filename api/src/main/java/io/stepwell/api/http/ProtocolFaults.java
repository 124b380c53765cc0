package io.stepwell.api.http;

import io.helidon.http.DirectHandler;
import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import org.jspecify.annotations.Nullable;

/// What is no HTTP request that Helidon takes never reaches a handler of ours. It is refused in the form
/// of all other refusals.
final class ProtocolFaults implements DirectHandler {
  static DirectHandlers handlers() {
    DirectHandlers.Builder all = DirectHandlers.builder();
    for (EventType type : EventType.values()) {
      all.addHandler(type, new ProtocolFaults());
    }
    return all.build();
  }

  @Override
  public TransportResponse handle(
      TransportRequest request,
      EventType event,
      Status status,
      ServerResponseHeaders headers,
      @Nullable String message) {
    String type =
        switch (status.code()) {
          case 413 -> "RequestTooLargeException";
          case 500 -> "InternalFailure";
          default -> "ValidationException";
        };
    String sentence =
        message == null || message.isBlank()
            ? "This is no request of HTTP/1.1 that is taken: " + status.reasonPhrase()
            : message;
    byte[] body = Reply.refusal(type, sentence);
    return TransportResponse.builder()
        .status(status)
        .headers(headers)
        .header(HeaderNames.CONTENT_TYPE, "application/json")
        .keepAlive(event.keepAlive())
        .entity(body)
        .build();
  }
}
