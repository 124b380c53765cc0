package io.stepwell.runtime.partition;

import org.jspecify.annotations.Nullable;

/// Walks through one kind of what is kept, in slices, and deletes what is not to be kept any longer.
interface Sweep {
  /// Goes on from a key until the slice is used up.
  ///
  /// @return the key to go on from, or null when there is nothing more to look at
  byte @Nullable [] goOn(Turn turn, byte[] from, Slice slice);

  /// What one turn may spend, and what it learned.
  final class Slice {
    private static final int LOOKS = 512;
    private static final int DELETIONS = 32;

    final long now;
    private int looks = LOOKS;
    private int deletions = DELETIONS;
    private boolean kept;

    Slice(long now) {
      this.now = now;
    }

    boolean used() {
      return looks <= 0 || deletions <= 0;
    }

    void looked() {
      looks--;
    }

    void deleted() {
      deletions--;
    }

    /// There is something that will not be kept for ever.
    void keeps() {
      kept = true;
    }

    boolean kept() {
      return kept;
    }
  }
}
