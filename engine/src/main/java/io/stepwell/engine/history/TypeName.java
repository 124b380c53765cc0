package io.stepwell.engine.history;

import io.stepwell.engine.Event;
import io.stepwell.engine.TaskResource;

/// AWS's names of event types. Function and activity tasks have events of their own; all other tasks
/// share the `Task…` family.
final class TypeName {
  private TypeName() {}

  static String of(Event event) {
    return switch (event) {
      case Event.ExecutionStarted _ -> "ExecutionStarted";
      case Event.ExecutionSucceeded _ -> "ExecutionSucceeded";
      case Event.ExecutionFailed _ -> "ExecutionFailed";
      case Event.ExecutionAborted _ -> "ExecutionAborted";
      case Event.ExecutionTimedOut _ -> "ExecutionTimedOut";
      case Event.ExecutionRedriven _ -> "ExecutionRedriven";
      case Event.StateEntered e -> e.type().text() + "StateEntered";
      case Event.StateExited e -> e.type().text() + "StateExited";
      case Event.StateAborted e -> e.type().text() + "StateAborted";
      case Event.EvaluationFailed _ -> "EvaluationFailed";
      case Event.TaskScheduled e -> family(e.resource()) + "Scheduled";
      case Event.TaskStarted e -> family(e.resource()) + "Started";
      case Event.TaskSubmitted e -> family(e.resource()) + "Submitted";
      case Event.TaskSucceeded e -> family(e.resource()) + "Succeeded";
      case Event.TaskFailed e -> family(e.resource()) + "Failed";
      case Event.TaskTimedOut e -> family(e.resource()) + "TimedOut";
      case Event.ParallelStarted _ -> "ParallelStateStarted";
      case Event.ParallelSucceeded _ -> "ParallelStateSucceeded";
      case Event.ParallelFailed _ -> "ParallelStateFailed";
      case Event.MapStarted _ -> "MapStateStarted";
      case Event.MapIterationStarted _ -> "MapIterationStarted";
      case Event.MapIterationSucceeded _ -> "MapIterationSucceeded";
      case Event.MapIterationFailed _ -> "MapIterationFailed";
      case Event.MapIterationAborted _ -> "MapIterationAborted";
      case Event.MapSucceeded _ -> "MapStateSucceeded";
      case Event.MapFailed _ -> "MapStateFailed";
      case Event.MapRunStarted _ -> "MapRunStarted";
      case Event.MapRunSucceeded _ -> "MapRunSucceeded";
      case Event.MapRunFailed _ -> "MapRunFailed";
      case Event.MapRunAborted _ -> "MapRunAborted";
      case Event.MapRunRedriven _ -> "MapRunRedriven";
      case Event.StateFailing _,
          Event.WaitStarted _,
          Event.RetryScheduled _,
          Event.Woken _,
          Event.TaskHeartbeat _,
          Event.TaskReturned _,
          Event.CallbackReceived _,
          Event.JobCancelled _,
          Event.MapRunOrdered _,
          Event.MapRunEnded _ ->
          throw new IllegalStateException("AWS has no such event: " + event);
    };
  }

  private static String family(TaskResource resource) {
    return switch (resource.kind()) {
      case FUNCTION -> "LambdaFunction";
      case ACTIVITY -> "Activity";
      case INTEGRATION -> "Task";
    };
  }
}
