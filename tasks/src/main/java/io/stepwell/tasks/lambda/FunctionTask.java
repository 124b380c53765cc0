package io.stepwell.tasks.lambda;

import io.stepwell.json.Json;
import io.stepwell.json.JsonException;
import io.stepwell.json.Payload;
import io.stepwell.tasks.TaskCall;
import io.stepwell.tasks.TaskHandler;
import io.stepwell.tasks.TaskOutcome;

/// A Task state whose resource is a function's ARN: the payload is the state's input, the result is
/// what the function returned, and the cause of a failure is the error document as the function's
/// runtime spelled it.
public final class FunctionTask implements TaskHandler {
  private final Invoker invoker;

  public FunctionTask(Invoker invoker) {
    this.invoker = invoker;
  }

  @Override
  public TaskOutcome call(TaskCall call) throws InterruptedException {
    String requestId = Results.uuid(call.requestId());
    Invoker.Answer answer =
        invoker.invoke(
            new Invoker.Request(
                call.resource(),
                null,
                "RequestResponse",
                call.input(),
                false,
                null,
                requestId,
                call.timeout(),
                call.traceHeader(),
                call.execution()));
    return switch (answer) {
      case Invoker.Answer.Returned returned -> returned(call, returned.payload());
      case Invoker.Answer.Accepted _ -> new TaskOutcome.Succeeded(Payload.NULL);
      case Invoker.Answer.FunctionError failed ->
          Results.functionError(failed.document(), failed.document().text());
      case Invoker.Answer.Failed failed -> new TaskOutcome.Failed(failed.error(), failed.cause());
      case Invoker.Answer.Refused refused -> Results.refused(refused, requestId);
    };
  }

  private static TaskOutcome returned(TaskCall call, Payload payload) {
    TaskOutcome result = Results.limited(payload, call.resource());
    if (result instanceof TaskOutcome.Succeeded) {
      try {
        Json.check(payload.text());
      } catch (JsonException e) {
        return Results.notJson(call.resource(), e);
      }
    }
    return result;
  }
}
