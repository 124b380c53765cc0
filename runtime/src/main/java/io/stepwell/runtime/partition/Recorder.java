package io.stepwell.runtime.partition;

import io.stepwell.engine.Effect;
import io.stepwell.engine.ErrorOutput;
import io.stepwell.engine.ExecutionStatus;
import io.stepwell.engine.MapRunOrder;
import io.stepwell.engine.Stamped;
import io.stepwell.engine.Start;
import io.stepwell.engine.codec.SegmentCodec;
import io.stepwell.engine.codec.SnapshotCodec;
import io.stepwell.engine.state.EffectChanges;
import io.stepwell.engine.state.ExecutionState;
import io.stepwell.json.Payload;
import io.stepwell.runtime.Account;
import io.stepwell.runtime.catalog.Arn;
import io.stepwell.runtime.catalog.Arn.ActivityArn;
import io.stepwell.runtime.maprun.MapRunLink;
import io.stepwell.runtime.maprun.MapRunNames;
import io.stepwell.runtime.observe.Observed;
import io.stepwell.runtime.observe.Observer;
import io.stepwell.runtime.observe.StatusChange;
import io.stepwell.runtime.post.Letter;
import io.stepwell.runtime.storage.ExecutionKey;
import io.stepwell.runtime.storage.ExecutionName;
import io.stepwell.runtime.storage.ExecutionRow;
import io.stepwell.runtime.storage.ListRow;
import io.stepwell.runtime.storage.Tables;
import io.stepwell.runtime.storage.Tables.Count;
import io.stepwell.store.Batch;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Turns what was decided into rows: the segment, and whatever of the small rows is no longer what
/// the state says. All rows but the segment are functions of the state.
final class Recorder {
  private static final byte[] NOTHING = {};

  private final PartitionServices services;
  private final int partition;
  private final Outlet outlet;
  private final Mail mail;

  Recorder(PartitionServices services, int partition, Outlet outlet, Mail mail) {
    this.services = services;
    this.mail = mail;
    this.partition = partition;
    this.outlet = outlet;
  }

  /// Records events that were applied.
  ///
  /// @param transitionsBefore the state's count before these events
  void record(Turn turn, LiveExecution live, List<Stamped> events, long transitionsBefore) {
    byte[] segment = SegmentCodec.encode(live.state, live.segments, events);
    turn.batch().put(Tables.SEGMENTS, Tables.segment(live.key, live.segments), segment);
    live.segments++;
    live.tailBytes += segment.length;
    turn.touched(live);
    boolean changed = live.rowIsOld();
    rows(turn, live);
    timer(turn, live);
    awake(turn.batch(), live);
    effects(turn, live);
    count(turn, live, events, transitionsBefore);
    if (changed) {
      countEnd(turn, live);
    }
    turn.leave(() -> outlet.grown(partition, live.key));
    show(turn, live.state, events);
  }

  private void show(Turn turn, ExecutionState state, List<Stamped> events) {
    Observer observer = services.observer();
    if (!observer.equals(Observer.NONE)) {
      Observed execution = new Observed(state.start(), state.startedAt(), state.redriveCount());
      turn.leave(() -> Observer.show(observer, execution, events));
    }
  }

  private void rows(Turn turn, LiveExecution live) {
    ExecutionState state = live.state;
    ExecutionStatus before = live.rowStatus;
    if (!live.rowIsOld()) {
      return;
    }
    Batch batch = turn.batch();
    long number = live.key.number();
    int account = live.key.account();
    MapRunLink link = MapRunLink.of(state.start().parent());
    String machine = listedUnder(live.name, link);
    ExecutionRow row =
        new ExecutionRow(
            live.key,
            state.status(),
            state.startedAt(),
            state.stoppedAt(),
            live.segments,
            state.redriveCount(),
            state.redrivenAt(),
            link == null ? null : state.start().parent());
    batch.put(Tables.EXECUTIONS, Tables.executionName(live.name), row.encode());
    if (before != null) {
      batch.delete(Tables.LIST, Tables.list(account, machine, before, number));
    }
    batch.put(
        Tables.LIST, Tables.list(account, machine, state.status(), number), listed(live).encode());
    if (services.observer().tellsStatus()) {
      statusChanges(turn, live);
    }
    if (state.status().closed()) {
      Origin origin = live.origin(partition);
      turn.leave(() -> outlet.ended(origin));
      report(turn, live);
      if (live.snapshotSegments > 0) {
        batch.delete(Tables.SNAPSHOTS, Tables.execution(live.key));
      }
    }
    live.rowStatus = state.status();
    live.rowRedrives = state.redriveCount();
  }

  /// Also the beginning of what began and ended in one turn.
  private void statusChanges(Turn turn, LiveExecution live) {
    ExecutionState state = live.state;
    if (live.rowStatus == null || live.rowRedrives != state.redriveCount()) {
      long began = state.redriveCount() == 0 ? state.startedAt() : state.redrivenAt();
      statusChange(turn, live, new StatusChange(state, ExecutionStatus.RUNNING, began));
    }
    if (state.status().closed()) {
      statusChange(turn, live, new StatusChange(state, state.status(), state.stoppedAt()));
    }
  }

  private static void statusChange(Turn turn, LiveExecution live, StatusChange change) {
    byte[] key = Tables.statusChange(change.at(), live.key, change.ordinal());
    turn.batch().put(Tables.STATUS_CHANGES, key, change.event());
  }

  private void report(Turn turn, LiveExecution live) {
    ExecutionState state = live.state;
    MapRunLink link = MapRunLink.of(state.start().parent());
    if (link != null) {
      report(
          turn,
          live.key,
          link,
          state.status(),
          state.output(),
          state.error(),
          state.redriveCount());
    }
  }

  /// A child's end is its map run's business.
  private void report(
      Turn turn,
      ExecutionKey child,
      MapRunLink link,
      ExecutionStatus status,
      @Nullable Payload output,
      @Nullable ErrorOutput error,
      int attempt) {
    ExecutionName run = MapRunNames.of(child.account(), link.mapRunArn());
    Letter.ChildEnded ended =
        new Letter.ChildEnded(
            run, link.index(), link.items(), status, output, error, attempt, true);
    mail.send(turn, child, attempt, mail.partitionOf(run), ended);
  }

  /// Children are listed under their map run, all others under their machine.
  private static String listedUnder(ExecutionName name, @Nullable MapRunLink link) {
    return link == null
        ? name.stateMachine()
        : MapRunNames.listOwner(MapRunNames.of(name.account(), link.mapRunArn()));
  }

  private static ListRow listed(LiveExecution live) {
    ExecutionState state = live.state;
    Start start = state.start();
    MapRunLink link = MapRunLink.of(start.parent());
    return new ListRow(
        live.name.name(),
        state.startedAt(),
        state.stoppedAt(),
        start.versionArn(),
        start.aliasArn(),
        state.redriveCount(),
        state.redrivenAt(),
        link == null ? 0 : link.items());
  }

  private static void timer(Turn turn, LiveExecution live) {
    long due = live.state.nextDeadline();
    if (due == live.timerDue) {
      return;
    }
    if (live.timerDue != Long.MAX_VALUE) {
      turn.batch().delete(Tables.TIMERS, Tables.timer(live.timerDue, live.key));
    }
    if (due != Long.MAX_VALUE) {
      turn.batch().put(Tables.TIMERS, Tables.timer(due, live.key), NOTHING);
      turn.timer(due);
    }
    live.timerDue = due;
  }

  private static void awake(Batch batch, LiveExecution live) {
    boolean awake = live.state.awake();
    if (awake == live.awakeRow) {
      return;
    }
    byte[] key = Tables.execution(live.key);
    if (awake) {
      batch.put(Tables.AWAKE, key, NOTHING);
    } else {
      batch.delete(Tables.AWAKE, key);
    }
    live.awakeRow = awake;
  }

  private void effects(Turn turn, LiveExecution live) {
    EffectChanges changes = live.state.takeEffectChanges();
    if (changes.closed().isEmpty() && changes.opened().isEmpty()) {
      return;
    }
    Origin origin = live.origin(partition);
    for (Effect effect : changes.closed()) {
      if (effect instanceof Effect.RunMap(MapRunOrder order, int redrives)) {
        abortMapRun(turn, live, order, redrives);
        continue;
      }
      byte[] offer = offer(live, effect);
      if (offer != null) {
        turn.batch().delete(Tables.OFFERS, offer);
      }
      turn.leave(() -> outlet.closed(origin, effect));
    }
    for (Effect effect : changes.opened()) {
      if (effect instanceof Effect.RunMap(MapRunOrder order, int redrives)) {
        if (redrives == 0) {
          startMapRun(turn, live, order);
        } else {
          redriveMapRun(turn, live, order, redrives);
        }
        continue;
      }
      byte[] offer = offer(live, effect);
      if (offer != null) {
        turn.batch().put(Tables.OFFERS, offer, NOTHING);
      }
      turn.leave(() -> outlet.opened(origin, effect, false));
    }
  }

  private void startMapRun(Turn turn, LiveExecution live, MapRunOrder order) {
    turn.batch()
        .put(Tables.MAP_RUNS_OF, Tables.numbered(live.key, order.task()), Tables.text(order.arn()));
    Start start = live.state.start();
    Letter.Parent parent =
        new Letter.Parent(
            partition,
            live.key,
            start.identity().arn(),
            start.definitionHash(),
            start.roleArn(),
            start.traceHeader());
    ExecutionName run = MapRunNames.of(live.key.account(), order.arn());
    Letter letter = new Letter.StartMapRun(run, parent, order);
    mail.send(turn, live.key, startOf(order, 0), mail.partitionOf(run), letter);
  }

  private void redriveMapRun(Turn turn, LiveExecution live, MapRunOrder order, int redrives) {
    ExecutionName run = MapRunNames.of(live.key.account(), order.arn());
    Letter letter = new Letter.RedriveMapRun(run, redrives);
    mail.send(turn, live.key, startOf(order, redrives), mail.partitionOf(run), letter);
  }

  /// Also when the run has ended by itself: then there is nothing left to abort.
  private void abortMapRun(Turn turn, LiveExecution live, MapRunOrder order, int redrives) {
    ExecutionName run = MapRunNames.of(live.key.account(), order.arn());
    Letter letter = new Letter.AbortMapRun(run, redrives);
    mail.send(turn, live.key, startOf(order, redrives) + 1, mail.partitionOf(run), letter);
  }

  /// Later redrives, and what ends them, come behind earlier ones.
  private static long startOf(MapRunOrder order, int redrives) {
    return ((1L + redrives) << 32) + 2L * order.task();
  }

  /// The key of an activity's offer; null for other effects.
  private byte @Nullable [] offer(LiveExecution live, Effect effect) {
    if (!(effect instanceof Effect.OfferActivityTask task)) {
      return null;
    }
    ActivityArn activity = Arn.parseActivity(task.activityArn());
    Account account = activity.account();
    Integer number = services.catalog().accountNumber(account);
    if (number == null) {
      throw new IllegalStateException("an activity of an unknown account: " + task.activityArn());
    }
    return Tables.offer(number, activity.name(), task.scheduledAt(), live.key, task.task());
  }

  private void count(Turn turn, LiveExecution live, List<Stamped> events, long before) {
    ExecutionState state = live.state;
    long at = state.lastEventAt();
    if (events.getFirst().id() == 1) {
      turn.count(live, at, Count.STARTED, 1);
      services.metrics().starts.increment();
    }
    long transitions = state.transitions() - before;
    if (transitions > 0) {
      turn.count(live, at, Count.TRANSITIONS, transitions);
      services.metrics().transitions.add(transitions);
    }
  }

  private void countEnd(Turn turn, LiveExecution live) {
    Count end = endOf(live.state.status());
    if (end != null) {
      long at = live.state.lastEventAt();
      long began = Math.max(live.state.startedAt(), live.state.redrivenAt());
      turn.count(live, at, end, 1);
      turn.count(live, at, Count.DURATION_MILLIS, Math.max(0, at - began));
      services.metrics().ended.increment();
    }
  }

  private static @Nullable Count endOf(ExecutionStatus status) {
    return switch (status) {
      case RUNNING, PENDING_REDRIVE -> null;
      case SUCCEEDED -> Count.SUCCEEDED;
      case FAILED -> Count.FAILED;
      case TIMED_OUT -> Count.TIMED_OUT;
      case ABORTED -> Count.ABORTED;
    };
  }

  /// Writes that an execution whose history can't be read was aborted; its history stays as it is. The
  /// map run of a child learns of it.
  void abandon(Turn turn, ExecutionName name, ExecutionRow row, long now) {
    ExecutionRow aborted =
        new ExecutionRow(
            row.key(),
            ExecutionStatus.ABORTED,
            row.startedAt(),
            now,
            row.segments(),
            row.redriveCount(),
            row.redrivenAt(),
            row.link());
    int account = name.account();
    MapRunLink link = MapRunLink.of(row.link());
    String machine = listedUnder(name, link);
    if (link != null) {
      ErrorOutput none = new ErrorOutput(null, null);
      report(turn, row.key(), link, ExecutionStatus.ABORTED, null, none, row.redriveCount());
    }
    long number = row.key().number();
    ListRow listed =
        new ListRow(
            name.name(),
            row.startedAt(),
            now,
            null,
            null,
            row.redriveCount(),
            row.redrivenAt(),
            link == null ? 0 : link.items());
    turn.batch()
        .put(Tables.EXECUTIONS, Tables.executionName(name), aborted.encode())
        .delete(Tables.LIST, Tables.list(account, machine, row.status(), number))
        .put(
            Tables.LIST,
            Tables.list(account, machine, ExecutionStatus.ABORTED, number),
            listed.encode())
        .delete(Tables.AWAKE, Tables.execution(row.key()));
  }

  /// Writes a snapshot if reading the tail again would cost more.
  void snapshot(Turn turn, LiveExecution live) {
    if (live.tailBytes <= services.bounds().snapshotTail()
        || live.tailBytes <= 2L * live.snapshotBytes
        || live.segments == live.snapshotSegments) {
      return;
    }
    byte[] snapshot = SnapshotCodec.encode(live.state);
    turn.batch()
        .put(
            Tables.SNAPSHOTS,
            Tables.execution(live.key),
            StoredState.snapshotRow(live.segments, snapshot));
    live.snapshotSegments = live.segments;
    live.snapshotBytes = snapshot.length;
    live.tailBytes = 0;
    services.metrics().snapshots.increment();
  }
}
