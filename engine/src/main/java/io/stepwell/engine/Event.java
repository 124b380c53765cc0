package io.stepwell.engine;

import io.stepwell.json.Payload;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Everything that can happen to an execution: one record per family of AWS history events, plus
/// internal events that take no AWS id. What was computed is in the event (the chosen state, the
/// evaluated output, the delay with its jitter), so that applying it needs nothing else.
///
/// Stored: see `codec`, which numbers these types; numbers are never reused.
public sealed interface Event {

  // ---- the execution

  /// @param start everything that was decided when the execution was accepted
  /// @param startAt the first state
  record ExecutionStarted(Start start, String startAt) implements Event {}

  record ExecutionSucceeded(Payload output) implements Event {}

  record ExecutionFailed(ErrorOutput error) implements Event {}

  record ExecutionAborted(ErrorOutput error) implements Event {}

  record ExecutionTimedOut(ErrorOutput error) implements Event {}

  /// @param redriveCount from 1
  /// @param deadline when the execution now times out, in epoch milliseconds; null for never
  /// @param clientToken of the request, if it had one
  record ExecutionRedriven(int redriveCount, @Nullable Long deadline, @Nullable String clientToken)
      implements Event {}

  // ---- states

  record StateEntered(StateType type, String name, Payload input) implements Event {}

  /// @param next the state to go on with; null when the container ends here
  /// @param assigned new values of variables of this lane
  record StateExited(
      StateType type,
      String name,
      Payload output,
      Map<String, Payload> assigned,
      @Nullable String next)
      implements Event {}

  /// TaskStateAborted and its like for Wait, Parallel and Map.
  record StateAborted(StateType type, String name) implements Event {}

  /// A JSONata expression failed.
  ///
  /// @param location the field inside the state; null when the value, not an expression, is at fault
  record EvaluationFailed(String state, @Nullable String location, ErrorOutput error)
      implements Event {}

  /// Internal: the lane's state failed, whatever the reason. What follows is Retry, Catch, or the
  /// failure of the lane. Lanes below this one end here.
  ///
  /// @param heartbeat a missed heartbeat: also matched by `States.HeartbeatTimeout`
  /// @param fatal nobody may retry or catch it
  /// @param pointer what the lane's next event points to
  record StateFailing(ErrorOutput error, boolean heartbeat, boolean fatal, long pointer)
      implements Event {}

  /// Internal: the lane waits, in a Wait state or before a retry.
  ///
  /// @param due epoch milliseconds
  record WaitStarted(long due) implements Event {}

  /// Internal: the failed attempt will be repeated. The delay is decided once, jitter included.
  ///
  /// @param retrier its place in the state's Retry
  /// @param due epoch milliseconds
  record RetryScheduled(int retrier, long due) implements Event {}

  /// Internal: the wait or the retry's delay is over.
  record Woken() implements Event {}

  // ---- tasks

  /// @param task unique in the execution, another one for every attempt
  /// @param timeoutSeconds as the definition or its path says; null when not limited
  /// @param timeoutAt epoch milliseconds; null when not limited
  /// @param heartbeatSeconds null when none is asked for
  record TaskScheduled(
      int task,
      TaskResource resource,
      Payload input,
      @Nullable Long timeoutSeconds,
      @Nullable Long timeoutAt,
      @Nullable Long heartbeatSeconds,
      @Nullable String credentialsRole)
      implements Event {}

  /// @param heartbeatAt when the first heartbeat is missed, in epoch milliseconds; null for never
  record TaskStarted(
      int task, TaskResource resource, @Nullable String workerName, @Nullable Long heartbeatAt)
      implements Event {}

  /// @param handle how to find the submitted job again; null when a callback ends the task
  record TaskSubmitted(int task, TaskResource resource, Payload output, @Nullable Payload handle)
      implements Event {}

  record TaskSucceeded(int task, TaskResource resource, Payload output) implements Event {}

  record TaskFailed(int task, TaskResource resource, ErrorOutput error) implements Event {}

  record TaskTimedOut(int task, TaskResource resource, ErrorOutput error) implements Event {}

  /// Internal: a heartbeat arrived.
  record TaskHeartbeat(int task, long heartbeatAt) implements Event {}

  /// Internal: the worker that the activity task was meant for never got it, so that it waits for the
  /// next one as if it had not been started.
  record TaskReturned(int task) implements Event {}

  /// Internal: the callback came before the call that carried its token had returned. Exactly one of
  /// the two is not null.
  record CallbackReceived(int task, @Nullable Payload output, @Nullable ErrorOutput error)
      implements Event {}

  /// Internal: the job of a task that ended early runs no more.
  record JobCancelled(int task) implements Event {}

  // ---- Parallel and Map

  /// @param input every branch's input
  /// @param branches where each branch begins; they take the next lane ids in their order
  record ParallelStarted(Payload input, List<Branch> branches) implements Event {}

  record ParallelSucceeded() implements Event {}

  record ParallelFailed() implements Event {}

  /// @param graph the branch's place in the plan
  record Branch(int graph, String startAt) {}

  /// @param items the array or object whose items are processed
  /// @param maxConcurrency at least 1
  record MapStarted(int length, Payload items, Branch processor, int maxConcurrency)
      implements Event {}

  /// The iteration takes the next lane id.
  ///
  /// @param name of the Map state
  /// @param item `$$.Map.Item.Value`
  /// @param key `$$.Map.Item.Key`, when an object is iterated
  /// @param input of the iteration's first state
  record MapIterationStarted(
      String name, int index, Payload item, @Nullable String key, Payload input) implements Event {}

  record MapIterationSucceeded(String name, int index) implements Event {}

  record MapIterationFailed(String name, int index) implements Event {}

  record MapIterationAborted(String name, int index) implements Event {}

  record MapSucceeded() implements Event {}

  record MapFailed() implements Event {}

  /// Internal: a map run should be alive from now on. It takes the next task number.
  record MapRunOrdered(MapRunOrder order) implements Event {}

  /// Internal: the map run has succeeded and left its result.
  ///
  /// @param pointer what the lane's next event points to
  record MapRunEnded(int task, Payload result, long pointer) implements Event {}

  record MapRunStarted(String mapRunArn) implements Event {}

  record MapRunSucceeded() implements Event {}

  record MapRunFailed(ErrorOutput error) implements Event {}

  record MapRunAborted() implements Event {}

  /// The map run that the lane gave up goes on.
  ///
  /// @param redriveCount of the run, from 1
  record MapRunRedriven(String mapRunArn, int redriveCount) implements Event {}
}
