package io.stepwell.runtime.partition;

import io.stepwell.engine.Stamped;
import io.stepwell.engine.Surroundings;
import io.stepwell.engine.codec.CorruptDataException;
import io.stepwell.engine.codec.SegmentReader;
import io.stepwell.engine.codec.SnapshotCodec;
import io.stepwell.engine.state.ExecutionState;
import io.stepwell.runtime.storage.ExecutionKey;
import io.stepwell.runtime.storage.ExecutionName;
import io.stepwell.runtime.storage.ExecutionRow;
import io.stepwell.runtime.storage.Tables;
import io.stepwell.store.Cursor;
import io.stepwell.store.Store;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Brings an execution back into memory: the last snapshot, and the segments behind it applied one
/// after the other, exactly as when they were decided.
final class Loader {
  private static final int SNAPSHOT_HEAD = 4;

  private final PartitionServices services;
  private final int partition;

  Loader(PartitionServices services, int partition) {
    this.services = services;
    this.partition = partition;
  }

  /// The execution's row, or null when the name is not taken.
  @Nullable ExecutionRow row(ExecutionName name) {
    byte[] row = store().get(partition, Tables.EXECUTIONS, Tables.executionName(name));
    return row == null ? null : ExecutionRow.decode(row);
  }

  /// The execution, or null when there is none.
  ///
  /// @throws CorruptDataException when what is stored can't be read
  @Nullable LiveExecution load(ExecutionKey key) {
    int segments = countSegments(key);
    if (segments == 0) {
      return null;
    }
    services.metrics().loads.increment();
    byte[] snapshot = store().get(partition, Tables.SNAPSHOTS, Tables.execution(key));
    LiveExecution live = snapshot == null ? null : fromSnapshot(key, snapshot, segments);
    return live == null ? fromSegments(key, segments) : live;
  }

  Surroundings surroundings(ExecutionKey key) {
    return new Surroundings() {
      @Override
      public boolean activityExists(String activityArn) {
        return services.catalog().activityExists(activityArn);
      }

      @Override
      public String taskToken(int task) {
        return services.tokens().token(partition, key, task);
      }
    };
  }

  static byte[] snapshotRow(int segments, byte[] snapshot) {
    return ByteBuffer.allocate(SNAPSHOT_HEAD + snapshot.length)
        .putInt(segments)
        .put(snapshot)
        .array();
  }

  private @Nullable LiveExecution fromSnapshot(ExecutionKey key, byte[] row, int segments) {
    int covered = ByteBuffer.wrap(row).getInt();
    if (covered > segments) {
      throw new CorruptDataException(
          "the snapshot covers " + covered + " segments of which there are " + segments);
    }
    byte[] snapshot = Arrays.copyOfRange(row, SNAPSHOT_HEAD, row.length);
    Segments stored = new Segments(key, covered);
    ExecutionState state = SnapshotCodec.decode(snapshot, stored::readBy);
    if (state == null) {
      return null; // written by another version: the history says the same
    }
    LiveExecution live = folded(key, state, stored, segments);
    live.snapshotSegments = covered;
    live.snapshotBytes = snapshot.length;
    return live;
  }

  private LiveExecution fromSegments(ExecutionKey key, int segments) {
    ExecutionState state = new ExecutionState();
    return folded(key, state, new Segments(key, 0), segments);
  }

  private LiveExecution folded(
      ExecutionKey key, ExecutionState state, Segments stored, int segments) {
    SegmentReader reader = stored.readBy(state);
    for (int number = stored.from; number < segments; number++) {
      for (Stamped event : reader.events(number)) {
        state.apply(event);
      }
    }
    state.forgetEffectChanges();
    LiveExecution live =
        new LiveExecution(
            key,
            ExecutionName.of(key.account(), state.start().identity()),
            state,
            services.catalog().definitions().plan(state.start().definitionHash()),
            surroundings(key));
    live.segments = segments;
    live.tailBytes = stored.tailBytes;
    live.rowsAreCurrent();
    return live;
  }

  private int countSegments(ExecutionKey key) {
    byte[] from = Tables.execution(key);
    try (Cursor cursor = store().scan(partition, Tables.SEGMENTS, from, Tables.after(from), true)) {
      return cursor.next() ? Tables.segmentNumber(cursor.key()) + 1 : 0;
    }
  }

  private Store store() {
    return services.store();
  }

  /// The stored segments of one execution, read through one reader.
  private final class Segments {
    private final ExecutionKey key;
    private final int from;
    private long tailBytes;
    private @Nullable SegmentReader reader;

    /// @param from where the tail begins
    Segments(ExecutionKey key, int from) {
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
      byte[] segment = store().get(partition, Tables.SEGMENTS, Tables.segment(key, number));
      if (segment != null && number >= from) {
        tailBytes += segment.length;
      }
      return segment;
    }
  }
}
