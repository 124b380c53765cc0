package io.stepwell.runtime.partition;

import io.stepwell.engine.Stamped;
import io.stepwell.engine.codec.CorruptDataException;
import io.stepwell.engine.codec.SegmentReader;
import io.stepwell.engine.codec.SnapshotCodec;
import io.stepwell.engine.state.ExecutionState;
import io.stepwell.runtime.storage.ExecutionKey;
import io.stepwell.runtime.storage.Tables;
import io.stepwell.store.Cursor;
import io.stepwell.store.Store;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The state of an execution as the store has it: the last snapshot, and the segments behind it
/// applied one after the other, exactly as when they were decided.
///
/// @param segments how many there are
/// @param covered how many of them the snapshot covers
/// @param snapshotBytes the snapshot's size; 0 without one
/// @param tailBytes the size of the segments behind it
public record StoredState(
    ExecutionState state, int segments, int covered, int snapshotBytes, long tailBytes) {
  private static final int SNAPSHOT_HEAD = 4;

  /// The execution, or null when there is none. May be asked from any thread: whoever writes at the
  /// same time only adds segments.
  ///
  /// @throws CorruptDataException when what is stored can't be read
  public static @Nullable StoredState read(Store store, int partition, ExecutionKey key) {
    byte[] snapshot = store.get(partition, Tables.SNAPSHOTS, Tables.execution(key));
    int segments = count(store, partition, key);
    if (segments == 0) {
      return null;
    }
    StoredState found =
        snapshot == null ? null : fromSnapshot(store, partition, key, snapshot, segments);
    return found == null
        ? folded(new ExecutionState(), new Segments(store, partition, key, 0), segments, 0)
        : found;
  }

  static byte[] snapshotRow(int segments, byte[] snapshot) {
    return ByteBuffer.allocate(SNAPSHOT_HEAD + snapshot.length)
        .putInt(segments)
        .put(snapshot)
        .array();
  }

  private static @Nullable StoredState fromSnapshot(
      Store store, int partition, ExecutionKey key, byte[] row, int segments) {
    int covered = ByteBuffer.wrap(row).getInt();
    if (covered > segments) {
      throw new CorruptDataException(
          "the snapshot covers " + covered + " segments of which there are " + segments);
    }
    byte[] snapshot = Arrays.copyOfRange(row, SNAPSHOT_HEAD, row.length);
    Segments stored = new Segments(store, partition, key, covered);
    ExecutionState state = SnapshotCodec.decode(snapshot, stored::readBy);
    return state == null
        ? null // written by another version: the history says the same
        : folded(state, stored, segments, snapshot.length);
  }

  private static StoredState folded(
      ExecutionState state, Segments stored, int segments, int snapshotBytes) {
    SegmentReader reader = stored.readBy(state);
    for (int number = stored.from; number < segments; number++) {
      for (Stamped event : reader.events(number)) {
        state.apply(event);
      }
    }
    state.forgetEffectChanges();
    return new StoredState(state, segments, stored.from, snapshotBytes, stored.tailBytes);
  }

  private static int count(Store store, int partition, ExecutionKey key) {
    byte[] from = Tables.execution(key);
    try (Cursor cursor = store.scan(partition, Tables.SEGMENTS, from, Tables.after(from), true)) {
      return cursor.next() ? Tables.segmentNumber(cursor.key()) + 1 : 0;
    }
  }

  /// The stored segments of one execution, read through one reader.
  private static final class Segments {
    private final Store store;
    private final int partition;
    private final ExecutionKey key;
    private final int from;
    private long tailBytes;
    private @Nullable SegmentReader reader;

    /// @param from where the tail begins
    Segments(Store store, int partition, ExecutionKey key, int from) {
      this.store = store;
      this.partition = partition;
      this.key = key;
      this.from = from;
    }

    SegmentReader readBy(ExecutionState owner) {
      SegmentReader known = reader;
      if (known == null) {
        known = new SegmentReader(this::bytes, owner);
        reader = known;
      }
      return known;
    }

    private byte @Nullable [] bytes(int number) {
      byte[] segment = store.get(partition, Tables.SEGMENTS, Tables.segment(key, number));
      if (segment != null && number >= from) {
        tailBytes += segment.length;
      }
      return segment;
    }
  }
}
