package io.stepwell.tasks.lambda;

import io.stepwell.json.Json;
import io.stepwell.json.JsonException;
import io.stepwell.json.Payload;
import io.stepwell.tasks.TaskCall;
import io.stepwell.tasks.TaskHandler;
import io.stepwell.tasks.TaskOutcome;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The integration `lambda:invoke`: parameters `FunctionName`, `Payload`, `InvocationType`,
/// `Qualifier`, `LogType` and `ClientContext`; the result is the API's reply with `Payload` parsed. With `.waitForTaskToken` the
/// call is the same, and its result is what submitting answered.
///
/// A `Payload` that is a string is JSON text, as the API takes it; anything else is written as JSON.
/// Absent and null mean an empty object.
public final class InvokeTask implements TaskHandler {
  private static final Set<String> TYPES = Set.of("RequestResponse", "Event", "DryRun");
  private static final String LOG_TYPE = "LogType";
  private static final String NO_LOG = "None";
  private static final String TAIL = "Tail";
  private static final Set<String> LOG_TYPES = Set.of(NO_LOG, TAIL);
  private static final List<String> STRINGS =
      List.of("FunctionName", "InvocationType", "Qualifier", LOG_TYPE, "ClientContext");

  private final Invoker invoker;
  private final Clock clock;

  /// @param clock for the `Date` header in the result
  public InvokeTask(Invoker invoker, Clock clock) {
    this.invoker = invoker;
    this.clock = clock;
  }

  @Override
  public TaskOutcome call(TaskCall call) throws InterruptedException {
    Map<?, ?> parameters = call.input().value() instanceof Map<?, ?> map ? map : Map.of();
    String problem = problem(parameters);
    if (problem != null) {
      return new TaskOutcome.Failed(
          "States.Runtime",
          "The Parameters '%s' could not be used to start the Task: [%s]"
              .formatted(call.input().text(), problem));
    }
    String function = text(parameters, "FunctionName", "");
    String requestId = Results.uuid(call.requestId());
    Invoker.Answer answer =
        invoker.invoke(
            new Invoker.Request(
                function,
                parameters.get("Qualifier") instanceof String qualifier ? qualifier : null,
                type(parameters),
                payload(parameters.get("Payload")),
                text(parameters, LOG_TYPE, NO_LOG).equals(TAIL),
                parameters.get("ClientContext") instanceof String context ? context : null,
                requestId,
                call.timeout(),
                call.traceHeader(),
                call.execution()));
    return outcome(call, requestId, function, answer);
  }

  /// The function.
  @Override
  public String target(Payload input) {
    return input.value() instanceof Map<?, ?> map ? text(map, "FunctionName", "") : "";
  }

  private TaskOutcome outcome(
      TaskCall call, String requestId, String function, Invoker.Answer answer) {
    InvokeReply reply = new InvokeReply(clock.instant(), requestId, call.traceHeader());
    return switch (answer) {
      case Invoker.Answer.Returned returned -> returned(reply, function, returned);
      case Invoker.Answer.Accepted accepted ->
          new TaskOutcome.Succeeded(Payload.of(reply.accepted(accepted.status())));
      case Invoker.Answer.FunctionError failed ->
          Results.functionError(failed.document(), compact(failed.document()));
      case Invoker.Answer.Failed failed -> new TaskOutcome.Failed(failed.error(), failed.cause());
      case Invoker.Answer.Refused refused -> Results.refused(refused, requestId);
    };
  }

  private static TaskOutcome returned(
      InvokeReply reply, String function, Invoker.Answer.Returned returned) {
    TaskOutcome alone = Results.limited(returned.payload(), "lambda");
    if (alone instanceof TaskOutcome.Failed) {
      return alone; // not worth parsing
    }
    try {
      Payload result = Payload.of(reply.returned(returned));
      return Results.limited(result, "lambda");
    } catch (JsonException e) {
      return Results.notJson(function, e);
    }
  }

  /// AWS parses the error document here and prints it again without white space.
  private static String compact(Payload document) {
    try {
      return Json.write(document.value());
    } catch (JsonException e) {
      return document.text();
    }
  }

  private static @Nullable String problem(Map<?, ?> parameters) {
    if (!parameters.containsKey("FunctionName")) {
      return "The field 'FunctionName' is required but was missing";
    }
    for (String name : STRINGS) {
      if (parameters.containsKey(name) && !(parameters.get(name) instanceof String)) {
        return "The value for the field '" + name + "' must be a STRING";
      }
    }
    if (!TYPES.contains(type(parameters))) {
      return "The value for the field 'InvocationType' must be one of RequestResponse, Event,"
          + " DryRun";
    }
    return LOG_TYPES.contains(text(parameters, LOG_TYPE, NO_LOG))
        ? null
        : "The value for the field 'LogType' must be one of None, Tail";
  }

  private static String type(Map<?, ?> parameters) {
    return text(parameters, "InvocationType", "RequestResponse");
  }

  private static String text(Map<?, ?> parameters, String name, String absent) {
    return parameters.get(name) instanceof String text ? text : absent;
  }

  private static Payload payload(@Nullable Object value) {
    return switch (value) {
      case null -> Payload.ofText("");
      case String text -> Payload.ofText(text);
      default -> Payload.of(value);
    };
  }
}
