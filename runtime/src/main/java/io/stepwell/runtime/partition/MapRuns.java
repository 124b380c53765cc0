package io.stepwell.runtime.partition;

import io.stepwell.engine.ErrorOutput;
import io.stepwell.engine.Identity;
import io.stepwell.engine.MapRunOrder;
import io.stepwell.engine.Start;
import io.stepwell.json.Payload;
import io.stepwell.runtime.Account;
import io.stepwell.runtime.maprun.Chunk;
import io.stepwell.runtime.maprun.ItemFeed;
import io.stepwell.runtime.maprun.MapRun;
import io.stepwell.runtime.maprun.MapRunCodec;
import io.stepwell.runtime.maprun.MapRunLink;
import io.stepwell.runtime.maprun.MapRunNames;
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
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongUnaryOperator;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The map runs of a partition: takes what happens to them to the aggregate, starts and stops
/// children by letters, and writes what a turn has changed.
final class MapRuns {
  private static final Logger LOG = LoggerFactory.getLogger(MapRuns.class);
  private static final byte[] NOTHING = {};
  private static final int STARTS_AT_ONCE = 64;
  private static final int READ_BELOW = 128;

  private final PartitionServices services;
  private final int partition;
  private final Mail mail;
  private final Outlet outlet;
  private final LongUnaryOperator newNumber;
  private final Consumer<Message> inbox;
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
      Consumer<Message> inbox) {
    this.services = services;
    this.partition = partition;
    this.mail = mail;
    this.outlet = outlet;
    this.newNumber = newNumber;
    this.inbox = inbox;
  }

  // ---- letters

  void start(Turn turn, Letter.StartMapRun letter) {
    if (byName.containsKey(letter.run()) || stored(letter.run()) != null) {
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
    if (live != null && live.run.status() == MapRun.Status.RUNNING) {
      live.run.abort();
      changed.add(live);
      advance(turn, live);
    }
  }

  /// @param exported of an express child: what an export says of it, as nobody else knows it
  void childEnded(Turn turn, Letter.ChildEnded letter, @Nullable Supplier<Payload> exported) {
    LiveMapRun live = byName.get(letter.run());
    if (live == null) {
      return;
    }
    MapRun run = live.run;
    Payload output = letter.output();
    int size = output == null ? 0 : output.size() + 1;
    if (!run.childEnded(letter.index(), letter.items(), letter.status(), size)) {
      return;
    }
    if (keepsResults(live)) {
      turn.batch()
          .put(
              Tables.MAP_RUN_RESULTS,
              Tables.numbered(run.key(), letter.index()),
              new ResultRow(
                      letter.status(),
                      output,
                      letter.error(),
                      exported != null && Results.exportsRecords(run.order())
                          ? exported.get()
                          : null)
                  .encode());
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
      return;
    }
    switch (message.news()) {
      case MapRunNews.Read(Chunk chunk) -> read(turn, live, chunk);
      case MapRunNews.Gathered(Payload result, ErrorOutput error) -> end(turn, live, result, error);
      case MapRunNews.GoOn _ -> {
        live.goingOn = false;
        advance(turn, live);
      }
      case MapRunNews.Forget _ -> {
        byKey.remove(live.run.key());
        byName.remove(live.run.name());
      }
    }
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
      stopChildren(turn, live);
    } else {
      startChildren(turn, live);
      readAhead(live);
    }
    boolean all = !live.reading && (run.stopping() || (live.exhausted && live.ahead.isEmpty()));
    if (all && run.inFlight() == 0) {
      gather(turn, live);
    }
  }

  private void startChildren(Turn turn, LiveMapRun live) {
    int left = Math.min(STARTS_AT_ONCE, live.run.room());
    while (left-- > 0) {
      Chunk.Child child = live.ahead.poll();
      if (child == null) {
        return;
      }
      startChild(turn, live.run, child);
      changed.add(live);
    }
    if (live.run.room() > 0 && !live.ahead.isEmpty()) {
      goOn(live);
    }
  }

  private void startChild(Turn turn, MapRun run, Chunk.Child child) {
    int index = run.start(child.items());
    MapRunOrder order = run.order();
    Account account = services.catalog().account(run.key().account());
    Identity identity =
        new Identity(
            account.partition(),
            account.region(),
            account.id(),
            order.stateMachine(),
            MapRunNames.child(run.name(), index, ""),
            order.express() ? MapRunNames.child(run.name(), index, "express") : null);
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
            new MapRunLink(order.arn(), index, child.items()).text());
    ExecutionName name = ExecutionName.of(run.key().account(), identity);
    mail.send(
        turn, run.key(), 2L * index, mail.partitionOf(name), new Letter.StartChild(name, start));
  }

  private void stopChildren(Turn turn, LiveMapRun live) {
    MapRun run = live.run;
    live.ahead.clear();
    live.closeFeed();
    int left = STARTS_AT_ONCE;
    int index = run.nextInFlight(live.stoppedUntil);
    while (index >= 0 && left-- > 0) {
      ExecutionName name = MapRunNames.childName(run.name(), run.order().express(), index);
      mail.send(
          turn, run.key(), 2L * index + 1, mail.partitionOf(name), new Letter.StopChild(name));
      live.stoppedUntil = index + 1;
      index = run.nextInFlight(live.stoppedUntil);
    }
    if (index >= 0) {
      goOn(live);
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
      ItemFeed feed = live.feed;
      if (feed == null) {
        feed = services.feeds().open(live.run);
        live.feed = feed;
      }
      return feed.next();
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
    MapRun.Status how =
        run.aborted()
            ? MapRun.Status.ABORTED
            : error == null ? MapRun.Status.SUCCEEDED : MapRun.Status.FAILED;
    run.end(how, services.clock().getAsLong());
    byte[] key = Tables.execution(run.key());
    turn.batch()
        .deleteRange(Tables.MAP_RUN_RESULTS, key, Tables.after(key))
        .delete(Tables.MAP_RUNS_OPEN, key);
    changed.add(live);
    if (!run.aborted()) {
      Letter.Parent parent = run.parent();
      Letter letter = new Letter.MapRunEnded(parent.key(), run.order().task(), result, error);
      mail.send(turn, run.key(), Long.MAX_VALUE, parent.partition(), letter);
    }
    turn.leave(() -> tell(live, new MapRunNews.Forget()));
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
        byte[] head = services.store().get(partition, Tables.MAP_RUNS, cursor.key());
        byte[] progress = services.store().get(partition, Tables.MAP_RUN_PROGRESS, cursor.key());
        if (head == null || progress == null) {
          throw new IllegalStateException("map run " + key.number() + " lacks a row");
        }
        LiveMapRun live = new LiveMapRun(MapRunCodec.read(key, head, progress));
        add(live);
        goOn(live);
      }
    }
  }

  private byte @Nullable [] stored(ExecutionName run) {
    return services.store().get(partition, Tables.MAP_RUN_NAMES, Tables.executionName(run));
  }

  private void add(LiveMapRun live) {
    byKey.put(live.run.key(), live);
    byName.put(live.run.name(), live);
  }
}
