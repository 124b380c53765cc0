package io.stepwell.runtime.partition;

import io.stepwell.engine.ExecutionStatus;
import io.stepwell.engine.Identity;
import io.stepwell.engine.MapRunOrder;
import io.stepwell.engine.Start;
import io.stepwell.json.Payload;
import io.stepwell.runtime.Account;
import io.stepwell.runtime.maprun.Chunk;
import io.stepwell.runtime.maprun.MapRun;
import io.stepwell.runtime.maprun.MapRunLink;
import io.stepwell.runtime.maprun.MapRunNames;
import io.stepwell.runtime.maprun.ResultRow;
import io.stepwell.runtime.post.Letter;
import io.stepwell.runtime.storage.ExecutionName;
import io.stepwell.runtime.storage.Tables;
import io.stepwell.store.Cursor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The children of a partition's map runs: started, redriven and stopped by letters, a bounded number
/// in one turn.
final class MapRunChildren {
  private static final int STARTS_AT_ONCE = 64;

  /// So many children are looked at in one turn for those that did not succeed.
  private static final int LOOKS_AT_ONCE = 1024;

  private final PartitionServices services;
  private final int partition;
  private final Mail mail;
  private final Consumer<LiveMapRun> changed;

  /// @param changed told of a run whose progress has to be written
  MapRunChildren(
      PartitionServices services, int partition, Mail mail, Consumer<LiveMapRun> changed) {
    this.services = services;
    this.partition = partition;
    this.mail = mail;
    this.changed = changed;
  }

  /// Some of the children that did not succeed before the run was redriven.
  ///
  /// @return whether there is room for more of them
  boolean redriveSome(Turn turn, LiveMapRun live) {
    MapRun run = live.run;
    if (!run.redriving() || run.room() == 0) {
      return false;
    }
    int left = Math.min(STARTS_AT_ONCE, run.room());
    byte[] from = Tables.numbered(run.key(), run.redriveFrom());
    byte[] to = Tables.numbered(run.key(), run.redriveTo());
    try (Cursor cursor =
        services.store().scan(partition, Tables.MAP_RUN_RESULTS, from, to, false)) {
      for (int looks = LOOKS_AT_ONCE; left > 0 && looks > 0 && run.redriving(); looks--) {
        if (!cursor.next()) {
          run.redriveGoesOnAt(run.redriveTo());
          break;
        }
        int index = Tables.numberOf(cursor.key());
        ResultRow row = ResultRow.decode(cursor.value());
        if (row.status() != ExecutionStatus.SUCCEEDED) {
          redriveChild(turn, run, index, row);
          left--;
        }
        run.redriveGoesOnAt(index + 1);
      }
    }
    changed.accept(live);
    return run.redriving() && run.room() > 0;
  }

  private void redriveChild(Turn turn, MapRun run, int index, ResultRow row) {
    int attempt = row.attempt() + 1;
    run.redriven(index, row.items(), row.status());
    if (!run.order().express()) {
      ExecutionName child = MapRunNames.childName(run.name(), index);
      Letter letter = new Letter.RedriveChild(child, run.name(), index, row.items(), attempt);
      mail.send(turn, run.key(), startOf(run, index), mail.partitionOf(child), letter);
      return;
    }
    Payload input = row.input();
    if (input == null) { // by an earlier version, which did not keep it
      run.childEnded(index, row.items(), row.status(), 0, false);
    } else {
      startChild(turn, run, index, attempt, new Chunk.Child(input, row.items()));
    }
  }

  /// Distinguishes the letters to a run's children, those of each redrive from those before.
  private static long startOf(MapRun run, int index) {
    return ((long) run.redriveCount() << 32) + 2L * index;
  }

  /// Some of those that were read.
  ///
  /// @return whether there is room for more of them
  boolean startSome(Turn turn, LiveMapRun live) {
    if (live.run.redriving()) {
      return false;
    }
    int left = Math.min(STARTS_AT_ONCE, live.run.room());
    while (left-- > 0) {
      Chunk.Child child = live.ahead.poll();
      if (child == null) {
        return false;
      }
      startChild(turn, live.run, live.run.start(child.items()), 0, child);
      changed.accept(live);
    }
    return live.run.room() > 0 && !live.ahead.isEmpty();
  }

  private void startChild(Turn turn, MapRun run, int index, int attempt, Chunk.Child child) {
    MapRunOrder order = run.order();
    ExecutionName name = childName(run, index, attempt);
    String[] ids = name.name().split(":", 2);
    Account account = services.catalog().account(run.key().account());
    Identity identity =
        new Identity(
            account.partition(),
            account.region(),
            account.id(),
            order.stateMachine(),
            ids[0],
            order.express() ? ids[1] : null);
    Start start =
        new Start(
            identity,
            services.catalog().definitions().ofChildren(run.parent().definitionHash(), order),
            run.parent().roleArn(),
            child.input(),
            null,
            null,
            null,
            run.parent().traceHeader(),
            new MapRunLink(order.arn(), index, child.items(), attempt).text());
    mail.send(
        turn,
        run.key(),
        startOf(run, index),
        mail.partitionOf(name),
        new Letter.StartChild(name, start));
  }

  private static ExecutionName childName(MapRun run, int index, int attempt) {
    return run.order().express()
        ? MapRunNames.expressName(run.name(), index, attempt)
        : MapRunNames.childName(run.name(), index);
  }

  /// Some of those that are in flight.
  ///
  /// @return whether there are more of them
  boolean stopSome(Turn turn, LiveMapRun live) {
    MapRun run = live.run;
    int left = STARTS_AT_ONCE;
    int index = run.nextInFlight(live.stoppedUntil);
    while (index >= 0 && left-- > 0) {
      ExecutionName name = childName(run, index, attempt(run, index));
      mail.send(
          turn,
          run.key(),
          startOf(run, index) + 1,
          mail.partitionOf(name),
          new Letter.StopChild(name));
      live.stoppedUntil = index + 1;
      index = run.nextInFlight(live.stoppedUntil);
    }
    return index >= 0;
  }

  /// Which attempt of a child that is in flight that is: its row tells of the one before.
  int attempt(MapRun run, int index) {
    ResultRow before = run.redriveCount() == 0 ? null : row(run, index);
    return before == null ? 0 : before.attempt() + 1;
  }

  /// What is stored of a child that has ended, or null.
  @Nullable ResultRow row(MapRun run, int index) {
    byte[] row =
        services.store().get(partition, Tables.MAP_RUN_RESULTS, Tables.numbered(run.key(), index));
    return row == null ? null : ResultRow.decode(row);
  }
}
