package io.stepwell.runtime.node;

import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Epoch milliseconds that run as evenly as the machine's monotonic clock and stay near its wall
/// clock. Small differences are taken up as they come; a jump is logged. Forward it is followed,
/// because that is what a machine that slept looks like, and Wait means the wall's time; backward
/// the clock runs on at its own pace. It never goes back.
final class WallClock implements LongSupplier {
  private static final Logger LOG = LoggerFactory.getLogger(WallClock.class);
  private static final long CHECK_NANOS = 1_000_000_000L;
  private static final long JUMP_MILLIS = 2_000;

  private record Anchor(long wall, long nano) {}

  private volatile Anchor anchor = new Anchor(System.currentTimeMillis(), System.nanoTime());

  @Override
  public long getAsLong() {
    Anchor from = anchor;
    long nano = System.nanoTime();
    long now = from.wall + (nano - from.nano) / 1_000_000;
    if (nano - from.nano > CHECK_NANOS) {
      return compare(now, nano);
    }
    return now;
  }

  private synchronized long compare(long now, long nano) {
    long wall = System.currentTimeMillis();
    long ahead = wall - now;
    if (Math.abs(ahead) > JUMP_MILLIS) {
      LOG.warn("The wall clock has jumped by {} ms", ahead);
    }
    long next = Math.max(now, wall);
    if (nano > anchor.nano) {
      anchor = new Anchor(next, nano);
    }
    return next;
  }
}
