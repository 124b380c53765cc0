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
/// from version 2: the last redrive's token, the jobs that are to be stopped
/// CRC32C
/// ```
///
/// Version 2 is written only when there is something that version 1 cannot say; version 3, of the same
/// form, when a map run was redriven, which readers of version 2 don't know. What a failed state
/// remembers for a redrive is not in a snapshot: such a state is ready or its execution has ended, and
/// snapshots are taken of executions that wait.
public final class SnapshotCodec {
  static final int FIRST_VERSION = 1;
  static final int VERSION = 3;
  private static final int WITH_CANCELS = 2;

  private static final String WHAT = "the snapshot";
  private static final int NO_SEGMENT = -1;

  private SnapshotCodec() {}

  /// @param state after its first event, all of its events stored
  public static byte[] encode(ExecutionState state) {
    boolean more = state.redriveToken() != null || !state.cancelling().isEmpty();
    boolean redriven =
        state.lanes().stream().anyMatch(l -> l.mapRun() != null && l.mapRunRedrives() > 0);
    int version = redriven ? VERSION : more ? WITH_CANCELS : FIRST_VERSION;
    FieldWriter fields = new SnapshotWriter(state).write(version);
    ByteWriter out = Frame.begin(Frame.SNAPSHOT, version, 1024);
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
    int version = Frame.version(WHAT, snapshot, Frame.SNAPSHOT);
    if (version < FIRST_VERSION || version > VERSION) {
      return null;
    }
    ByteReader in = Frame.open(WHAT, snapshot);
    ExecutionState state = new ExecutionState();
    PayloadTable payloads = PayloadTable.read(in, null, NO_SEGMENT);
    FieldReader fields = FieldReader.ofSnapshot(in, payloads, reader.reader(state));
    SnapshotReader saved = new SnapshotReader(fields, state);
    try {
      saved.read(version);
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
