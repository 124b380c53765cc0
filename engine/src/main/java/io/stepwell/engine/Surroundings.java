package io.stepwell.engine;

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
}
