package io.stepwell.tasks.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import io.stepwell.json.Json;
import io.stepwell.json.JsonException;
import io.stepwell.json.Payload;
import io.stepwell.tasks.JobHandler;
import io.stepwell.tasks.TaskCall;
import io.stepwell.tasks.TaskHandlers;
import io.stepwell.tasks.TaskOutcome;
import java.util.Map;

/// Calls of job resources as the runtime makes them.
public final class JobCalls {
  private JobCalls() {}

  public static TaskCall call(String resource, String id, String parameters) {
    return new TaskCall(
        "arn:aws:states:::" + resource,
        Payload.ofText(parameters),
        id,
        false,
        null,
        new TaskCall.Execution(
            "123456789012",
            "eu-central-1",
            "arn:aws:states:eu-central-1:123456789012:execution:m:e",
            "arn:aws:states:eu-central-1:123456789012:stateMachine:m",
            "State"),
        null,
        null);
  }

  public static JobHandler handler(TaskHandlers handlers, String resource) {
    if (handlers.find("arn:aws:states:::" + resource) instanceof JobHandler handler) {
      return handler;
    }
    throw new AssertionError("nobody serves " + resource);
  }

  /// Submits and waits.
  public static TaskOutcome run(
      TaskHandlers handlers, String resource, String id, String parameters)
      throws InterruptedException {
    JobHandler handler = handler(handlers, resource);
    TaskCall call = call(resource, id, parameters);
    return handler.call(call) instanceof TaskOutcome.Submitted(_, Payload handle)
        ? handler.await(call, handle)
        : handler.call(call);
  }

  public static Map<?, ?> succeeded(TaskOutcome outcome) {
    assertThat(outcome).isInstanceOf(TaskOutcome.Succeeded.class);
    return outcome instanceof TaskOutcome.Succeeded(Payload output)
            && output.value() instanceof Map<?, ?> members
        ? members
        : Map.of();
  }

  /// The description in the cause of a job that failed.
  public static Map<?, ?> failed(TaskOutcome outcome) throws JsonException {
    assertThat(outcome).isInstanceOf(TaskOutcome.Failed.class);
    return outcome instanceof TaskOutcome.Failed(String error, String cause)
            && "States.TaskFailed".equals(error)
            && Json.parse(String.valueOf(cause)) instanceof Map<?, ?> members
        ? members
        : Map.of("outcome", outcome);
  }
}
