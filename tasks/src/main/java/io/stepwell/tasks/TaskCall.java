package io.stepwell.tasks;

import io.stepwell.json.Payload;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One call that a Task state makes.
///
/// @param resource the state's `Resource`, verbatim
/// @param input the effective input: for a function or activity ARN the payload itself, for an
///     integration its parameters in PascalCase
/// @param requestId the same when the call is repeated after a crash, different for every attempt
///     that Retry makes; fit for `Idempotency-Key`
/// @param repeated true when an earlier process may already have made this call
/// @param timeout what is left of the state's TimeoutSeconds, if that is limited
/// @param execution on whose behalf
/// @param taskToken the token of a `.waitForTaskToken` task
/// @param traceHeader the execution's trace header, passed on
public record TaskCall(
    String resource,
    Payload input,
    String requestId,
    boolean repeated,
    @Nullable Duration timeout,
    Execution execution,
    @Nullable String taskToken,
    @Nullable String traceHeader) {

  /// The execution that calls.
  public record Execution(
      String account, String region, String arn, String stateMachineArn, String stateName) {}
}
