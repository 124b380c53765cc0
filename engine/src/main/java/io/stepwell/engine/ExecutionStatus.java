package io.stepwell.engine;

/// The status of an execution, in AWS's words.
public enum ExecutionStatus {
  RUNNING,
  SUCCEEDED,
  FAILED,
  TIMED_OUT,
  ABORTED,
  PENDING_REDRIVE;

  public boolean closed() {
    return this != RUNNING && this != PENDING_REDRIVE;
  }
}
