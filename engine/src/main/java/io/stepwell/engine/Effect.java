package io.stepwell.engine;

import io.stepwell.json.Payload;
import org.jspecify.annotations.Nullable;

/// An intention towards the outside, alive as long as the state says so. Two effects that are equal
/// are the same effect.
public sealed interface Effect {
  /// The call of a task; ends with SubmitTask, CompleteTask or FailTask.
  ///
  /// @param stateName on whose behalf
  /// @param timeoutAt epoch milliseconds, or null
  /// @param handle not null once the job is submitted: then it is waited for, not submitted again
  record CallTask(
      int task,
      TaskResource resource,
      Payload input,
      String stateName,
      @Nullable Long timeoutAt,
      @Nullable Payload handle)
      implements Effect {}

  /// An activity task waits for a worker; ends with ClaimActivityTask, a timeout or an abort.
  ///
  /// @param scheduledAt epoch milliseconds; offers of one activity are served in this order
  record OfferActivityTask(
      int task, String activityArn, Payload input, long scheduledAt, String stateName)
      implements Effect {}

  /// A job that nobody wants any more is to be stopped; ends with AcknowledgeCancel. Outlives the
  /// execution's end: until it is acknowledged the job may still run.
  ///
  /// @param input as the task was scheduled with
  /// @param handle null when the submission was in flight: the job is found by its request id
  record CancelJob(
      int task, TaskResource resource, Payload input, String stateName, @Nullable Payload handle)
      implements Effect {}

  /// A map run should be alive; ends with CompleteMapRun or FailMapRun.
  ///
  /// @param redrives how often its execution has redriven it
  record RunMap(MapRunOrder order, int redrives) implements Effect {}

  /// Ready lanes are left: send Continue.
  record ContinueSlice() implements Effect {}
}
