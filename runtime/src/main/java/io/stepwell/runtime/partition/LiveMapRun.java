package io.stepwell.runtime.partition;

import io.stepwell.json.Payload;
import io.stepwell.runtime.maprun.Chunk;
import io.stepwell.runtime.maprun.ItemFeed;
import io.stepwell.runtime.maprun.MapRun;
import java.util.ArrayDeque;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A map run in memory: all that have not ended are. Belongs to its partition's thread, apart from
/// the feed while [#reading].
final class LiveMapRun {
  final MapRun run;

  /// Inputs that were read and not started.
  final ArrayDeque<Chunk.Child> ahead = new ArrayDeque<>();

  /// Null before the first read and after the last. Guarded by this, as is what follows it.
  private @Nullable ItemFeed feed;

  private boolean feedInUse;
  private boolean feedUnwanted;

  boolean reading;

  /// Everything was read.
  boolean exhausted;

  /// How many items were read by now.
  long read;

  /// The results are being put together.
  boolean gathering;

  /// Of a run that has succeeded, until that is durable.
  @Nullable Payload result;

  /// Children up to this one were told to stop.
  int stoppedUntil;

  /// Its progress row is to be written.
  boolean changed;

  /// A GoOn lies in the inbox.
  boolean goingOn;

  LiveMapRun(MapRun run) {
    this.run = run;
    this.read = run.position();
    this.exhausted = run.allStarted();
  }

  /// Reads on, on any thread but one at a time.
  Chunk read(Supplier<ItemFeed> opener) {
    ItemFeed open = takeFeed();
    try {
      if (open == null) {
        open = opener.get();
      }
      return open.next();
    } finally {
      leaveFeed(open);
    }
  }

  private synchronized @Nullable ItemFeed takeFeed() {
    feedInUse = true;
    return feed;
  }

  private synchronized void leaveFeed(@Nullable ItemFeed open) {
    feed = open;
    feedInUse = false;
    if (feedUnwanted) {
      closeFeed();
    }
  }

  /// Lets go of what is read from; at the end of the read that is under way, if one is.
  synchronized void closeFeed() {
    feedUnwanted = true;
    ItemFeed open = feed;
    if (open != null && !feedInUse) {
      feed = null;
      open.close();
    }
  }
}
