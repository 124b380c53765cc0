package io.stepwell.runtime.storage;

import io.stepwell.engine.ExecutionStatus;
import io.stepwell.engine.codec.CorruptDataException;

/// The stored form of a status: one byte, never reused.
final class StatusCode {
  private StatusCode() {}

  static byte of(ExecutionStatus status) {
    return switch (status) {
      case RUNNING -> 0;
      case SUCCEEDED -> 1;
      case FAILED -> 2;
      case TIMED_OUT -> 3;
      case ABORTED -> 4;
      case PENDING_REDRIVE -> 5;
    };
  }

  static ExecutionStatus status(byte code) {
    return switch (code) {
      case 0 -> ExecutionStatus.RUNNING;
      case 1 -> ExecutionStatus.SUCCEEDED;
      case 2 -> ExecutionStatus.FAILED;
      case 3 -> ExecutionStatus.TIMED_OUT;
      case 4 -> ExecutionStatus.ABORTED;
      case 5 -> ExecutionStatus.PENDING_REDRIVE;
      default -> throw new CorruptDataException("no status has the code " + code);
    };
  }
}
