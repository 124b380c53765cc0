package io.stepwell.tasks;

import io.stepwell.json.Payload;
import org.jspecify.annotations.Nullable;

/// Runs the jobs of one kind of `.sync` resource: a job is submitted, lives on by itself, and is waited
/// for. Between the three methods nothing is kept but the handle, which is durable, so each may run
/// in another process than the one before.
///
/// [#call] submits and answers with [TaskOutcome.Submitted], or with Failed when there is no job. A
/// repeated call with the same request id must find the job of the first one instead of starting
/// another; if the service can't do that, [#repeatable] says so.
public interface JobHandler extends TaskHandler {
  /// Waits for the end of a submitted job, on a virtual thread. Interrupted when nobody waits any
  /// more; called anew after a restart.
  ///
  /// @param handle as it was submitted
  /// @return Succeeded or Failed
  TaskOutcome await(TaskCall call, Payload handle) throws InterruptedException;

  /// Sees to it that the job runs no more: its task was aborted or timed out, or the execution has
  /// ended. Repeated until it returns, also by later processes, so it must not mind a job that has
  /// ended, or never was. No call for the same task is out meanwhile.
  ///
  /// @param handle null when the submission's answer was never recorded: the job, if there is one, is
  ///     found by the call's request id
  void cancel(TaskCall call, @Nullable Payload handle) throws InterruptedException;
}
