package io.stepwell.engine.step;

import io.stepwell.asl.plan.DataFlow;
import io.stepwell.asl.plan.Resource;
import io.stepwell.asl.plan.Setting;
import io.stepwell.asl.plan.TaskState;
import io.stepwell.engine.Event;
import io.stepwell.engine.Inspection;
import io.stepwell.engine.StateType;
import io.stepwell.engine.TaskResource;
import io.stepwell.engine.TaskResource.Kind;
import io.stepwell.engine.TaskResource.Pattern;
import io.stepwell.expression.EvaluationException;
import io.stepwell.expression.Scope;
import io.stepwell.json.Payload;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Task (States Language, "Task State"): scheduled with its parameters and deadlines, ended by its
/// result. An activity task is started by the worker that polls for it, any other at once.
final class TaskStep {
  /// TimeoutSeconds when none is given; AWS's events leave it out.
  private static final long UNLIMITED_SECONDS = 99_999_999;

  private TaskStep() {}

  /// The first attempt, or a repeated one: each is a task of its own.
  static void schedule(Turn turn, TaskState state) {
    int task = turn.newTask();
    TaskResource resource = resource(state.resource());
    Payload input = InputOutput.effectiveInput(turn, state.flow());
    Scope scope = scope(turn, state.flow(), input, resource, task);
    Payload parameters =
        Sizes.checkParameters(turn, InputOutput.workInput(turn, state.flow(), input, scope));
    Long timeout = limit(state.timeoutSeconds(), scope);
    Long heartbeat = limit(state.heartbeatSeconds(), scope);
    String role = Settings.text(state.credentialsRole(), scope);
    checkActivity(turn, resource);
    turn.emit(
        new Event.TaskScheduled(
            task, resource, parameters, timeout, due(turn, timeout), heartbeat, role));
    if (resource.kind() != Kind.ACTIVITY) {
      turn.emit(new Event.TaskStarted(task, resource, null, due(turn, heartbeat)));
    }
  }

  static void completed(Turn turn, TaskState state, Payload result) {
    turn.show(Inspection.Datum.RESULT, result);
    DataFlow flow = state.flow();
    Map<String, Payload> assigned =
        flow.assign() == null
            ? Map.of()
            : InputOutput.assigned(flow.assign(), InputOutput.resultScope(turn, flow, result));
    Payload output = InputOutput.outputOfResult(turn, flow, result);
    Exits.exit(turn, StateType.TASK, output, assigned, state.transition());
  }

  private static Scope scope(
      Turn turn, DataFlow flow, Payload input, TaskResource resource, int task) {
    Scope scope = InputOutput.inputScope(turn, flow, input);
    boolean hasToken =
        resource.kind() == Kind.ACTIVITY || resource.pattern() != Pattern.REQUEST_RESPONSE;
    return hasToken
        ? scope.withContext(() -> ContextObject.ofTask(turn, turn.surroundings().taskToken(task)))
        : scope;
  }

  private static @Nullable Long limit(@Nullable Setting setting, Scope scope) {
    Long seconds = Settings.wholeNumber(setting, scope);
    return seconds == null || seconds >= UNLIMITED_SECONDS ? null : seconds;
  }

  private static @Nullable Long due(Turn turn, @Nullable Long seconds) {
    return seconds == null ? null : turn.now() + seconds * 1000;
  }

  private static void checkActivity(Turn turn, TaskResource resource) {
    if (resource.kind() == Kind.ACTIVITY && !turn.surroundings().activityExists(resource.arn())) {
      throw EvaluationException.runtime("The activity " + resource.arn() + " does not exist.");
    }
  }

  private static TaskResource resource(Resource resource) {
    return switch (resource) {
      case Resource.Function(String arn) ->
          new TaskResource(Kind.FUNCTION, Pattern.REQUEST_RESPONSE, arn, "", "");
      case Resource.Activity(String arn) ->
          new TaskResource(Kind.ACTIVITY, Pattern.REQUEST_RESPONSE, arn, "", "");
      case Resource.Integration(String arn, String type, String action, var pattern) ->
          new TaskResource(
              Kind.INTEGRATION,
              switch (pattern) {
                case REQUEST_RESPONSE -> Pattern.REQUEST_RESPONSE;
                case SYNC -> Pattern.SYNC;
                case WAIT_FOR_TASK_TOKEN -> Pattern.WAIT_FOR_TASK_TOKEN;
              },
              arn,
              type,
              action);
    };
  }
}
