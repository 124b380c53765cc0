package io.stepwell.functions;

import io.stepwell.json.Payload;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One call of a function; the API's `Invoke`.
///
/// @param function a name, a partial ARN or an ARN, perhaps with a qualifier
/// @param qualifier a version or alias that was given beside the name
/// @param payload the input; an empty text means none, which the function sees as `{}`
/// @param requestId what the function sees as its request id: the same when a call is repeated after
///     a crash
/// @param timeout how long the caller wants to wait, if that is shorter than the function's own
///     timeout
/// @param traceHeader an X-Ray trace header to pass on
/// @param clientContext what the function sees as its client context: JSON text
public record InvokeFunction(
    String function,
    @Nullable String qualifier,
    Payload payload,
    String requestId,
    @Nullable Duration timeout,
    @Nullable String traceHeader,
    @Nullable String clientContext) {
  @Override
  public String toString() {
    return "InvokeFunction " + function + " (" + requestId + ")";
  }
}
