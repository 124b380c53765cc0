package io.stepwell.runtime.express;

import java.time.Duration;

/// The bounds of the express executions of one process.
///
/// @param running so many run at once; starts beyond are refused. Ours: AWS bounds the rate instead
/// @param inputBytes or so many bytes of their inputs. Ours
/// @param duration AWS: an express execution times out after five minutes
public record ExpressBounds(int running, long inputBytes, Duration duration, Recent recent) {
  public static final ExpressBounds DEFAULT =
      new ExpressBounds(10_000, 256L << 20, Duration.ofMinutes(5), Recent.DEFAULT);

  /// What is remembered of those that began last; all ours.
  ///
  /// @param executions at most so many
  /// @param ofOneMachine so that a busy machine does not crowd out the others
  /// @param bytes of all events, about
  /// @param bytesOfOne of the events of one execution, its last ones apart
  public record Recent(int executions, int ofOneMachine, long bytes, long bytesOfOne) {
    public static final Recent DEFAULT = new Recent(1_000, 100, 32L << 20, 2L << 20);
  }
}
