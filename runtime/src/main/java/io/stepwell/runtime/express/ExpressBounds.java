package io.stepwell.runtime.express;

import java.time.Duration;

/// The bounds of the express executions of one process.
///
/// @param running so many run at once; starts beyond are refused. Ours: AWS bounds the rate instead
/// @param inputBytes or so many bytes of their inputs. Ours
/// @param duration AWS: an express execution times out after five minutes
public record ExpressBounds(int running, long inputBytes, Duration duration) {
  public static final ExpressBounds DEFAULT =
      new ExpressBounds(10_000, 256L << 20, Duration.ofMinutes(5));
}
