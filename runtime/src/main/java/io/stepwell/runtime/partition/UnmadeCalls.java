package io.stepwell.runtime.partition;

import io.stepwell.runtime.storage.ExecutionKey;
import io.stepwell.runtime.storage.Tables;
import io.stepwell.store.Store;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What a process that ended in good order noted of its calls: these were never begun, so the next
/// one makes them as new ones, even where a repetition is not allowed.
///
/// The note counts once. It is deleted, durably, before the first of the calls is made; if the process
/// then ends without good order, the others count as calls that may have been made.
final class UnmadeCalls {
  private static final byte[] KEY = Tables.text("calls/unmade");
  private static final byte VERSION = 1;
  private static final int CALL_BYTES = Integer.BYTES + Long.BYTES + Integer.BYTES;

  private record Call(ExecutionKey execution, int task) {}

  private final Set<Call> calls;
  private boolean noted;

  private UnmadeCalls(Set<Call> calls, boolean noted) {
    this.calls = calls;
    this.noted = noted;
  }

  /// Those of the process before. A note of a later form is as none: its calls may have been made.
  static UnmadeCalls read(Store store, int partition) {
    byte[] note = store.get(partition, Tables.META, KEY);
    Set<Call> calls = new HashSet<>();
    if (note != null && note[0] == VERSION) {
      ByteBuffer in = ByteBuffer.wrap(note, 1, note.length - 1);
      while (in.remaining() >= CALL_BYTES) {
        calls.add(new Call(new ExecutionKey(in.getInt(), in.getLong()), in.getInt()));
      }
    }
    return new UnmadeCalls(calls, note != null);
  }

  /// Whether the call was never begun. The note goes with the turn's batch.
  boolean take(Turn turn, ExecutionKey execution, int task) {
    if (noted) {
      noted = false;
      turn.batch().delete(Tables.META, KEY);
    }
    return calls.remove(new Call(execution, task));
  }

  /// Notes calls for the next process.
  static void write(Turn turn, List<UnmadeCall> calls) {
    if (calls.isEmpty()) {
      return;
    }
    ByteBuffer out = ByteBuffer.allocate(1 + calls.size() * CALL_BYTES).put(VERSION);
    for (UnmadeCall call : calls) {
      out.putInt(call.execution().account()).putLong(call.execution().number()).putInt(call.task());
    }
    turn.batch().put(Tables.META, KEY, out.array());
  }
}
