package io.stepwell.engine.codec;

import io.stepwell.engine.state.ExecutionState;
import org.jspecify.annotations.Nullable;

/// A snapshot is a state at the end of a segment. STUB: written next.
@SuppressWarnings({"DoNotCallSuggester", "ObjectToString"})
public final class SnapshotCodec {
  private SnapshotCodec() {}

  public static byte[] encode(ExecutionState state) {
    throw new IllegalStateException("written next " + state);
  }

  /// The state, or null for a snapshot of an unknown version: fold the history instead. Its effects
  /// count as dispatched.
  ///
  /// @param reader over the segments up to the snapshot, owned by nobody else
  public static @Nullable ExecutionState decode(byte[] snapshot, ReaderOf reader) {
    throw new IllegalStateException("written next " + snapshot.length + reader);
  }

  /// Makes the reader for the state under construction.
  @FunctionalInterface
  public interface ReaderOf {
    SegmentReader reader(ExecutionState owner);
  }
}
