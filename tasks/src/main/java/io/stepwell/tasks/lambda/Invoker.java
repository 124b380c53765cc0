package io.stepwell.tasks.lambda;

import io.stepwell.json.Payload;
import io.stepwell.tasks.TaskCall;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Runs a function, wherever it lives: in a worker process here, behind a URL, on AWS.
public interface Invoker {
  /// Calls the function and waits for its answer. When the thread is interrupted, nobody wants the
  /// answer any longer.
  Answer invoke(Request request) throws InterruptedException;

  /// @param function as the definition names it: a name, a partial ARN or an ARN, perhaps with a
  ///     qualifier
  /// @param qualifier the `Qualifier` parameter
  /// @param type `RequestResponse`, `Event` or `DryRun`
  /// @param payload JSON text; empty when the definition gives none or null
  /// @param requestId a UUID; the same when the call is repeated after a crash
  /// @param timeout what is left for the call, if that is limited
  /// @param logTail whether the end of the call's log is wanted
  /// @param clientContext what the function is told beside its input: JSON in base64
  record Request(
      String function,
      @Nullable String qualifier,
      String type,
      Payload payload,
      boolean logTail,
      @Nullable String clientContext,
      String requestId,
      @Nullable Duration timeout,
      @Nullable String traceHeader,
      TaskCall.Execution execution) {}

  /// How the call ended.
  sealed interface Answer {
    /// The function returned.
    ///
    /// @param logTail in base64; null when it was not asked for
    record Returned(Payload payload, String executedVersion, @Nullable String logTail)
        implements Answer {}

    /// The call was taken without waiting for the function (`Event`, 202) or only checked (`DryRun`,
    /// 204).
    record Accepted(int status) implements Answer {}

    /// The function failed with an error document (`errorType`, `errorMessage`, ...).
    record FunctionError(Payload document) implements Answer {}

    /// The call failed with an error that is already named in the States Language.
    record Failed(String error, @Nullable String cause) implements Answer {}

    /// The service refused the call.
    ///
    /// @param type the exception in the Lambda API, such as `ResourceNotFoundException`
    record Refused(String type, int status, String message) implements Answer {}
  }
}
