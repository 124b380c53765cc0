package io.stepwell.runtime.partition;

import io.stepwell.json.Payload;
import io.stepwell.runtime.maprun.Chunk;
import io.stepwell.runtime.maprun.ItemFeed;
import io.stepwell.runtime.maprun.MapRun;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// A map run in memory: all that have not ended are. Belongs to its partition's thread, apart from
/// the feed while [#reading].
final class LiveMapRun {
  final MapRun run;

  /// Inputs that were read and not started.
  final ArrayDeque<Chunk.Child> ahead = new ArrayDeque<>();

  /// Null before the first read and after the last.
  volatile @Nullable ItemFeed feed;

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

  /// Lets go of what is read from. A read that is under way does so itself.
  void closeFeed() {
    ItemFeed open = feed;
    if (open != null && !reading) {
      feed = null;
      open.close();
    }
  }
}
