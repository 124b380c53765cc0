package io.stepwell.engine;

import io.stepwell.json.Payload;
import org.jspecify.annotations.Nullable;

/// What can be asked of an execution. Redundant commands are ordinary and answered with a
/// [Rejection]; none of them is ever an error of the engine.
public sealed interface Command {
  /// The first command of an execution.
  record StartExecution(Start start) implements Command {}

  /// Go on where the last slice ended.
  record Continue() implements Command {}

  /// The call returned, and the task goes on elsewhere (`.sync`, `.waitForTaskToken`).
  record SubmitTask(int task, Payload output, @Nullable Payload handle) implements Command {}

  /// The task's result: of the call, of the job, or from SendTaskSuccess.
  record CompleteTask(int task, Payload output, boolean callback) implements Command {}

  /// The task's error: of the call, of the job, or from SendTaskFailure.
  record FailTask(int task, ErrorOutput error, boolean callback) implements Command {}

  /// SendTaskHeartbeat.
  record HeartbeatTask(int task) implements Command {}

  /// The map run has succeeded.
  ///
  /// @param redrives of the run by then: what an earlier attempt of it says is late
  record CompleteMapRun(int task, int redrives, Payload result) implements Command {}

  /// The map run has failed.
  ///
  /// @param redrives of the run by then
  record FailMapRun(int task, int redrives, ErrorOutput error) implements Command {}

  /// A worker polled and takes this task.
  record ClaimActivityTask(int task, @Nullable String workerName) implements Command {}

  /// The worker that took this task was not there to receive it: another one may have it.
  record ReturnActivityTask(int task) implements Command {}

  /// Some deadline has passed: everything that is due now happens.
  record FireTimers() implements Command {}

  /// StopExecution.
  record StopExecution(ErrorOutput error) implements Command {}

  /// The job of a task that ended early was stopped, or had ended.
  record AcknowledgeCancel(int task) implements Command {}

  /// RedriveExecution.
  ///
  /// @param clientToken the same request again is answered like the first
  record RedriveExecution(@Nullable String clientToken) implements Command {}

  /// A child of a map run is redriven with its run.
  ///
  /// @param attempt which it begins with that, and what its redrives are counted as: more than they
  ///     are, where an earlier one found it out of service
  record RedriveChild(int attempt) implements Command {}
}
