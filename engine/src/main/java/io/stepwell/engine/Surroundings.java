package io.stepwell.engine;

import org.jspecify.annotations.Nullable;

/// What a decision may ask of the world: pure functions of values that do not change while it runs.
public interface Surroundings {
  /// Whether an activity of this ARN exists.
  boolean activityExists(String activityArn);

  /// The task token for a task of this execution: the same for the same task each time.
  String taskToken(int task);

  /// Whether somebody waits for the execution's end (StartSyncExecution): AWS's context object then
  /// has no RedriveCount.
  default boolean synchronous() {
    return false;
  }

  /// Who looks into the state that runs; null in every ordinary execution.
  default @Nullable Inspection inspection() {
    return null;
  }
}
