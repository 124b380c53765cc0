package io.stepwell.runtime.partition;

import io.stepwell.engine.Command;
import io.stepwell.engine.Effect;
import io.stepwell.engine.ErrorOutput;
import io.stepwell.engine.Rejection;
import io.stepwell.engine.Stamped;
import io.stepwell.engine.Start;
import io.stepwell.engine.decide.Decision;
import io.stepwell.engine.decide.SlowStep;
import io.stepwell.engine.state.ExecutionState;
import io.stepwell.engine.state.Lane;
import io.stepwell.engine.state.TaskRun;
import io.stepwell.runtime.CallerException;
import io.stepwell.runtime.ErrorCode;
import io.stepwell.runtime.Orchestrator.Started;
import io.stepwell.runtime.partition.LiveExecution.Waiting;
import io.stepwell.runtime.partition.Message.Address;
import io.stepwell.runtime.storage.ExecutionKey;
import io.stepwell.runtime.storage.ExecutionName;
import io.stepwell.runtime.storage.ExecutionRow;
import io.stepwell.runtime.storage.Tables;
import io.stepwell.store.Cursor;
import io.stepwell.store.Lease;
import io.stepwell.store.PendingTicket;
import io.stepwell.store.StoreException;
import io.stepwell.store.Ticket;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One partition: the executions whose names hash to it, and their one writer.
///
/// [#turn] is a plain method: who calls it, and when, is not its concern, as long as it is one thread
/// at a time. Time comes from the clock of the services, randomness from the generator given.
public final class Partition {
  private static final Logger LOG = LoggerFactory.getLogger(Partition.class);
  private static final int MAX_TIMERS_PER_TURN = 128;
  private static final int MAX_EVICTIONS_PER_TURN = 256;

  private final int number;
  private final Lease lease;
  private final PartitionServices services;
  private final Outlet outlet;
  private final RandomGenerator random;
  private final Runnable ready;
  private final Inbox inbox;
  private final Residents residents = new Residents();
  private final Loader loader;
  private final Recorder recorder;
  private final Alarm alarm;
  private final Quarantine quarantine;
  private final long openedAt;
  private Ticket lastTicket = PendingTicket.settled();
  private long lastNumber;
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
    this.random = random;
    this.ready = ready;
    this.inbox = new Inbox(services.bounds().outsideCommands());
    this.loader = new Loader(services, number);
    this.recorder = new Recorder(services, number, outlet);
    this.alarm = new Alarm(services.store(), lease);
    this.quarantine = new Quarantine(services.store(), number);
    this.outlet = outlet;
    this.openedAt = services.clock().getAsLong();
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
    evict(turn, bounds);
    commit(turn);
    wakeAt = nextWake();
    services.metrics().turns.increment();
    return handled;
  }

  private void commit(Turn turn) {
    turn.writeCounters();
    alarm.lowerMark(turn);
    if (!turn.batch().isEmpty()) {
      services.metrics().batches.increment();
      services.metrics().batchBytes.add(turn.batch().bytes());
      Ticket ticket = services.store().append(turn.batch());
      turn.appended(ticket);
      alarm.written(turn, ticket);
      lastTicket = ticket;
    }
    if (turn.hasLeaving()) {
      lastTicket.whenDurable(turn::release);
    }
  }

  private long nextWake() {
    long wake = alarm.nextLook();
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
      case Message.Recover recover -> recover(turn, recover.execution());
      case Message.Resume resume -> resume(turn, resume);
      case Message.Release release -> release(turn, release);
      case Message.Abandon abandon -> abandon(turn, abandon);
    }
  }

  private void start(Turn turn, Message.Start message) {
    StartRequest request = message.request();
    LiveExecution live = residents.get(request.name());
    if (live == null && !request.fresh()) {
      ExecutionRow row = loader.row(request.name());
      if (row != null) {
        live = row.status().closed() ? null : resident(turn, row.key(), request.name());
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
    startNew(turn, message);
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

  private void startNew(Turn turn, Message.Start message) {
    StartRequest request = message.request();
    long now = services.clock().getAsLong();
    lastNumber = Math.max(lastNumber + 1, ExecutionKey.firstNumberAt(now));
    ExecutionKey key = new ExecutionKey(request.name().account(), lastNumber);
    ExecutionState state = new ExecutionState();
    LiveExecution live =
        new LiveExecution(key, request.name(), state, request.plan(), loader.surroundings(key));
    residents.add(live);
    Start start = accepted(request, now);
    String arn = start.identity().arn();
    Reaction reaction =
        Reaction.replying((after, _) -> new Started(arn, after.startedAt()), message.reply());
    run(turn, live, new Command.StartExecution(start), reaction);
  }

  private static Start accepted(StartRequest request, long now) {
    Start start = request.start();
    Long seconds = request.plan().timeoutSeconds();
    if (seconds == null) {
      return start;
    }
    return new Start(
        start.identity(),
        start.definitionHash(),
        start.roleArn(),
        start.input(),
        now + seconds * 1000,
        start.versionArn(),
        start.aliasArn(),
        start.traceHeader(),
        start.parent());
  }

  private void tell(Turn turn, ExecutionKey key, Command command) {
    LiveExecution live = resident(turn, key, null);
    if (live != null) {
      run(turn, live, command, Reaction.NONE);
    }
  }

  private <T> void ask(Turn turn, Message.Ask<T> ask) {
    Reaction reaction = Reaction.replying(ask.answer(), ask.reply());
    try {
      LiveExecution live = find(turn, ask.address());
      if (live == null) {
        reaction.refused(turn, ask.missing().get());
      } else {
        run(turn, live, ask.command(), reaction);
      }
    } catch (CallerException refusal) {
      reaction.refused(turn, refusal);
    }
  }

  /// @throws CallerException when it is out of service
  private @Nullable LiveExecution find(Turn turn, Address address) {
    ExecutionKey key;
    ExecutionName name = null;
    switch (address) {
      case Address.ByKey(ExecutionKey known) -> key = known;
      case Address.ByName(ExecutionName asked) -> {
        LiveExecution live = residents.get(asked);
        if (live != null) {
          return live;
        }
        ExecutionRow row = loader.row(asked);
        if (row == null) {
          return null;
        }
        key = row.key();
        name = asked;
      }
    }
    LiveExecution live = resident(turn, key, name);
    String reason = quarantine.reason(key);
    if (reason != null) {
      throw Quarantine.refusal(name, reason);
    }
    return live;
  }

  /// The execution in memory, loaded if need be; null when there is none or it is out of service.
  private @Nullable LiveExecution resident(
      Turn turn, ExecutionKey key, @Nullable ExecutionName name) {
    LiveExecution known = residents.get(key);
    if (known != null || quarantine.reason(key) != null) {
      return known;
    }
    try {
      LiveExecution loaded = loader.load(key);
      if (loaded != null) {
        residents.add(loaded);
        residents.settled(loaded, services.clock().getAsLong());
      }
      return loaded;
    } catch (RuntimeException | StackOverflowError e) {
      failOnStore(e);
      String which = name == null ? "execution " + key.number() : "'" + name.name() + "'";
      takeOutOfService(turn, key, which, e);
      return null;
    }
  }

  private void recover(Turn turn, ExecutionKey key) {
    LiveExecution live = resident(turn, key, null);
    if (live == null) {
      return;
    }
    Origin origin = live.origin(number);
    for (Effect effect : live.state.outstanding()) {
      switch (effect) {
        case Effect.CallTask call -> turn.leave(() -> outlet.opened(origin, call, true));
        case Effect.OfferActivityTask _ -> {} // its row is in the store, where polls look for it
        case Effect.ContinueSlice _ -> goOn(live);
      }
    }
  }

  // ---- deciding

  private void run(Turn turn, LiveExecution live, Command command, Reaction reaction) {
    if (live.busy) {
      live.queue(command, reaction);
      return;
    }
    if (command instanceof Command.Continue) {
      live.continuing = false;
    }
    ExecutionState state = live.state;
    long before = state.transitions();
    try {
      long now = services.clock().getAsLong();
      List<Stamped> events = new ArrayList<>();
      if (command instanceof Command.FireTimers) {
        spareSilentTasks(live, now, events);
      }
      Decision decision =
          services.decider().handle(live.plan, state, command, now, random, live.surroundings);
      settle(turn, live, decision, events, before, now);
      Rejection rejection = decision.rejection();
      if (rejection != null) {
        services.metrics().rejections.increment();
      }
      reaction.decided(turn, state, rejection);
    } catch (RuntimeException | StackOverflowError e) {
      failOnStore(e);
      outOfService(turn, live, reaction, e);
    }
  }

  /// Records a decision, and arranges what the execution needs next.
  private void settle(
      Turn turn,
      LiveExecution live,
      Decision decision,
      List<Stamped> earlier,
      long transitionsBefore,
      long now) {
    List<Stamped> events = decision.events();
    if (!earlier.isEmpty()) {
      earlier.addAll(events);
      events = earlier;
    }
    boolean starved = decision.starved();
    ExecutionState state = live.state;
    if (state.transitions() != transitionsBefore && deleting(live) && !state.status().closed()) {
      Decision end = stopDeleted(live, now);
      events = new ArrayList<>(events);
      events.addAll(end.events());
      starved = false;
    }
    if (!events.isEmpty()) {
      recorder.record(turn, live, events, transitionsBefore);
      if (alarm.overlooks(live.timerDue)) {
        inbox.add(new Message.Tell(live.key, new Command.FireTimers()));
      }
    }
    if (starved) {
      decideSlowly(live, now);
    } else if (state.nextReady() != null) {
      goOn(live);
    }
    if (!events.isEmpty() || starved) {
      residents.settled(live, now);
    }
  }

  private boolean deleting(LiveExecution live) {
    return services.catalog().deleting(live.key.account(), live.name.stateMachine());
  }

  /// AWS ends the executions of a deleted machine at their next transition.
  private Decision stopDeleted(LiveExecution live, long now) {
    Command stop = new Command.StopExecution(new ErrorOutput(null, null));
    return services.decider().handle(live.plan, live.state, stop, now, random, live.surroundings);
  }

  /// After an outage nobody could send heartbeats: what fell silent meanwhile gets one more interval.
  private void spareSilentTasks(LiveExecution live, long now, List<Stamped> events) {
    for (Lane lane : List.copyOf(live.state.lanes())) {
      TaskRun task = lane.task();
      Long missed = task == null ? null : task.heartbeatAt();
      Long seconds = task == null ? null : task.heartbeatSeconds();
      if (task == null || missed == null || seconds == null || missed > now) {
        continue;
      }
      if (missed - seconds * 1000 < openedAt) {
        Command beat = new Command.HeartbeatTask(task.task());
        events.addAll(
            services
                .decider()
                .handle(live.plan, live.state, beat, now, random, live.surroundings)
                .events());
      }
    }
  }

  private void goOn(LiveExecution live) {
    if (!live.continuing) {
      live.continuing = true;
      inbox.add(new Message.Tell(live.key, new Command.Continue()));
      ready.run();
    }
  }

  private void decideSlowly(LiveExecution live, long now) {
    live.busy = true;
    services.metrics().slowDecisions.increment();
    services.slow().execute(() -> send(slowStep(live, now)));
  }

  private Message slowStep(LiveExecution live, long now) {
    try {
      SlowStep step =
          services.decider().decideSlowly(live.plan, live.state, now, random, live.surroundings);
      return new Message.Resume(live, step, null);
    } catch (RuntimeException | StackOverflowError e) {
      return new Message.Resume(live, null, e);
    }
  }

  private void resume(Turn turn, Message.Resume resume) {
    LiveExecution live = resume.live();
    ExecutionState state = live.state;
    live.busy = false;
    long before = state.transitions();
    try {
      SlowStep step = resume.step();
      if (step == null) {
        throw new IllegalStateException("a slow step failed", resume.failure());
      }
      long now = services.clock().getAsLong();
      Decision decision =
          services.decider().resume(live.plan, state, step, now, random, live.surroundings);
      settle(turn, live, decision, new ArrayList<>(), before, now);
    } catch (RuntimeException | StackOverflowError e) {
      failOnStore(e);
      outOfService(turn, live, Reaction.NONE, e);
      return;
    }
    while (!live.busy) {
      Waiting next = live.nextWaiting();
      if (next == null) {
        return;
      }
      run(turn, live, next.command(), next.reaction());
    }
  }

  private int fireTimers(Turn turn) {
    long now = services.clock().getAsLong();
    List<ExecutionKey> due = alarm.due(turn, now, MAX_TIMERS_PER_TURN);
    for (ExecutionKey key : due) {
      services.metrics().timersFired.increment();
      tell(turn, key, new Command.FireTimers());
    }
    return due.size();
  }

  // ---- memory

  private void evict(Turn turn, Bounds bounds) {
    long idleSince = services.clock().getAsLong() - bounds.idle().toMillis();
    int left = MAX_EVICTIONS_PER_TURN;
    Iterator<LiveExecution> resting = residents.resting();
    List<LiveExecution> leaving = new ArrayList<>();
    int over = residents.restingCount() - bounds.resting();
    while (left-- > 0 && resting.hasNext()) {
      LiveExecution live = resting.next();
      if (live.touchedAt > idleSince && over-- <= 0) {
        break;
      }
      if (live.evictable()) {
        leaving.add(live);
      }
    }
    for (LiveExecution live : leaving) {
      evict(turn, live);
    }
  }

  private void evict(Turn turn, LiveExecution live) {
    try {
      recorder.snapshot(turn, live);
    } catch (RuntimeException | StackOverflowError e) {
      LOG.warn(
          "No snapshot of {}: {}", live.name.name(), e.toString()); // the history says the same
    }
    residents.remove(live);
    services.metrics().evictions.increment();
  }

  /// Lets go of everything that only waits, for an orderly end.
  public void evictAll() {
    Turn turn = new Turn(lease);
    List<LiveExecution> all = new ArrayList<>();
    residents.resting().forEachRemaining(all::add);
    for (LiveExecution live : all) {
      evict(turn, live);
    }
    commit(turn);
  }

  // ---- out of service

  private void outOfService(Turn turn, LiveExecution live, Reaction reaction, Throwable cause) {
    residents.remove(live);
    boolean known = live.segments > 0;
    if (known) {
      takeOutOfService(turn, live.key, "'" + live.name.name() + "'", cause);
    } else {
      LOG.error("Execution {} could not be started: {}", live.name.name(), sentence(cause), cause);
    }
    CallerException refusal = Quarantine.refusal(live.name, sentence(cause));
    reaction.refused(turn, refusal);
    for (Waiting next = live.nextWaiting(); next != null; next = live.nextWaiting()) {
      next.reaction().refused(turn, refusal);
    }
  }

  private void takeOutOfService(Turn turn, ExecutionKey key, String which, Throwable cause) {
    LOG.error("Execution {} is out of service: {}", which, sentence(cause), cause);
    services.metrics().quarantined.increment();
    quarantine.add(turn, key, sentence(cause));
  }

  private void release(Turn turn, Message.Release message) {
    ExecutionRow row = loader.row(message.name());
    boolean was = isOutOfService(row);
    if (row != null && was) {
      quarantine.remove(turn, row.key());
      inbox.add(new Message.Recover(row.key()));
      inbox.add(new Message.Tell(row.key(), new Command.FireTimers()));
    }
    turn.leave(() -> message.reply().complete(was));
  }

  private void abandon(Turn turn, Message.Abandon message) {
    ExecutionRow row = loader.row(message.name());
    boolean was = isOutOfService(row);
    if (row != null && was) {
      quarantine.remove(turn, row.key());
      LiveExecution live = resident(turn, row.key(), message.name());
      if (live != null) {
        Command stop = new Command.StopExecution(new ErrorOutput(null, null));
        run(turn, live, stop, Reaction.NONE);
      }
      if (quarantine.reason(row.key()) != null) { // and stays there: only its rows are settled
        recorder.abandon(turn, message.name(), row, services.clock().getAsLong());
      }
    }
    turn.leave(() -> message.reply().complete(was));
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
      }
    }
  }

  private long findLastNumber() {
    long last = 0;
    for (int account : services.catalog().accountNumbers()) {
      byte[] from = Tables.account(account);
      try (Cursor cursor =
          services.store().scan(number, Tables.SEGMENTS, from, Tables.after(from), true)) {
        if (cursor.next()) {
          last = Math.max(last, Tables.executionOf(cursor.key()).number());
        }
      }
    }
    return last;
  }

  /// A store that fails is not the execution's fault.
  private static void failOnStore(Throwable e) {
    if (e instanceof StoreException failure) {
      throw failure;
    }
  }

  private static String sentence(Throwable cause) {
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }

  private static CallerException alreadyExists(StartRequest request) {
    return new CallerException(
        ErrorCode.EXECUTION_ALREADY_EXISTS,
        "Execution Already Exists: '" + request.start().identity().arn() + "'");
  }
}
