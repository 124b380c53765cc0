package io.stepwell.engine.codec;

import io.stepwell.engine.state.ExecutionState;
import org.jspecify.annotations.Nullable;

/// A snapshot is a state at the end of a segment. Payloads that segments hold are references into
/// them, so a snapshot is small, and worth nothing without its segments.
///
/// ```
/// magic, version
/// payload table, string table: as in a segment
/// the execution, its lanes, the queue of those that are ready
/// CRC32C
/// ```
public final class SnapshotCodec {
  static final int VERSION = 1;

  private static final String WHAT = "the snapshot";
  private static final int NO_SEGMENT = -1;

  private SnapshotCodec() {}

  /// @param state after its first event, all of its events stored
  public static byte[] encode(ExecutionState state) {
    FieldWriter fields = new SnapshotWriter(state).write();
    ByteWriter out = Frame.begin(Frame.SNAPSHOT, VERSION, 1024);
    PayloadTable.write(fields.payloads(), out);
    StringTable.write(fields.strings(), out);
    out.bytes(fields.out());
    return Frame.end(out);
  }

  /// The state, or null for a snapshot of an unknown version: fold the history instead. Its effects
  /// count as dispatched.
  ///
  /// @param reader over the segments up to the snapshot, owned by nobody else
  /// @throws CorruptDataException when the snapshot, or a segment that it needs, is damaged
  public static @Nullable ExecutionState decode(byte[] snapshot, ReaderOf reader) {
    if (Frame.version(WHAT, snapshot, Frame.SNAPSHOT) != VERSION) {
      return null;
    }
    ByteReader in = Frame.open(WHAT, snapshot);
    ExecutionState state = new ExecutionState();
    PayloadTable payloads = PayloadTable.read(in, null, NO_SEGMENT);
    FieldReader fields = FieldReader.ofSnapshot(in, payloads, reader.reader(state));
    SnapshotReader saved = new SnapshotReader(fields, state);
    try {
      saved.read();
    } catch (IllegalStateException e) {
      // The parts are readable and contradict each other: a check of the state has failed.
      throw in.damaged(String.valueOf(e.getMessage()));
    }
    return state;
  }

  /// Makes the reader for the state under construction.
  @FunctionalInterface
  public interface ReaderOf {
    SegmentReader reader(ExecutionState owner);
  }
}
