package io.stepwell.functions.host;

import io.stepwell.json.Payload;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One call of a function.
///
/// @param timeout from the moment a worker has the call; the worker is killed then
public record Call(
    String requestId, Payload payload, Duration timeout, @Nullable String traceHeader) {
  @Override
  public String toString() {
    return "call " + requestId + ", " + payload.size() + " bytes";
  }
}
