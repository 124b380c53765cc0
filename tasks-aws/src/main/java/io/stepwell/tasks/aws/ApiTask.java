package io.stepwell.tasks.aws;

import io.stepwell.json.Payload;
import io.stepwell.tasks.TaskCall;
import io.stepwell.tasks.TaskHandler;
import io.stepwell.tasks.TaskOutcome;
import io.stepwell.tasks.aws.Failures.Wording;
import io.stepwell.tasks.remote.ServiceAction;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/// One call of an action, in either style.
class ApiTask implements TaskHandler {
  /// More than the SDK's name for it is in no result.
  private static final String FAILED_ENTRIES = "FailedEntryCount";

  private final ApiCaller caller;
  private final ServiceAction action;
  private final @Nullable Integration integration;

  /// @param integration null for an AWS SDK integration
  ApiTask(ApiCaller caller, ServiceAction action, @Nullable Integration integration) {
    this.caller = caller;
    this.action = action;
    this.integration = integration;
  }

  final ApiCaller caller() {
    return caller;
  }

  static Map<?, ?> parameters(TaskCall call) {
    return call.input().value() instanceof Map<?, ?> map ? map : Map.of();
  }

  @Override
  public TaskOutcome call(TaskCall call) throws InterruptedException {
    try {
      return succeeded(reply(call));
    } catch (RefusedParametersException e) {
      return new TaskOutcome.Failed(
          "States.Runtime",
          "The Parameters '%s' could not be used to start the Task: [%s]"
              .formatted(call.input().text(), e.message()));
    } catch (SdkException e) {
      return failed(e);
    }
  }

  final TaskOutcome failed(SdkException e) throws InterruptedException {
    return BoundedResponses.TooLargeException.isBehind(e)
        ? tooLarge()
        : Failures.outcome(e, caller.service(), wording());
  }

  private Operation.Reply reply(TaskCall call) throws RefusedParametersException {
    return caller.call(
        action.action(),
        adjusted(call),
        integration == null ? Set.of() : integration.jsonTexts(),
        call.execution().region(),
        call.requestId());
  }

  private Map<?, ?> adjusted(TaskCall call) {
    return integration == null
        ? parameters(call)
        : Adjustments.of(action, parameters(call), call.execution());
  }

  private TaskOutcome succeeded(Operation.Reply reply) {
    Map<String, @Nullable Object> result = result(reply);
    if (integration != null
        && result.get(FAILED_ENTRIES) instanceof Number failed
        && failed.intValue() > 0) {
      return new TaskOutcome.Failed(
          integration.wording().prefix() + ".FailedEntry", Payload.of(result).text());
    }
    return limited(Payload.of(result));
  }

  /// The result, unless it is over the limit of state data.
  final TaskOutcome limited(Payload output) {
    return output.size() > Result.MAX_BYTES ? tooLarge() : new TaskOutcome.Succeeded(output);
  }

  private TaskOutcome tooLarge() {
    return new TaskOutcome.Failed(
        "States.DataLimitExceeded",
        "The state/task '%s' returned a result with a size exceeding the maximum number of bytes service limit."
            .formatted((action.optimized() ? "" : "aws-sdk:") + action.service()));
  }

  private Map<String, @Nullable Object> result(Operation.Reply reply) {
    if (integration == null) {
      return new Result(Result.Times.ISO).of(reply);
    }
    Map<String, @Nullable Object> result = new Result(Result.Times.MILLIS).of(reply);
    if (integration.metadata()) {
      Result.addMetadata(result, reply);
    }
    return result;
  }

  private Wording wording() {
    return integration == null ? new Wording.Sdk(caller.service().name()) : integration.wording();
  }

  @Override
  public boolean repeatable() {
    return caller.repeatable(action.action());
  }
}
