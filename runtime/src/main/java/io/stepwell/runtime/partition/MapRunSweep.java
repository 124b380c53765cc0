package io.stepwell.runtime.partition;

import io.stepwell.runtime.catalog.Arn;
import io.stepwell.runtime.maprun.MapRun;
import io.stepwell.runtime.maprun.MapRunCodec;
import io.stepwell.runtime.storage.ExecutionKey;
import io.stepwell.runtime.storage.ExecutionName;
import io.stepwell.runtime.storage.ExecutionRow;
import io.stepwell.runtime.storage.Tables;
import io.stepwell.store.Cursor;
import io.stepwell.store.Store;
import io.stepwell.store.Table;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Deletes map runs that have ended and whose executions are not there any more: as long as these
/// are, they may be redriven. The children are deleted after the run.
final class MapRunSweep implements Sweep {
  private final PartitionServices services;
  private final int partition;
  private final MapRuns mapRuns;

  MapRunSweep(PartitionServices services, int partition, MapRuns mapRuns) {
    this.services = services;
    this.partition = partition;
    this.mapRuns = mapRuns;
  }

  @Override
  public byte @Nullable [] goOn(Turn turn, byte[] from, Slice slice) {
    long horizon = services.retention().latestHorizon(slice.now);
    try (Cursor cursor = scan(Tables.MAP_RUNS, from, Tables.lastKey())) {
      while (cursor.next()) {
        slice.looked();
        slice.keeps();
        ExecutionKey key = Tables.executionOf(cursor.key());
        if (Long.compareUnsigned(key.number(), ExecutionKey.firstNumberAt(horizon + 1)) >= 0) {
          return Tables.after(Tables.account(key.account())); // those behind are younger still
        }
        if (delete(turn, key, cursor.value())) {
          slice.deleted();
        }
        if (slice.used()) {
          return Arrays.copyOf(cursor.key(), cursor.key().length + 1);
        }
      }
    }
    return null;
  }

  private boolean delete(Turn turn, ExecutionKey key, byte[] head) {
    byte[] own = Tables.execution(key);
    byte[] progress = store().get(partition, Tables.MAP_RUN_PROGRESS, own);
    if (mapRuns.inMemory(key)
        || progress == null
        || store().get(partition, Tables.MAP_RUNS_OPEN, own) != null
        || any(Tables.OUTBOX, own)) {
      return false;
    }
    MapRun run = MapRunCodec.read(key, head, progress);
    if (parentExists(run)) {
      return false;
    }
    turn.batch()
        .delete(Tables.MAP_RUNS, own)
        .delete(Tables.MAP_RUN_PROGRESS, own)
        .delete(Tables.MAP_RUN_NAMES, Tables.executionName(run.name()));
    if (any(Tables.MAP_RUN_RESULTS, own)) {
      turn.batch().deleteRange(Tables.MAP_RUN_RESULTS, own, Tables.after(own));
    }
    return true;
  }

  private boolean parentExists(MapRun run) {
    Arn.ExecutionArn arn = Arn.parseExecution(run.parent().executionArn());
    ExecutionKey key = run.parent().key();
    ExecutionName name = new ExecutionName(key.account(), arn.stateMachine(), arn.name());
    byte[] row =
        store()
            .get(
                name.partition(services.partitions()),
                Tables.EXECUTIONS,
                Tables.executionName(name));
    return row != null && ExecutionRow.decode(row).key().equals(key);
  }

  private boolean any(Table table, byte[] owner) {
    try (Cursor cursor = scan(table, owner, Tables.after(owner))) {
      return cursor.next();
    }
  }

  private Cursor scan(Table table, byte[] from, byte[] to) {
    return store().scan(partition, table, from, to, false);
  }

  private Store store() {
    return services.store();
  }
}
