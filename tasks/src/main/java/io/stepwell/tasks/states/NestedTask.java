package io.stepwell.tasks.states;

import io.stepwell.json.Json;
import io.stepwell.json.JsonException;
import io.stepwell.json.Payload;
import io.stepwell.tasks.JobHandler;
import io.stepwell.tasks.TaskCall;
import io.stepwell.tasks.TaskOutcome;
import io.stepwell.tasks.states.StepFunctions.Answer;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `states:startExecution`: starts an execution, and with `.sync` and `.sync:2` waits for its end.
///
/// An `Input` that is no string is written as JSON; absent and null mean an empty object. Without a
/// `Name` the execution is named by the task's request id, so a start that a crash interrupted is
/// found again. The job of the `.sync` forms is the execution; its handle is its ARN.
final class NestedTask implements JobHandler {
  private static final String SUCCEEDED = "SUCCEEDED";

  /// What becomes of the task once the execution has started.
  enum Form {
    /// `startExecution`, also with `.waitForTaskToken`.
    START,
    /// `.sync`: input and output stay JSON text.
    SYNC,
    /// `.sync:2`: input and output are JSON.
    SYNC_2
  }

  private final StepFunctions stepFunctions;
  private final Form form;
  private final Clock clock;

  /// @param clock for the `Date` header in the result
  NestedTask(StepFunctions stepFunctions, Form form, Clock clock) {
    this.stepFunctions = stepFunctions;
    this.form = form;
    this.clock = clock;
  }

  @Override
  public TaskOutcome call(TaskCall call) throws InterruptedException {
    Map<?, ?> parameters = parameters(call);
    String problem = problem(parameters);
    if (problem != null) {
      return unusable(call, problem);
    }
    StepFunctions.Start start = start(call, parameters);
    if (form != Form.START && !stepFunctions.canBeAwaited(start.stateMachineArn())) {
      return Errors.optimized(
          new Answer.Refused(
              "StateMachineTypeNotSupported",
              400,
              "State Machine Type Not Supported: 'The executions of an express state machine cannot"
                  + " be waited for: "
                  + start.stateMachineArn()
                  + "'"),
          call.requestId());
    }
    return switch (stepFunctions.start(start)) {
      case Answer.Done(Map<?, ?> members) -> started(call, members);
      case Answer.Refused refused -> Errors.optimized(refused, call.requestId());
    };
  }

  private TaskOutcome started(TaskCall call, Map<?, ?> members) {
    Payload output = Payload.of(new StartReply(clock.instant(), call.requestId()).of(members));
    Object arn = members.get("executionArn");
    return form == Form.START
        ? new TaskOutcome.Succeeded(output)
        : new TaskOutcome.Submitted(output, Payload.of(arn));
  }

  @Override
  public TaskOutcome await(TaskCall call, Payload handle) throws InterruptedException {
    return switch (stepFunctions.awaitEnd(call.execution(), arn(handle))) {
      case Answer.Done(Map<?, ?> members) -> ended(members);
      case Answer.Refused refused -> Errors.optimized(refused, call.requestId());
    };
  }

  private TaskOutcome ended(Map<?, ?> members) {
    Map<String, @Nullable Object> shown = Shapes.result(members, Shapes.Times.MILLIS);
    shown.keySet().removeIf(name -> name.startsWith("Redrive"));
    if (!SUCCEEDED.equals(shown.get("Status"))) {
      return new TaskOutcome.Failed("States.TaskFailed", Json.write(shown));
    }
    if (form == Form.SYNC_2) {
      parse(shown, "Input");
      parse(shown, "Output");
    }
    return new TaskOutcome.Succeeded(Payload.of(shown));
  }

  @Override
  public void cancel(TaskCall call, @Nullable Payload handle) throws InterruptedException {
    if (handle != null) {
      stepFunctions.stop(call.execution(), arn(handle));
      return;
    }
    Map<?, ?> parameters = parameters(call);
    if (problem(parameters) == null) {
      stepFunctions.stopStarted(start(call, parameters));
    }
  }

  private static StepFunctions.Start start(TaskCall call, Map<?, ?> parameters) {
    return new StepFunctions.Start(
        String.valueOf(parameters.get("StateMachineArn")),
        (String) parameters.get("Name"),
        input(parameters.get("Input")),
        parameters.get("TraceHeader") instanceof String header ? header : call.traceHeader(),
        call.execution(),
        call.requestId(),
        call.repeated());
  }

  static @Nullable String input(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case String text -> text;
      default -> Json.write(value);
    };
  }

  private static Map<?, ?> parameters(TaskCall call) {
    return call.input().value() instanceof Map<?, ?> map ? map : Map.of();
  }

  private static @Nullable String problem(Map<?, ?> parameters) {
    if (parameters.get("StateMachineArn") == null) {
      return "The field 'StateMachineArn' is required but was missing";
    }
    for (String name : new String[] {"StateMachineArn", "Name", "TraceHeader"}) {
      Object value = parameters.get(name);
      if (value != null && !(value instanceof String)) {
        return "The value for the field '" + name + "' must be a STRING";
      }
    }
    return null;
  }

  private static TaskOutcome unusable(TaskCall call, String problem) {
    return new TaskOutcome.Failed(
        "States.Runtime",
        "The Parameters '%s' could not be used to start the Task: [%s]"
            .formatted(call.input().text(), problem));
  }

  private static String arn(Payload handle) {
    if (handle.value() instanceof String arn) {
      return arn;
    }
    throw new IllegalStateException("the handle of a nested execution is its ARN");
  }

  private static void parse(Map<String, @Nullable Object> members, String name) {
    if (members.get(name) instanceof String text) {
      try {
        members.put(name, Json.parse(text));
      } catch (JsonException e) {
        throw new IllegalStateException("what an execution took and gave is JSON", e);
      }
    }
  }
}
