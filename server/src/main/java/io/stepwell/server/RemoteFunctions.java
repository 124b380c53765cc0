package io.stepwell.server;

import io.stepwell.json.Payload;
import io.stepwell.tasks.TaskCall;
import io.stepwell.tasks.TaskHandler;
import io.stepwell.tasks.TaskOutcome;
import io.stepwell.tasks.lambda.Invoker;
import io.stepwell.tasks.remote.RemoteServices;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Functions that are not here: invoked at the endpoint that is configured for Lambda, or at AWS.
final class RemoteFunctions {
  private static final String INVOKE = "arn:aws:states:::lambda:invoke";

  private final @Nullable RemoteServices services;

  /// @param services null when there are none
  RemoteFunctions(@Nullable RemoteServices services) {
    this.services = services;
  }

  /// @return null when Lambda is nowhere
  Invoker.@Nullable Answer invoke(Invoker.Request request) throws InterruptedException {
    TaskHandler handler = services == null ? null : services.find(INVOKE);
    if (handler == null) {
      return null;
    }
    return switch (handler.call(call(request))) {
      case TaskOutcome.Succeeded(Payload output) -> answer(output);
      case TaskOutcome.Failed(String error, String cause) ->
          new Invoker.Answer.Failed(error, cause);
      case TaskOutcome.Submitted _ -> throw new IllegalStateException("a function is no job");
    };
  }

  private static TaskCall call(Invoker.Request request) {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("FunctionName", request.function());
    if (request.qualifier() != null) {
      parameters.put("Qualifier", request.qualifier());
    }
    parameters.put("InvocationType", request.type());
    if (request.logTail()) {
      parameters.put("LogType", "Tail");
    }
    if (request.clientContext() != null) {
      parameters.put("ClientContext", request.clientContext());
    }
    if (request.payload().size() > 0) {
      parameters.put("Payload", request.payload().text());
    }
    return new TaskCall(
        INVOKE,
        Payload.of(parameters),
        request.requestId(),
        false,
        request.timeout(),
        request.execution(),
        null,
        request.traceHeader());
  }

  private static Invoker.Answer answer(Payload output) {
    Map<?, ?> reply = output.value() instanceof Map<?, ?> members ? members : Map.of();
    int status = reply.get("StatusCode") instanceof Number number ? number.intValue() : 0;
    Payload payload = Payload.ofText(String.valueOf(reply.get("Payload")));
    if (status != 200) {
      return new Invoker.Answer.Accepted(status);
    }
    return reply.containsKey("FunctionError")
        ? new Invoker.Answer.FunctionError(payload)
        : new Invoker.Answer.Returned(
            payload,
            String.valueOf(reply.get("ExecutedVersion")),
            reply.get("LogResult") instanceof String log ? log : null);
  }
}
