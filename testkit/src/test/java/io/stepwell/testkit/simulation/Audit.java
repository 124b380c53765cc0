package io.stepwell.testkit.simulation;

import io.stepwell.engine.Effect;
import io.stepwell.engine.state.ExecutionState;
import io.stepwell.runtime.maprun.MapRun;
import io.stepwell.runtime.maprun.MapRunCodec;
import io.stepwell.runtime.maprun.MapRunCounts;
import io.stepwell.runtime.node.World;
import io.stepwell.runtime.partition.StoredState;
import io.stepwell.runtime.storage.ExecutionKey;
import io.stepwell.runtime.storage.ExecutionRow;
import io.stepwell.runtime.storage.Tables;
import io.stepwell.store.Batch;
import io.stepwell.store.Cursor;
import io.stepwell.store.Lease;
import io.stepwell.store.Store;
import io.stepwell.store.Table;
import io.stepwell.store.Ticket;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads everything that is on the disk and holds it against the histories: every small row is a
/// function of the state, and the state is that of the history.
final class Audit {
  private final Store store;
  private final int partition;
  private final Map<ExecutionKey, Long> timers = new HashMap<>();

  private Audit(Store store, int partition) {
    this.store = store;
    this.partition = partition;
  }

  /// @throws Violation when a row says what the history does not
  static void of(Store store) {
    for (int partition = 0; partition < World.PARTITIONS; partition++) {
      Audit audit = new Audit(store, partition);
      audit.timers();
      audit.executions();
      audit.mapRuns();
      audit.whole();
    }
  }

  /// The least of it: what a scan for what is due would find if the process ended now.
  static void ofMarks(Store store) {
    for (int partition = 0; partition < World.PARTITIONS; partition++) {
      Audit audit = new Audit(store, partition);
      try (Cursor cursor = audit.all(Tables.TIMERS)) {
        if (cursor.next()) {
          notBefore(audit.mark(), Tables.timerDue(cursor.key()));
        }
      }
    }
  }

  /// What is left when everything has ended: nothing that would be looked at again.
  static void ofEnd(Store store) {
    for (int partition = 0; partition < World.PARTITIONS; partition++) {
      Audit audit = new Audit(store, partition);
      for (Table table :
          List.of(
              Tables.AWAKE,
              Tables.TIMERS,
              Tables.OFFERS,
              Tables.OUTBOX,
              Tables.MAP_RUNS_OPEN,
              Tables.QUARANTINE)) {
        audit.checkEmpty(table);
      }
    }
    Audit express = new Audit(store, Tables.EXPRESS_PARTITION);
    if (express.rows(Tables.EXPRESS_STARTS) > 0) {
      throw new Violation("nothing is left behind", "rows in " + Tables.EXPRESS_STARTS.name());
    }
  }

  /// What is left when all that ended has been forgotten.
  static void ofForgotten(Store store) {
    for (int partition = 0; partition < World.PARTITIONS; partition++) {
      Audit audit = new Audit(store, partition);
      for (Table table :
          List.of(
              Tables.EXECUTIONS,
              Tables.SEGMENTS,
              Tables.LIST,
              Tables.SNAPSHOTS,
              Tables.MAP_RUNS,
              Tables.MAP_RUN_PROGRESS,
              Tables.MAP_RUN_NAMES,
              Tables.MAP_RUN_RESULTS,
              Tables.MAP_RUNS_OF)) {
        audit.checkEmpty(table);
      }
    }
  }

  private void checkEmpty(Table table) {
    if (rows(table) > 0) {
      throw new Violation("nothing is left behind", "rows in " + table.name());
    }
  }

  private int rows(Table table) {
    int rows = 0;
    try (Cursor cursor = all(table)) {
      while (cursor.next()) {
        rows++;
      }
    }
    return rows;
  }

  private Cursor all(Table table) {
    return store.scan(partition, table, new byte[0], Tables.lastKey(), false);
  }

  private long mark() {
    byte[] stored = store.get(partition, Tables.META, Tables.text("timers/mark"));
    return stored == null ? 0 : Tables.timerDue(stored);
  }

  private static void notBefore(long mark, long due) {
    if (due < mark) {
      throw new Violation("no deadline lies before the mark", due + " before " + mark);
    }
  }

  private void timers() {
    long mark = mark();
    try (Cursor cursor = all(Tables.TIMERS)) {
      while (cursor.next()) {
        long due = Tables.timerDue(cursor.key());
        notBefore(mark, due);
        if (timers.put(Tables.timerExecution(cursor.key()), due) != null) {
          throw new Violation("one timer row for each execution", "two rows");
        }
      }
    }
  }

  private void executions() {
    try (Cursor cursor = all(Tables.EXECUTIONS)) {
      while (cursor.next()) {
        String name = Tables.executionNameOf(cursor.key()).name();
        execution(name, ExecutionRow.decode(cursor.value()));
      }
    }
    if (!timers.isEmpty()) {
      throw new Violation("timer rows are those of the states", "rows of nobody: " + timers);
    }
  }

  /// An execution is there with all of its rows or not at all.
  private void whole() {
    Set<ExecutionKey> known = new HashSet<>();
    try (Cursor cursor = all(Tables.EXECUTIONS)) {
      while (cursor.next()) {
        known.add(ExecutionRow.decode(cursor.value()).key());
      }
    }
    try (Cursor cursor = all(Tables.SEGMENTS)) {
      while (cursor.next()) {
        same(
            "a history has its row",
            "history",
            known.contains(Tables.executionOf(cursor.key())),
            true);
      }
    }
    try (Cursor cursor = all(Tables.LIST)) {
      while (cursor.next()) {
        ExecutionKey key =
            new ExecutionKey(Tables.accountNumber(cursor.key()), Tables.listedNumber(cursor.key()));
        same("what is listed exists", "list", known.remove(key), true);
      }
    }
    same("what exists is listed once", "list", known.size(), 0);
  }

  private void execution(String name, ExecutionRow row) {
    StoredState stored = StoredState.read(store, partition, row.key());
    if (stored == null) {
      throw new Violation("nothing acknowledged is lost", name + " has a row and no history");
    }
    ExecutionState state = stored.state();
    if (stored.covered() > 0) {
      StoredState folded = StoredState.read(new WithoutSnapshots(store), partition, row.key());
      same("a snapshot is what the history says", name, state.describe(), described(folded));
    }
    same("the row is that of the state", name, row.status(), state.status());
    long due = Objects.requireNonNullElse(timers.remove(row.key()), Long.MAX_VALUE);
    same("timer rows are those of the states", name, due, state.nextDeadline());
    byte[] key = Tables.execution(row.key());
    boolean awake = store.get(partition, Tables.AWAKE, key) != null;
    boolean calls =
        state.outstanding().stream()
            .anyMatch(
                effect ->
                    !(effect instanceof Effect.OfferActivityTask
                        || effect instanceof Effect.RunMap));
    same("who has to act is awake", name, awake, calls);
  }

  private static String described(@Nullable StoredState stored) {
    return Objects.requireNonNull(stored).state().describe();
  }

  private void mapRuns() {
    try (Cursor cursor = all(Tables.MAP_RUNS)) {
      while (cursor.next()) {
        ExecutionKey key = Tables.executionOf(cursor.key());
        byte[] progress = store.get(partition, Tables.MAP_RUN_PROGRESS, cursor.key());
        if (progress == null) {
          throw new Violation("a map run has its progress", "run " + key.number());
        }
        MapRun run = MapRunCodec.read(key, cursor.value(), progress);
        wanted(run);
        MapRunCounts.Shown counts = run.executionCounts();
        long ended = counts.succeeded() + counts.failed() + counts.timedOut() + counts.aborted();
        long waiting = counts.pendingRedrive();
        same(
            "a child's result is applied once",
            run.order().arn(),
            ended + waiting,
            (long) run.started() - run.inFlight());
      }
    }
  }

  /// A run goes on as long as its parent wants it; who gave it up has a letter that says so.
  private void wanted(MapRun run) {
    if (run.status() != MapRun.Status.RUNNING || run.stopping()) {
      return;
    }
    int home = run.parent().partition();
    StoredState parent = StoredState.read(store, home, run.parent().key());
    boolean wanted =
        parent != null
            && parent.state().outstanding().stream()
                .anyMatch(
                    effect ->
                        effect instanceof Effect.RunMap order
                            && order.order().arn().equals(run.order().arn()));
    byte[] from = Tables.execution(run.parent().key());
    try (Cursor letters = store.scan(home, Tables.OUTBOX, from, Tables.after(from), false)) {
      if (!wanted && !letters.next()) {
        throw new Violation("who gives something up says so", run.order().arn());
      }
    }
  }

  private static void same(String invariant, String where, Object found, Object expected) {
    if (!found.equals(expected)) {
      throw new Violation(invariant, "%s: %s, but %s".formatted(where, found, expected));
    }
  }

  /// The same store, as if no snapshot had ever been written.
  private record WithoutSnapshots(Store store) implements Store {
    @Override
    public Lease lease(int partition) {
      throw new UnsupportedOperationException("for reading");
    }

    @Override
    public byte @Nullable [] get(int partition, Table table, byte[] key) {
      return table.equals(Tables.SNAPSHOTS) ? null : store.get(partition, table, key);
    }

    @Override
    public Cursor scan(int partition, Table table, byte[] from, byte[] to, boolean reverse) {
      return store.scan(partition, table, from, to, reverse);
    }

    @Override
    public Ticket append(Batch batch) {
      throw new UnsupportedOperationException("for reading");
    }

    @Override
    public long freeBytes() {
      return store.freeBytes();
    }

    @Override
    public void close() {
      throw new UnsupportedOperationException("for reading");
    }
  }
}
