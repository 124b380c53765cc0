package io.stepwell.runtime.partition;

import io.stepwell.engine.Command;
import io.stepwell.engine.Effect;
import io.stepwell.engine.ErrorOutput;
import io.stepwell.engine.Start;
import io.stepwell.engine.state.ExecutionState;
import io.stepwell.runtime.CallerException;
import io.stepwell.runtime.ErrorCode;
import io.stepwell.runtime.Orchestrator.Started;
import io.stepwell.runtime.post.Envelope;
import io.stepwell.runtime.post.Letter;
import io.stepwell.runtime.storage.ExecutionKey;
import io.stepwell.runtime.storage.ExecutionRow;
import io.stepwell.runtime.storage.Tables;
import io.stepwell.store.Cursor;
import io.stepwell.store.Lease;
import io.stepwell.store.PendingTicket;
import io.stepwell.store.Table;
import io.stepwell.store.Ticket;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// One partition: the executions whose names hash to it, and their one writer.
///
/// [#turn] is a plain method: who calls it, and when, is not its concern, as long as it is one thread
/// at a time. Time comes from the clock of the services, randomness from the generator given.
public final class Partition {
  private static final int MAX_TIMERS_PER_TURN = 128;

  private final int number;
  private final Lease lease;
  private final PartitionServices services;
  private final Outlet outlet;
  private final Runnable ready;
  private final Inbox inbox;
  private final Residents residents = new Residents();
  private final Loader loader;
  private final Recorder recorder;
  private final Memory memory;
  private final Deciding deciding;
  private final Alarm alarm;
  private final Quarantine quarantine;
  private final Mail mail;
  private final MapRuns mapRuns;
  private final LostMapRuns lostMapRuns;
  private final Deliveries deliveries;
  private final Forgotten forgotten = new Forgotten();
  private final Purging purging;
  private final UnmadeCalls unmade;
  private Ticket lastTicket = PendingTicket.settled();
  private long lastNumber;
  private int recovering;
  private volatile long wakeAt;

  /// Takes over a leased partition: what was outstanding is in the inbox then.
  ///
  /// @param ready called whenever a turn has become due, from any thread
  public Partition(
      Lease lease,
      PartitionServices services,
      Outlet outlet,
      RandomGenerator random,
      Runnable ready) {
    this.number = lease.partition();
    this.lease = lease;
    this.services = services;
    this.ready = ready;
    this.inbox = new Inbox(services.bounds().outsideCommands());
    this.loader = new Loader(services, number, forgotten);
    this.mail = new Mail(services.store(), number, services.partitions(), outlet);
    this.recorder = new Recorder(services, number, outlet, mail);
    this.alarm = new Alarm(services.store(), lease, services.bounds().timersPerMark());
    this.quarantine = new Quarantine(services.store(), number);
    this.outlet = outlet;
    this.memory = new Memory(services, number, outlet, residents, loader, recorder, quarantine);
    this.unmade = UnmadeCalls.read(services.store(), number);
    this.deciding =
        new Deciding(services, random, residents, recorder, alarm, quarantine, this::send);
    this.lostMapRuns = new LostMapRuns(services, number, outlet);
    this.mapRuns =
        new MapRuns(services, number, mail, outlet, this::newNumber, lostMapRuns, this::send);
    this.deliveries =
        new Deliveries(
            services,
            residents,
            loader,
            memory,
            quarantine,
            deciding,
            mail,
            mapRuns,
            outlet,
            (turn, request) -> startNew(turn, request, Reaction.NONE));
    this.purging = new Purging(services, number, residents, quarantine, mapRuns, forgotten);
    this.lastNumber = findLastNumber();
    recover();
  }

  /// Puts a message from outside into the inbox.
  ///
  /// @throws CallerException ThrottlingException when too many wait already
  public void submit(Message message) {
    if (!inbox.offer(message)) {
      services.metrics().refusals.increment();
      throw new CallerException(ErrorCode.THROTTLING, "Rate exceeded");
    }
    ready.run();
  }

  /// Puts a message from inside into the inbox; never refused.
  public void send(Message message) {
    inbox.add(message);
    ready.run();
  }

  public int number() {
    return number;
  }

  public int inboxSize() {
    return inbox.size();
  }

  /// Whether a turn would find something to do now, apart from what time brings.
  public boolean hasWork() {
    return inbox.size() > 0;
  }

  /// When a turn is due even if nothing comes in, in epoch milliseconds.
  public long wakeAt() {
    return wakeAt;
  }

  /// The ticket of the last batch.
  public Ticket lastTicket() {
    return lastTicket;
  }

  /// Runs one turn and returns how many messages and timers it handled.
  public int turn() {
    Turn turn = new Turn(lease);
    residents.forgetEnded();
    forgotten.settle();
    int handled = fireTimers(turn);
    Bounds bounds = services.bounds();
    while (handled < bounds.commandsPerTurn() && turn.batch().bytes() < bounds.bytesPerTurn()) {
      Message message = inbox.poll();
      if (message == null) {
        break;
      }
      handle(turn, message);
      handled++;
    }
    memory.evict(turn);
    purge(turn);
    commit(turn);
    wakeAt = nextWake();
    services.metrics().turns.increment();
    return handled;
  }

  /// Not while the last process's work is still in the inbox, which may concern what is old.
  private void purge(Turn turn) {
    long now = services.clock().getAsLong();
    if (recovering == 0) {
      purging.goOn(turn, now);
    }
    if (residents.anyEnded() || mapRuns.any()) {
      purging.ended(now);
    }
  }

  private void commit(Turn turn) {
    turn.writeCounters();
    mapRuns.write(turn);
    alarm.lowerMark(turn);
    if (!turn.batch().isEmpty()) {
      services.metrics().batches.increment();
      services.metrics().batchBytes.add(turn.batch().bytes());
      Ticket ticket = services.store().append(turn.batch());
      turn.appended(ticket);
      alarm.written(turn, ticket);
      forgotten.written(ticket);
      lastTicket = ticket;
    }
    if (turn.hasLeaving()) {
      lastTicket.whenDurable(turn::release);
    }
  }

  private long nextWake() {
    long wake = Math.min(alarm.nextLook(), purging.nextLook());
    long since = residents.longestUndisturbedSince();
    if (since != Long.MAX_VALUE) {
      wake = Math.min(wake, since + services.bounds().idle().toMillis());
    }
    return wake;
  }

  // ---- messages

  private void handle(Turn turn, Message message) {
    services.metrics().commands.increment();
    switch (message) {
      case Message.Start start -> start(turn, start);
      case Message.Tell tell -> tell(turn, tell.execution(), tell.command());
      case Message.Ask<?> ask -> ask(turn, ask);
      case Message.Recover recover -> {
        recovering = Math.max(0, recovering - 1); // some are those of a release
        recover(turn, recover.execution());
      }
      case Message.Recall recall -> recall(turn, recall);
      case Message.Resume resume -> deciding.resume(turn, resume);
      case Message.Release release -> release(turn, release);
      case Message.Abandon abandon -> abandon(turn, abandon);
      case Message.Deliver deliver -> deliveries.handle(turn, deliver.envelope());
      case Message.Acknowledge acknowledge -> Mail.acknowledged(turn, acknowledge.key());
      case Message.Post post -> mail.post(turn, post.envelope());
      case Message.StatusTold told ->
          told.keys().forEach(key -> turn.batch().delete(Tables.STATUS_CHANGES, key));
      case Message.ToMapRun news -> mapRuns.told(turn, news);
      case Message.MapRunLost lost -> lostMapRuns.parent(turn, lost, memory, deciding);
      case Message.ExpressChildEnded child -> {
        Letter.ChildEnded ended = child.ended();
        if (mapRuns.contained(turn, ended.run(), () -> mapRuns.childEnded(turn, ended, child))) {
          Mail.acknowledged(turn, child.start());
        }
      }
      case Message.UpdateMapRun update -> {
        boolean done = mapRuns.update(update);
        turn.leave(() -> update.reply().complete(done));
      }
    }
  }

  private void start(Turn turn, Message.Start message) {
    StartRequest request = message.request();
    LiveExecution live = residents.get(request.name());
    if (live == null && !request.fresh()) {
      ExecutionRow row = loader.row(request.name());
      if (row != null) {
        live = row.status().closed() ? null : memory.resident(turn, row.key(), request.name());
        if (live == null) {
          turn.leave(() -> message.reply().refuse(alreadyExists(request)));
          return;
        }
      }
    }
    if (live != null) {
      startAgain(turn, live, message);
      return;
    }
    String arn = request.start().identity().arn();
    startNew(
        turn,
        request,
        Reaction.replying((after, _) -> new Started(arn, after.startedAt()), message.reply()));
  }

  /// The same start again is answered like the first, as long as the execution runs.
  private static void startAgain(Turn turn, LiveExecution live, Message.Start message) {
    ExecutionState state = live.state;
    boolean same =
        !state.status().closed() && state.start().input().equals(message.request().start().input());
    if (same) {
      Started first = new Started(state.start().identity().arn(), state.startedAt());
      turn.leave(() -> message.reply().complete(first));
    } else {
      turn.leave(() -> message.reply().refuse(alreadyExists(message.request())));
    }
  }

  private long newNumber(long now) {
    lastNumber = Math.max(lastNumber + 1, ExecutionKey.firstNumberAt(now));
    return lastNumber;
  }

  private void startNew(Turn turn, StartRequest request, Reaction reaction) {
    long now = services.clock().getAsLong();
    ExecutionKey key = new ExecutionKey(request.name().account(), newNumber(now));
    ExecutionState state = new ExecutionState();
    LiveExecution live =
        new LiveExecution(key, request.name(), state, request.plan(), loader.surroundings(key));
    residents.add(live);
    Start start = accepted(request, now);
    deciding.run(turn, live, new Command.StartExecution(start), reaction);
  }

  private static Start accepted(StartRequest request, long now) {
    Start start = request.start();
    Long seconds = request.plan().timeoutSeconds();
    return seconds == null ? start : start.withDeadline(now + seconds * 1000);
  }

  private void tell(Turn turn, ExecutionKey key, Command command) {
    LiveExecution live = memory.resident(turn, key, null);
    if (live != null) {
      deciding.run(turn, live, command, Reaction.NONE);
    }
  }

  private <T> void ask(Turn turn, Message.Ask<T> ask) {
    Reaction reaction = Reaction.replying(ask.answer(), ask.reply());
    try {
      LiveExecution live = memory.find(turn, ask.address());
      if (live == null) {
        reaction.refused(turn, ask.missing().get());
      } else {
        deciding.run(turn, live, ask.command(), reaction);
      }
    } catch (CallerException refusal) {
      reaction.refused(turn, refusal);
    }
  }

  private void recover(Turn turn, ExecutionKey key) {
    LiveExecution live = memory.resident(turn, key, null);
    if (live == null) {
      return;
    }
    Origin origin = live.origin(number);
    for (Effect effect : live.state.outstanding()) {
      switch (effect) {
        case Effect.CallTask call -> {
          boolean again = !unmade.take(turn, key, call.task());
          turn.leave(() -> outlet.opened(origin, effect, again));
        }
        case Effect.CancelJob _ -> turn.leave(() -> outlet.opened(origin, effect, true));
        case Effect.OfferActivityTask _ -> {} // its row is in the store, where polls look for it
        case Effect.RunMap _ -> {} // its letter is in the outbox, or was acknowledged
        case Effect.ContinueSlice _ -> deciding.goOn(live);
      }
    }
  }

  /// A call that was parked gets what it needs; its execution may be out of service by now.
  private void recall(Turn turn, Message.Recall recall) {
    LiveExecution live = memory.resident(turn, recall.execution(), null);
    if (live != null) {
      for (Effect effect : live.state.outstanding()) {
        if (effect instanceof Effect.CallTask call && call.task() == recall.task()) {
          Origin origin = live.origin(number);
          turn.leave(() -> outlet.recalled(origin, call));
          return;
        }
      }
    }
    turn.leave(() -> outlet.unwanted(number, recall));
  }

  // ---- time

  /// Not before what was outstanding has been looked after: calls that a timer leads to are new, and
  /// would be taken for those of the last process.
  private int fireTimers(Turn turn) {
    if (recovering > 0) {
      return 0;
    }
    long now = services.clock().getAsLong();
    List<ExecutionKey> due = alarm.due(turn, now, MAX_TIMERS_PER_TURN);
    for (ExecutionKey key : due) {
      services.metrics().timersFired.increment();
      tell(turn, key, new Command.FireTimers());
    }
    return due.size();
  }

  /// Answers everybody who still waits for an answer, when no turn will be run any more.
  public void refuseRest() {
    CallerException refusal = Partitions.shuttingDown();
    Turn last = new Turn(lease);
    residents.all().forEach(live -> Deciding.refuseWaiting(last, live, refusal));
    last.release();
    for (Message message = inbox.poll(); message != null; message = inbox.poll()) {
      switch (message) {
        case Message.Start start -> start.reply().refuse(refusal);
        case Message.Ask<?> ask -> ask.reply().refuse(refusal);
        case Message.Release release -> release.reply().refuse(refusal);
        case Message.Abandon abandon -> abandon.reply().refuse(refusal);
        case Message.UpdateMapRun update -> update.reply().refuse(refusal);
        case Message.Tell _,
            Message.Recover _,
            Message.Recall _,
            Message.Resume _,
            Message.Deliver _,
            Message.Acknowledge _,
            Message.ExpressChildEnded _,
            Message.Post _,
            Message.StatusTold _,
            Message.ToMapRun _,
            Message.MapRunLost _ -> {} // outstanding in the store
      }
    }
  }

  /// Lets go of everything that only waits, for an orderly end.
  ///
  /// @param unmade the partition's calls that were never begun
  public void evictAll(List<UnmadeCall> unmade) {
    Turn turn = new Turn(lease);
    UnmadeCalls.write(turn, unmade);
    memory.evictAll(turn);
    commit(turn);
  }

  // ---- out of service

  private void release(Turn turn, Message.Release message) {
    ExecutionRow row = loader.row(message.name());
    boolean was = isOutOfService(row) || endedAndReadable(row);
    if (row != null && was) {
      quarantine.remove(turn, row.key());
      inbox.add(new Message.Recover(row.key()));
      inbox.add(new Message.Tell(row.key(), new Command.FireTimers()));
      deliverHeld(turn, row.key());
    }
    turn.leave(() -> message.reply().complete(was));
  }

  private void abandon(Turn turn, Message.Abandon message) {
    ExecutionRow row = loader.row(message.name());
    boolean was = isOutOfService(row);
    if (row != null && was) {
      quarantine.remove(turn, row.key());
      LiveExecution live = memory.resident(turn, row.key(), message.name());
      if (live != null) {
        Command stop = new Command.StopExecution(new ErrorOutput(null, null));
        deciding.run(turn, live, stop, Reaction.NONE);
      }
      if (quarantine.reason(row.key()) != null) { // and stays there: only its rows are settled
        recorder.abandon(turn, message.name(), row, services.clock().getAsLong());
      }
      deliverHeld(turn, row.key());
    }
    turn.leave(() -> message.reply().complete(was));
  }

  /// Letters that waited are delivered when the rows say what was decided.
  private void deliverHeld(Turn turn, ExecutionKey key) {
    for (Envelope envelope : quarantine.takeHeld(key)) {
      turn.leave(() -> send(new Message.Deliver(envelope)));
    }
  }

  /// What has ended may be out of service too: it can't be redriven, and jobs of it not be stopped.
  /// One that was abandoned has no end in its history, and stays as it is.
  private boolean endedAndReadable(@Nullable ExecutionRow row) {
    if (row == null || !row.status().closed() || quarantine.reason(row.key()) == null) {
      return false;
    }
    try {
      LiveExecution ended = loader.load(row.key());
      return ended != null && ended.state.status() == row.status();
    } catch (RuntimeException | StackOverflowError e) {
      Quarantine.failOnStore(e);
      return false; // still not
    }
  }

  private boolean isOutOfService(@Nullable ExecutionRow row) {
    return row != null && !row.status().closed() && quarantine.reason(row.key()) != null;
  }

  // ---- opening

  private void recover() {
    byte[] all = new byte[0];
    try (Cursor cursor =
        services.store().scan(number, Tables.AWAKE, all, Tables.lastKey(), false)) {
      while (cursor.next()) {
        inbox.add(new Message.Recover(Tables.executionOf(cursor.key())));
        recovering++;
      }
    }
    mapRuns.recover();
    mail.unacknowledged(inbox::add);
  }

  private long findLastNumber() {
    long last = 0;
    for (int account : services.catalog().accountNumbers()) {
      byte[] from = Tables.account(account);
      for (Table table : List.of(Tables.SEGMENTS, Tables.MAP_RUNS)) {
        try (Cursor cursor = services.store().scan(number, table, from, Tables.after(from), true)) {
          if (cursor.next()) {
            last = Math.max(last, Tables.executionOf(cursor.key()).number());
          }
        }
      }
    }
    return last;
  }

  private static CallerException alreadyExists(StartRequest request) {
    return new CallerException(
        ErrorCode.EXECUTION_ALREADY_EXISTS,
        "Execution Already Exists: '" + request.start().identity().arn() + "'");
  }
}
