package io.stepwell.runtime;

import io.stepwell.engine.ErrorOutput;
import io.stepwell.json.Payload;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What came of testing a state.
///
/// @param output null when it failed or is to be retried
/// @param nextState where the state leads; null where it ends, or failed
/// @param inspectionData in AWS's names: a [Payload] for data, a number, or a map of such; empty at
///     level INFO
public record TestedState(
    Status status,
    @Nullable Payload output,
    @Nullable ErrorOutput error,
    @Nullable String nextState,
    Map<String, Object> inspectionData) {

  /// AWS's TestExecutionStatus.
  public enum Status {
    SUCCEEDED,
    FAILED,
    RETRIABLE,
    CAUGHT_ERROR
  }
}
