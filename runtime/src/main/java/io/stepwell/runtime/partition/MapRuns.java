package io.stepwell.runtime.partition;

import io.stepwell.engine.ErrorOutput;
import io.stepwell.engine.ExecutionStatus;
import io.stepwell.engine.codec.CorruptDataException;
import io.stepwell.json.Payload;
import io.stepwell.runtime.maprun.Chunk;
import io.stepwell.runtime.maprun.MapRun;
import io.stepwell.runtime.maprun.MapRunCodec;
import io.stepwell.runtime.maprun.MapRunRows;
import io.stepwell.runtime.maprun.ResultRow;
import io.stepwell.runtime.maprun.Results;
import io.stepwell.runtime.partition.Message.MapRunNews;
import io.stepwell.runtime.post.Letter;
import io.stepwell.runtime.storage.ExecutionKey;
import io.stepwell.runtime.storage.ExecutionName;
import io.stepwell.runtime.storage.Tables;
import io.stepwell.store.Cursor;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The map runs of a partition: takes what happens to them to the aggregate, has children
/// started and stopped, and writes what a turn has changed.
final class MapRuns {
  private static final Logger LOG = LoggerFactory.getLogger(MapRuns.class);
  private static final byte[] NOTHING = {};
  private static final int READ_BELOW = 128;

  /// The letters that tell of a run's end come last of all its letters.
  private static final long FIRST_END = Long.MAX_VALUE - Integer.MAX_VALUE;

  /// Where the rows of children were.
  private static final int RESULT_OF_ALL = 0;

  private final PartitionServices services;
  private final int partition;
  private final Mail mail;
  private final Outlet outlet;
  private final LongUnaryOperator newNumber;
  private final Consumer<Message> inbox;
  private final MapRunChildren children;
  private final LostMapRuns lost;
  private final Map<ExecutionKey, LiveMapRun> byKey = new HashMap<>();
  private final Map<ExecutionName, LiveMapRun> byName = new HashMap<>();
  private final Set<LiveMapRun> changed = new LinkedHashSet<>();

  /// @param newNumber of a run, from the time of its start
  MapRuns(
      PartitionServices services,
      int partition,
      Mail mail,
      Outlet outlet,
      LongUnaryOperator newNumber,
      LostMapRuns lost,
      Consumer<Message> inbox) {
    this.services = services;
    this.lost = lost;
    this.partition = partition;
    this.mail = mail;
    this.outlet = outlet;
    this.newNumber = newNumber;
    this.inbox = inbox;
    this.children = new MapRunChildren(services, partition, mail, changed::add);
  }

  /// Does what belongs to one run. If its rows are damaged the run fails, and its parent goes on with
  /// that; all others go on without it.
  ///
  /// @return false when not even that was possible: nothing may be taken for done
  boolean contained(Turn turn, ExecutionName name, Runnable work) {
    try {
      work.run();
      return true;
    } catch (CorruptDataException | IllegalStateException e) {
      LOG.error("Map run {} is damaged", name.stateMachine() + ":" + name.name(), e);
      LiveMapRun live = byName.get(name);
      if (live == null || live.run.status() != MapRun.Status.RUNNING) {
        return false;
      }
      damaged(turn, live, e);
      return true;
    }
  }

  /// Children are told to stop, unless that is what the damage prevents.
  private void damaged(Turn turn, LiveMapRun live, RuntimeException cause) {
    ErrorOutput error =
        ErrorOutput.runtime("The Map Run can't go on: " + Quarantine.sentence(cause));
    changed.add(live);
    if (live.run.stopping()) {
      end(turn, live, null, error);
    } else {
      live.run.fail(error);
      goOn(live);
    }
  }

  // ---- letters

  void start(Turn turn, Letter.StartMapRun letter) {
    if (byName.containsKey(letter.run())
        || MapRunRows.key(services.store(), partition, letter.run()) != null) {
      return;
    }
    long now = services.clock().getAsLong();
    int account = letter.run().account();
    ExecutionKey key = new ExecutionKey(account, newNumber.applyAsLong(now));
    MapRun run = new MapRun(key, letter.run(), letter.parent(), letter.order(), now);
    turn.batch()
        .put(Tables.MAP_RUNS, Tables.execution(key), MapRunCodec.head(run))
        .put(
            Tables.MAP_RUN_NAMES,
            Tables.executionName(letter.run()),
            ByteBuffer.allocate(8).putLong(key.number()).array())
        .put(Tables.MAP_RUNS_OPEN, Tables.execution(key), NOTHING);
    LiveMapRun live = new LiveMapRun(run);
    add(live);
    changed.add(live);
    advance(turn, live);
  }

  void abort(Turn turn, Letter.AbortMapRun letter) {
    LiveMapRun live = byName.get(letter.run());
    if (live == null || live.run.status() != MapRun.Status.RUNNING) {
      return;
    }
    MapRun run = live.run;
    if (run.redriveWanted() > 0 && letter.redrives() == run.redriveWanted()) {
      run.wantRedrive(0);
    } else if (letter.redrives() != run.redriveCount()) {
      return; // of an attempt before this one
    }
    run.abort();
    changed.add(live);
    advance(turn, live);
  }

  void redrive(Turn turn, Letter.RedriveMapRun letter) {
    LiveMapRun live = byName.get(letter.run());
    MapRun run;
    try {
      run = live == null ? load(letter.run()) : live.run;
    } catch (CorruptDataException | IllegalStateException e) {
      ExecutionKey key =
          Objects.requireNonNull(MapRunRows.key(services.store(), partition, letter.run()));
      lost.found(turn, key, Quarantine.sentence(e));
      return;
    }
    if (run == null) {
      LOG.error("{} is redriven and was never started", letter.run());
      return;
    }
    if (letter.redrives() <= Math.max(run.redriveCount(), run.redriveWanted())) {
      return;
    }
    if (live != null && run.status() == MapRun.Status.RUNNING) {
      run.wantRedrive(letter.redrives());
      changed.add(live);
    } else if (run.status() == MapRun.Status.SUCCEEDED || !run.resultsKept()) {
      answer(turn, live == null ? new LiveMapRun(run) : live, letter.redrives());
    } else {
      redrive(turn, run, letter.redrives());
    }
  }

  private void redrive(Turn turn, MapRun run, int redrives) {
    run.redrive(redrives, services.clock().getAsLong());
    turn.batch().put(Tables.MAP_RUNS_OPEN, Tables.execution(run.key()), NOTHING);
    LiveMapRun live = new LiveMapRun(run);
    add(live);
    changed.add(live);
    goOn(live);
  }

  /// The run has nothing to do again: it had succeeded when its execution was stopped, or it is too
  /// old.
  private void answer(Turn turn, LiveMapRun live, int redrives) {
    MapRun run = live.run;
    Payload result = live.result;
    if (result == null && run.status() == MapRun.Status.SUCCEEDED) {
      ResultRow row = children.row(run, RESULT_OF_ALL);
      result = row == null ? null : row.output();
    }
    run.answeredRedrive(redrives);
    changed.add(live);
    ErrorOutput error =
        ErrorOutput.runtime("The Map Run was made by an earlier version and can't be redriven.");
    tellParent(turn, run, result, result == null ? error : null);
  }

  /// @param express what nobody else knows of an express child, or null
  void childEnded(
      Turn turn, Letter.ChildEnded letter, Message.@Nullable ExpressChildEnded express) {
    LiveMapRun live = byName.get(letter.run());
    if (live == null
        || !live.run.isInFlight(letter.index())
        || letter.attempt() != children.attempt(live.run, letter.index())) {
      return;
    }
    MapRun run = live.run;
    Payload output = letter.output();
    int size = output == null ? 0 : output.size() + 1;
    run.childEnded(letter.index(), letter.items(), letter.status(), size, letter.redrivable());
    byte[] key = Tables.numbered(run.key(), letter.index());
    boolean failed = letter.status() != ExecutionStatus.SUCCEEDED;
    if (failed || keepsResults(live)) {
      Payload record =
          express != null && Results.exportsRecords(run.order()) ? express.exported().get() : null;
      ResultRow row =
          new ResultRow(
              letter.status(),
              output,
              letter.error(),
              record,
              letter.items(),
              letter.attempt(),
              failed && express != null ? express.input() : null);
      turn.batch().put(Tables.MAP_RUN_RESULTS, key, row.encode());
    } else {
      turn.batch().delete(Tables.MAP_RUN_RESULTS, key);
    }
    changed.add(live);
    goOn(live);
  }

  /// Results over the limit that have nowhere to go are counted, not kept.
  private boolean keepsResults(LiveMapRun live) {
    return Results.keepsAll(live.run.order())
        || live.run.resultBytes() + 1 <= services.maxPayloadBytes();
  }

  // ---- what was done elsewhere

  void told(Turn turn, Message.ToMapRun message) {
    LiveMapRun live = byKey.get(message.run());
    if (live == null) {
      switch (message.news()) {
        case MapRunNews.Unreadable(String damage) -> lost.found(turn, message.run(), damage);
        case MapRunNews.GivenUp _ -> LostMapRuns.givenUp(turn, message.run());
        case MapRunNews.Read _,
            MapRunNews.Gathered _,
            MapRunNews.GoOn _,
            MapRunNews.Forget _ -> {} // it has ended
      }
      return;
    }
    switch (message.news()) {
      case MapRunNews.Unreadable _, MapRunNews.GivenUp _ ->
          throw new IllegalStateException("a map run in memory is not lost: " + message);
      case MapRunNews.Read(Chunk chunk) -> read(turn, live, chunk);
      case MapRunNews.Gathered(Payload result, ErrorOutput error) -> end(turn, live, result, error);
      case MapRunNews.GoOn _ -> {
        live.goingOn = false;
        contained(turn, live.run.name(), () -> advance(turn, live));
      }
      case MapRunNews.Forget _ when live.run.status() == MapRun.Status.RUNNING -> {} // redriven
      case MapRunNews.Forget _ -> {
        byKey.remove(live.run.key());
        byName.remove(live.run.name());
      }
    }
  }

  /// Whether there are some that run, or have ended and have not left.
  boolean any() {
    return !byKey.isEmpty();
  }

  boolean inMemory(ExecutionKey run) {
    return byKey.containsKey(run);
  }

  boolean update(Message.UpdateMapRun message) {
    LiveMapRun live = byName.get(message.run());
    if (live == null || live.run.status() != MapRun.Status.RUNNING) {
      return false;
    }
    live.run.update(
        message.maxConcurrency(), message.toleratedCount(), message.toleratedPercentage());
    changed.add(live);
    goOn(live);
    return true;
  }

  private void read(Turn turn, LiveMapRun live, Chunk chunk) {
    live.reading = false;
    live.ahead.addAll(chunk.children());
    for (Chunk.Child child : chunk.children()) {
      live.read += child.items();
    }
    if (chunk.last()) {
      live.exhausted = true;
      live.closeFeed();
      ErrorOutput failure = chunk.failure();
      if (failure == null) {
        live.run.total(live.read);
      } else {
        live.run.fail(failure);
      }
      changed.add(live);
    }
    advance(turn, live);
  }

  // ---- going on

  private void goOn(LiveMapRun live) {
    if (!live.goingOn) {
      live.goingOn = true;
      inbox.accept(new Message.ToMapRun(live.run.key(), new MapRunNews.GoOn()));
    }
  }

  /// Does whatever the run's state allows now, a bounded part of it in one turn.
  private void advance(Turn turn, LiveMapRun live) {
    MapRun run = live.run;
    if (run.status() != MapRun.Status.RUNNING || live.gathering) {
      return;
    }
    if (run.stopping()) {
      live.ahead.clear();
      live.closeFeed();
      if (children.stopSome(turn, live)) {
        goOn(live);
      }
    } else {
      if (children.redriveSome(turn, live) || children.startSome(turn, live)) {
        goOn(live);
      }
      readAhead(live);
    }
    boolean done = live.exhausted && live.ahead.isEmpty() && !run.redriving();
    boolean all = !live.reading && (run.stopping() || done);
    if (all && run.inFlight() == 0) {
      gather(turn, live);
    }
  }

  private void readAhead(LiveMapRun live) {
    if (live.reading || live.exhausted || live.ahead.size() >= READ_BELOW) {
      return;
    }
    live.reading = true;
    services.blocking().execute(() -> tell(live, new MapRunNews.Read(readNext(live))));
  }

  private Chunk readNext(LiveMapRun live) {
    try {
      return live.read(() -> services.feeds().open(live.run));
    } catch (io.stepwell.runtime.maprun.ItemException e) {
      return new Chunk(List.of(), true, e.error());
    } catch (RuntimeException | StackOverflowError e) {
      LOG.error("The items of {} can't be read", live.run.order().arn(), e);
      return new Chunk(List.of(), true, new ErrorOutput("States.ItemReaderFailed", e.toString()));
    }
  }

  // ---- the end

  /// Puts the results together once the last of them is durable.
  private void gather(Turn turn, LiveMapRun live) {
    live.gathering = true;
    turn.leave(() -> services.blocking().execute(() -> tell(live, gathered(live.run))));
  }

  private MapRunNews gathered(MapRun run) {
    try {
      Results.Outcome outcome = services.results().of(partition).gather(run);
      return new MapRunNews.Gathered(outcome.result(), outcome.error());
    } catch (RuntimeException | StackOverflowError e) {
      LOG.error("The results of {} can't be put together", run.order().arn(), e);
      return new MapRunNews.Gathered(
          null, new ErrorOutput("States.ResultWriterFailed", e.toString()));
    }
  }

  private void end(
      Turn turn, LiveMapRun live, @Nullable Payload result, @Nullable ErrorOutput error) {
    MapRun run = live.run;
    live.gathering = false;
    if (run.status() != MapRun.Status.RUNNING) {
      return;
    }
    live.closeFeed();
    MapRun.Status how =
        run.aborted()
            ? MapRun.Status.ABORTED
            : error == null ? MapRun.Status.SUCCEEDED : MapRun.Status.FAILED;
    run.end(how, services.clock().getAsLong());
    byte[] key = Tables.execution(run.key());
    turn.batch().delete(Tables.MAP_RUNS_OPEN, key);
    if (how == MapRun.Status.SUCCEEDED && result != null) {
      keepResult(turn, live, result);
    }
    changed.add(live);
    if (!run.aborted()) {
      tellParent(turn, run, result, error);
    }
    if (run.redriveWanted() > 0) {
      redrive(turn, run, run.redriveWanted());
    } else {
      turn.leave(() -> tell(live, new MapRunNews.Forget()));
    }
  }

  /// The results of the children make way for that of all: an execution that was stopped before it
  /// had this one may be redriven and ask for it.
  private void keepResult(Turn turn, LiveMapRun live, Payload result) {
    byte[] key = Tables.execution(live.run.key());
    ResultRow all = new ResultRow(ExecutionStatus.SUCCEEDED, result, null, null, 0, 0, null);
    turn.batch()
        .deleteRange(Tables.MAP_RUN_RESULTS, key, Tables.after(key))
        .put(Tables.MAP_RUN_RESULTS, Tables.numbered(live.run.key(), RESULT_OF_ALL), all.encode());
    live.result = result;
  }

  private void tellParent(
      Turn turn, MapRun run, @Nullable Payload result, @Nullable ErrorOutput error) {
    Letter.Parent parent = run.parent();
    int redrives = run.redriveCount();
    Letter letter =
        new Letter.MapRunEnded(parent.key(), run.order().task(), result, error, redrives);
    mail.send(turn, run.key(), FIRST_END + redrives, parent.partition(), letter);
  }

  private void tell(LiveMapRun live, MapRunNews news) {
    outlet.send(partition, new Message.ToMapRun(live.run.key(), news));
  }

  // ---- rows

  /// Writes what the turn has changed.
  void write(Turn turn) {
    for (LiveMapRun live : changed) {
      turn.batch()
          .put(
              Tables.MAP_RUN_PROGRESS,
              Tables.execution(live.run.key()),
              MapRunCodec.progress(live.run));
    }
    changed.clear();
  }

  /// Takes up the runs that had not ended when the last process did.
  void recover() {
    try (Cursor cursor =
        services
            .store()
            .scan(partition, Tables.MAP_RUNS_OPEN, new byte[0], Tables.lastKey(), false)) {
      while (cursor.next()) {
        ExecutionKey key = Tables.executionOf(cursor.key());
        try {
          LiveMapRun live = new LiveMapRun(load(key));
          add(live);
          goOn(live);
        } catch (CorruptDataException | IllegalStateException e) {
          MapRunNews damage = new MapRunNews.Unreadable(Quarantine.sentence(e));
          inbox.accept(new Message.ToMapRun(key, damage));
        }
      }
    }
  }

  private @Nullable MapRun load(ExecutionName name) {
    ExecutionKey key = MapRunRows.key(services.store(), partition, name);
    return key == null ? null : load(key);
  }

  private MapRun load(ExecutionKey key) {
    return MapRunRows.load(services.store(), partition, key);
  }

  private void add(LiveMapRun live) {
    byKey.put(live.run.key(), live);
    byName.put(live.run.name(), live);
  }
}
