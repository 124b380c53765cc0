package io.stepwell.runtime.express;

import io.stepwell.engine.Event;
import io.stepwell.engine.Stamped;
import io.stepwell.engine.Start;
import io.stepwell.engine.codec.CorruptDataException;
import io.stepwell.engine.codec.SegmentCodec;
import io.stepwell.engine.codec.SegmentReader;
import io.stepwell.engine.state.ExecutionState;
import io.stepwell.engine.state.Lane;
import io.stepwell.runtime.storage.ExecutionKey;
import io.stepwell.runtime.storage.Tables;
import io.stepwell.store.Batch;
import io.stepwell.store.Cursor;
import io.stepwell.store.Lease;
import io.stepwell.store.Store;
import io.stepwell.store.Ticket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What express executions leave on disk: a row for each asynchronous one from before its start is
/// answered until its end, and the counters. Only starts are waited for; removals and counters go
/// along with the next start, or with [#flush]: after a crash an execution may run again that had
/// ended shortly before, and what was counted in the last moments is lost.
final class StartRows {
  private static final Logger LOG = LoggerFactory.getLogger(StartRows.class);

  private final Store store;
  private final Lease lease;
  private final List<ExecutionKey> ended = new ArrayList<>(); // guarded by this
  private final Map<Counters.Machine, Counters> counters = new HashMap<>(); // guarded by this

  /// @param at when it was accepted, in epoch milliseconds
  record Row(ExecutionKey key, Start start, long at) {}

  StartRows(Store store) {
    this.store = store;
    this.lease = store.lease(Tables.EXPRESS_PARTITION);
  }

  /// Writes the row of an execution that is to start.
  Ticket add(Row row, String startAt) {
    Event started = new Event.ExecutionStarted(row.start(), startAt);
    Stamped first = new Stamped(started, Lane.ROOT, 1, 0, row.at());
    byte[] value = SegmentCodec.encode(new ExecutionState(), 0, List.of(first));
    synchronized (this) {
      Batch batch = new Batch(lease);
      batch.put(Tables.EXPRESS_STARTS, Tables.execution(row.key()), value);
      addPending(batch);
      return store.append(batch);
    }
  }

  /// The execution has ended; its row goes with the next batch.
  synchronized void remove(ExecutionKey key) {
    ended.add(key);
  }

  synchronized void count(Counters.Machine machine, Counters.Change change) {
    change.on(counters.computeIfAbsent(machine, _ -> new Counters()));
  }

  /// Hands over what waits for a batch.
  synchronized void flush() {
    Batch batch = new Batch(lease);
    addPending(batch);
    if (!batch.isEmpty()) {
      store.append(batch);
    }
  }

  private void addPending(Batch batch) {
    for (ExecutionKey key : ended) {
      batch.delete(Tables.EXPRESS_STARTS, Tables.execution(key));
    }
    ended.clear();
    counters.forEach((machine, counts) -> counts.addTo(batch, machine));
    counters.clear();
  }

  /// What an earlier process had started and not seen to its end, oldest first in each account. A
  /// row that can't be read stays where it is.
  List<Row> unfinished() {
    List<Row> rows = new ArrayList<>();
    try (Cursor cursor =
        store.scan(
            Tables.EXPRESS_PARTITION,
            Tables.EXPRESS_STARTS,
            new byte[0],
            Tables.lastKey(),
            false)) {
      while (cursor.next()) {
        ExecutionKey key = Tables.executionOf(cursor.key());
        try {
          rows.add(decode(key, cursor.value()));
        } catch (CorruptDataException e) {
          LOG.error("The start of express execution {} can't be read", key, e);
        }
      }
    }
    return rows;
  }

  private static Row decode(ExecutionKey key, byte[] value) {
    Stamped first = new SegmentReader(_ -> value, null).events(0).getFirst();
    if (first.event() instanceof Event.ExecutionStarted started) {
      return new Row(key, started.start(), first.at());
    }
    throw new CorruptDataException("the row does not begin with ExecutionStarted");
  }
}
