package io.stepwell.tasks.states;

import io.stepwell.json.Payload;
import io.stepwell.tasks.TaskCall;
import io.stepwell.tasks.TaskHandler;
import io.stepwell.tasks.TaskOutcome;
import java.util.Map;

/// `aws-sdk:sfn:…`: any operation of the Step Functions API, parameters and result in PascalCase.
final class SdkTask implements TaskHandler {
  private final StepFunctions stepFunctions;
  private final String operation;

  /// @param operation as the API names it: `StartExecution`
  SdkTask(StepFunctions stepFunctions, String operation) {
    this.stepFunctions = stepFunctions;
    this.operation = operation;
  }

  @Override
  public TaskOutcome call(TaskCall call) throws InterruptedException {
    Map<?, ?> given = call.input().value() instanceof Map<?, ?> map ? map : Map.of();
    return switch (answer(call, given)) {
      case StepFunctions.Answer.Done(Map<?, ?> members) ->
          new TaskOutcome.Succeeded(Payload.of(Shapes.result(members, Shapes.Times.ISO)));
      case StepFunctions.Answer.Refused refused -> Errors.sdk(refused, call.requestId());
    };
  }

  /// A start without a name is named by the task's request id: made again after a crash it finds the
  /// execution that it has begun.
  private StepFunctions.Answer answer(TaskCall call, Map<?, ?> given) throws InterruptedException {
    return operation.equals("StartExecution")
            && given.get("Name") == null
            && given.get("StateMachineArn") instanceof String arn
        ? stepFunctions.start(
            new StepFunctions.Start(
                arn,
                null,
                NestedTask.input(given.get("Input")),
                given.get("TraceHeader") instanceof String header ? header : call.traceHeader(),
                call.execution(),
                call.requestId(),
                call.repeated()))
        : stepFunctions.call(call.execution(), operation, given);
  }

  /// Reading again harms nobody, and so does most of what takes a name; what else was done twice
  /// would be done twice.
  @Override
  public boolean repeatable() {
    return !operation.equals("StartSyncExecution") && !operation.equals("GetActivityTask");
  }
}
