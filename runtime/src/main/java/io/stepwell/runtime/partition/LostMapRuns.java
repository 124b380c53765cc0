package io.stepwell.runtime.partition;

import io.stepwell.engine.Command;
import io.stepwell.engine.ErrorOutput;
import io.stepwell.engine.state.Lane;
import io.stepwell.runtime.maprun.MapRunNames;
import io.stepwell.runtime.maprun.MapRunRows;
import io.stepwell.runtime.partition.Message.MapRunNews;
import io.stepwell.runtime.storage.ExecutionKey;
import io.stepwell.runtime.storage.ExecutionName;
import io.stepwell.runtime.storage.Tables;
import io.stepwell.store.Cursor;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Map runs whose own rows can't be read, so that nobody can take them up. Their parents would wait for
/// them for ever: the state fails with what is damaged, and a redrive of the parent begins a new run.
///
/// The run stays open until its parent's end with it is durable: what a crash interrupts is done again
/// when the next process finds the run. Children that were started go on by themselves.
final class LostMapRuns {
  private static final Logger LOG = LoggerFactory.getLogger(LostMapRuns.class);

  private final PartitionServices services;
  private final int partition;
  private final Outlet outlet;

  LostMapRuns(PartitionServices services, int partition, Outlet outlet) {
    this.services = services;
    this.partition = partition;
    this.outlet = outlet;
  }

  /// A run of this partition is lost. Only executions know which of them ordered it, so that is looked
  /// for among all, apart from the turn.
  void found(Turn turn, ExecutionKey run, String damage) {
    LOG.error("Map run {} is damaged: {}", run.number(), damage);
    turn.leave(() -> services.blocking().execute(() -> tellParent(run, damage)));
  }

  private void tellParent(ExecutionKey run, String damage) {
    byte[] account = Tables.account(run.account());
    for (int of = 0; of < services.partitions(); of++) {
      try (Cursor cursor =
          services.store().scan(of, Tables.MAP_RUNS_OF, account, Tables.after(account), false)) {
        while (cursor.next()) {
          String arn = new String(cursor.value(), StandardCharsets.UTF_8);
          if (run.equals(keyOf(MapRunNames.of(run.account(), arn)))) {
            ExecutionKey parent = Tables.executionOf(cursor.key());
            int task = Tables.numberOf(cursor.key());
            outlet.send(of, new Message.MapRunLost(parent, task, arn, partition, run, damage));
            return;
          }
        }
      }
    }
    LOG.error("Map run {} is damaged, and no execution knows it", run.number());
  }

  private @Nullable ExecutionKey keyOf(ExecutionName run) {
    return run.partition(services.partitions()) == partition
        ? MapRunRows.key(services.store(), partition, run)
        : null;
  }

  /// The parent is in this partition. One that is out of service is told by a later process.
  void parent(Turn turn, Message.MapRunLost lost, Memory memory, Deciding deciding) {
    LiveExecution live = memory.resident(turn, lost.parent(), null);
    if (live != null) {
      Lane lane = live.state.laneOf(lost.task());
      if (lane != null && lane.mapRun() != null) {
        ErrorOutput error =
            ErrorOutput.runtime(
                "The Map Run '%s' can't go on: %s".formatted(lost.arn(), lost.damage()));
        Command fail = new Command.FailMapRun(lost.task(), lane.mapRunRedrives(), error);
        deciding.run(turn, live, fail, Reaction.NONE);
      }
    }
    if (!memory.isOutOfService(lost.parent())) {
      Message done = new Message.ToMapRun(lost.run(), new MapRunNews.GivenUp());
      turn.leave(() -> outlet.send(lost.partition(), done));
    }
  }

  /// Its parent goes on without it.
  static void givenUp(Turn turn, ExecutionKey run) {
    turn.batch().delete(Tables.MAP_RUNS_OPEN, Tables.execution(run));
  }
}
