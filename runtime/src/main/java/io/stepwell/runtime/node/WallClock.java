package io.stepwell.runtime.node;

import java.util.function.LongConsumer;
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

  private final LongSupplier wall;
  private final LongSupplier nano;
  private final LongConsumer jumped;
  private volatile Anchor anchor;

  /// How far the wall clock is ahead, as far as that has been told; less than 0 after it was set back.
  private long toldAhead; // guarded by this

  WallClock() {
    this(
        System::currentTimeMillis,
        System::nanoTime,
        millis -> LOG.warn("The wall clock has jumped by {} ms", millis));
  }

  /// @param wall epoch milliseconds
  /// @param nano a clock as System.nanoTime
  /// @param jumped is told once of each jump, in milliseconds
  WallClock(LongSupplier wall, LongSupplier nano, LongConsumer jumped) {
    this.wall = wall;
    this.nano = nano;
    this.jumped = jumped;
    anchor = new Anchor(wall.getAsLong(), nano.getAsLong());
  }

  @Override
  public long getAsLong() {
    Anchor from = anchor;
    long at = nano.getAsLong();
    long now = from.wall + (at - from.nano) / 1_000_000;
    return at - from.nano > CHECK_NANOS ? compare(now, at) : now;
  }

  private synchronized long compare(long now, long at) {
    long shown = wall.getAsLong();
    long ahead = shown - now;
    if (Math.abs(ahead - toldAhead) > JUMP_MILLIS) {
      jumped.accept(ahead - toldAhead);
      toldAhead = ahead;
    }
    if (ahead >= 0) {
      toldAhead = 0; // it is followed
    }
    long next = Math.max(now, shown);
    if (at > anchor.nano) {
      anchor = new Anchor(next, at);
    }
    return next;
  }
}
