package io.stepwell.functions.host;

import io.stepwell.json.Payload;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One call of a function.
///
/// @param functionArn the function as it was called: with the qualifier, if one was given
/// @param clientContext JSON text for the function
/// @param timeout from the moment a worker has the call; the worker is killed then
public record Call(
    String requestId,
    String functionArn,
    Payload payload,
    Duration timeout,
    @Nullable String traceHeader,
    @Nullable String clientContext) {
  @Override
  public String toString() {
    return "call " + requestId + ", " + payload.size() + " bytes";
  }
}
