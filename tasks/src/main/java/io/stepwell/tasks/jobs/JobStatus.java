package io.stepwell.tasks.jobs;

/// How far a job is, in the words of AWS Batch and in its order.
public enum JobStatus {
  SUBMITTED,
  /// Waits for the jobs that it depends on; an array waits for its children.
  PENDING,
  /// Waits for room in its queue.
  RUNNABLE,
  STARTING,
  RUNNING,
  SUCCEEDED,
  FAILED;

  public boolean hasEnded() {
    return this == SUCCEEDED || this == FAILED;
  }
}
