package io.stepwell.runtime.express;

import io.stepwell.engine.ErrorOutput;
import io.stepwell.engine.ExecutionStatus;
import io.stepwell.engine.Start;
import io.stepwell.json.Payload;
import org.jspecify.annotations.Nullable;

/// How an express execution ended.
///
/// @param start with the deadline it was given
/// @param output null unless it succeeded
/// @param error null if it succeeded
public record ExpressResult(
    Start start,
    ExecutionStatus status,
    long startedAt,
    long stoppedAt,
    @Nullable Payload output,
    @Nullable ErrorOutput error,
    Billing billing) {

  /// What AWS would charge for.
  ///
  /// @param durationMillis in steps of 100 ms
  /// @param memoryMegabytes in steps of 64 MB: AWS counts 50 MB for each execution and its data
  public record Billing(long durationMillis, long memoryMegabytes) {
    private static final long DURATION_STEP = 100;
    private static final long MEMORY_STEP = 64;
    private static final long BASE_MEGABYTES = 50;
    private static final int MEGABYTE_BITS = 20;

    static Billing of(long millis, long dataBytes) {
      long megabytes = BASE_MEGABYTES + (dataBytes >> MEGABYTE_BITS);
      return new Billing(
          Math.max(1, steps(millis, DURATION_STEP)) * DURATION_STEP,
          steps(megabytes, MEMORY_STEP) * MEMORY_STEP);
    }

    private static long steps(long amount, long step) {
      return (amount + step - 1) / step;
    }
  }
}
