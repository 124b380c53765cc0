package io.stepwell.runtime.observe;

import io.stepwell.engine.Event;
import io.stepwell.engine.StateType;

/// Which events a machine logs, in the words of `loggingConfiguration`.
public enum LogLevel {
  ALL,
  /// What went wrong, caught or not, and what ended because of it.
  ERROR,
  /// How executions ended that did not succeed.
  FATAL,
  OFF;

  public boolean logs(Event event) {
    return switch (this) {
      case ALL -> true;
      case ERROR -> isError(event);
      case FATAL -> isFatal(event);
      case OFF -> false;
    };
  }

  private static boolean isFatal(Event event) {
    return event instanceof Event.ExecutionAborted
        || event instanceof Event.ExecutionFailed
        || event instanceof Event.ExecutionTimedOut;
  }

  private static boolean isError(Event event) {
    return switch (event) {
      case Event.ExecutionAborted _,
          Event.ExecutionFailed _,
          Event.ExecutionTimedOut _,
          Event.EvaluationFailed _,
          Event.TaskFailed _,
          Event.TaskTimedOut _,
          Event.StateAborted _,
          Event.ParallelFailed _,
          Event.MapFailed _,
          Event.MapIterationFailed _,
          Event.MapIterationAborted _,
          Event.MapRunFailed _,
          Event.MapRunAborted _ ->
          true;
      case Event.StateEntered entered -> entered.type() == StateType.FAIL;
      case Event.ExecutionStarted _,
          Event.ExecutionSucceeded _,
          Event.ExecutionRedriven _,
          Event.StateExited _,
          Event.StateFailing _,
          Event.WaitStarted _,
          Event.RetryScheduled _,
          Event.Woken _,
          Event.TaskScheduled _,
          Event.TaskStarted _,
          Event.TaskSubmitted _,
          Event.TaskSucceeded _,
          Event.TaskHeartbeat _,
          Event.TaskReturned _,
          Event.CallbackReceived _,
          Event.JobCancelled _,
          Event.ParallelStarted _,
          Event.ParallelSucceeded _,
          Event.MapStarted _,
          Event.MapIterationStarted _,
          Event.MapIterationSucceeded _,
          Event.MapSucceeded _,
          Event.MapRunOrdered _,
          Event.MapRunEnded _,
          Event.MapRunStarted _,
          Event.MapRunSucceeded _,
          Event.MapRunRedriven _ ->
          false;
    };
  }
}
