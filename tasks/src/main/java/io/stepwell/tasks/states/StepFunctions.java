package io.stepwell.tasks.states;

import io.stepwell.tasks.TaskCall;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The Step Functions of this process, as Task states see it.
public interface StepFunctions {
  /// What a call of the API came to.
  sealed interface Answer {
    /// @param members in camelCase, times as epoch seconds, as the API writes them
    record Done(Map<?, ?> members) implements Answer {}

    /// @param type as the API names it: `StateMachineDoesNotExist`
    record Refused(String type, int status, String message) implements Answer {}
  }

  /// The start of a nested execution.
  ///
  /// @param requestId of the task that starts it: names the execution when `name` is null, and tells
  ///     a start made again after a crash from another one
  /// @param again an earlier process may have made this start
  record Start(
      String stateMachineArn,
      @Nullable String name,
      @Nullable String input,
      @Nullable String traceHeader,
      TaskCall.Execution parent,
      String requestId,
      boolean again) {}

  /// Calls an operation of the API, by AWS's name, on behalf of an execution.
  ///
  /// @param parameters named in camelCase or PascalCase; JSON may stand where the API takes its text
  Answer call(TaskCall.Execution caller, String operation, Map<?, ?> parameters)
      throws InterruptedException;

  /// StartExecution, made once however often it is called for the same request id.
  Answer start(Start start) throws InterruptedException;

  /// Whether executions of this machine can be waited for: those of standard machines.
  ///
  /// @return false for an express machine; true also for one that there is not
  boolean canBeAwaited(String stateMachineArn) throws InterruptedException;

  /// Waits until the execution has ended and describes it.
  Answer awaitEnd(TaskCall.Execution parent, String executionArn) throws InterruptedException;

  /// Ends an execution if it runs.
  void stop(TaskCall.Execution parent, String executionArn) throws InterruptedException;

  /// Ends the execution that this start has begun, if there is one and it runs.
  void stopStarted(Start start) throws InterruptedException;
}
