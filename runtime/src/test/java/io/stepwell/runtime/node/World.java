package io.stepwell.runtime.node;

import io.stepwell.engine.Command;
import io.stepwell.engine.Limits;
import io.stepwell.engine.Rejection;
import io.stepwell.engine.Stamped;
import io.stepwell.engine.codec.SegmentReader;
import io.stepwell.engine.state.ExecutionState;
import io.stepwell.runtime.Account;
import io.stepwell.runtime.CallerException;
import io.stepwell.runtime.ErrorCode;
import io.stepwell.runtime.Orchestrator;
import io.stepwell.runtime.Orchestrator.Page;
import io.stepwell.runtime.Orchestrator.Started;
import io.stepwell.runtime.express.ExpressRun;
import io.stepwell.runtime.maprun.MapRun;
import io.stepwell.runtime.observe.Observed;
import io.stepwell.runtime.observe.Observer;
import io.stepwell.runtime.partition.Bounds;
import io.stepwell.runtime.partition.Message;
import io.stepwell.runtime.partition.Message.Address;
import io.stepwell.runtime.partition.Metrics;
import io.stepwell.runtime.partition.Partition;
import io.stepwell.runtime.partition.Reply;
import io.stepwell.runtime.partition.Retention;
import io.stepwell.runtime.partition.StartRequest;
import io.stepwell.runtime.partition.StoredState;
import io.stepwell.runtime.partition.UnmadeCall;
import io.stepwell.runtime.storage.ExecutionKey;
import io.stepwell.runtime.storage.ExecutionName;
import io.stepwell.runtime.storage.ExecutionRow;
import io.stepwell.runtime.storage.Tables;
import io.stepwell.runtime.token.TaskTokens.TaskAddress;
import io.stepwell.store.Cursor;
import io.stepwell.store.Store;
import io.stepwell.store.memory.MemoryStore;
import io.stepwell.tasks.TaskHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The real runtime on one thread: simulated time, a store that syncs when it is told to and can
/// crash at any moment, task calls that run when their turn comes. Everything from one seed.
public final class World {
  public static final int PARTITIONS = 3;

  private final Random random;
  private final TaskHandlers handlers;
  private final Bounds bounds;
  private final Limits limits;
  private final boolean apart;
  private MemoryStore store = MemoryStore.manual();
  private DamagedStore seen = new DamagedStore(store);
  private int damages;
  private Machinery machinery;
  private Starting starting;
  private Set<Partition> ready = new LinkedHashSet<>();
  private List<Errand> errands = new ArrayList<>();
  private LongSupplier latency = () -> 0;
  private @Nullable MemoryStore found;
  private List<ExpressRun> expressRuns = new ArrayList<>();
  private Observer observer = Observer.NONE;
  private long now = 1_700_000_000_000L;
  private Retention retention = Retention.NONE;
  private int commits;
  private final Map<String, Long> happened = new TreeMap<>();

  /// Something that runs beside the partitions, once it is due.
  private static final class Errand {
    private final Runnable body;
    private long due;
    private boolean interrupted;

    private Errand(Runnable body, long due) {
      this.body = body;
      this.due = due;
    }

    void run() {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      try {
        body.run();
      } finally {
        interrupted = Thread.interrupted();
      }
    }
  }

  public World(long seed, TaskHandlers handlers, Bounds bounds, Limits limits) {
    this.random = new Random(seed);
    this.handlers = handlers;
    this.bounds = bounds;
    this.limits = limits;
    this.apart = random.nextInt(3) == 0;
    this.machinery = open();
    this.starting = new Starting(machinery, limits);
  }

  /// Small bounds: everything leaves memory at once, and every turn is short.
  public static Bounds tight() {
    return new Bounds(100, 4, 1 << 16, Duration.ZERO, 0, 64, 3);
  }

  Machinery machinery() {
    return machinery;
  }

  public int commits() {
    return commits;
  }

  public void createMachine(String name, String definition) {
    committing(
        () ->
            machinery
                .catalog
                .stateMachines()
                .create(Account.DEFAULT, Machines.request(name, definition)));
  }

  public void createActivity(String name) {
    committing(() -> machinery.catalog.activities().create(Account.DEFAULT, name, Map.of(), null));
  }

  public void createExpressMachine(String name, String definition) {
    committing(
        () ->
            machinery
                .catalog
                .stateMachines()
                .create(
                    Account.DEFAULT,
                    Machines.request(name, definition, Orchestrator.Type.EXPRESS)));
  }

  /// Passes everything on to whoever is shown it now.
  private final class Shown implements Observer {
    @Override
    public void events(Observed execution, List<Stamped> events) {
      observer.events(execution, events);
    }

    @Override
    public boolean tellsStatus() {
      return observer.tellsStatus();
    }
  }

  /// Who sees the events of all executions from now on.
  public void show(Observer sink) {
    observer = sink;
  }

  public CompletableFuture<Started> startExpress(String machine) {
    StartRequest request =
        starting.request(
            "arn:aws:states:us-east-1:123456789012:stateMachine:" + machine, null, "{}", null);
    return machinery.express.begin(request.name().account(), request.start(), request.plan());
  }

  public Reply<Started> start(String machine, String name) {
    String arn = "arn:aws:states:us-east-1:123456789012:stateMachine:" + machine;
    return machinery.partitions.begin(starting.request(arn, name, "{\"items\":[1,2,3]}", null));
  }

  /// How long the next task call is under way; 0 unless somebody says otherwise.
  public void latency(LongSupplier millis) {
    latency = millis;
  }

  public long now() {
    return now;
  }

  /// Sets the clock back; to be followed by a [#crash] or [#restart], as clocks inside a process
  /// never go back.
  void setBack(long millis) {
    now -= millis;
  }

  /// What is on the disk now.
  public Store store() {
    return store;
  }

  /// Task calls that are out or wait for room.
  public int calls() {
    return machinery.calls.size();
  }

  /// Targets whose room is in use.
  public int targets() {
    return machinery.calls.targets();
  }

  public int runningExpress() {
    return machinery.express.running();
  }

  private int waiting() {
    return machinery.partitions.all().stream().mapToInt(Partition::inboxSize).sum();
  }

  /// The most messages that wait in one inbox.
  public int fullestInbox() {
    return machinery.partitions.all().stream().mapToInt(Partition::inboxSize).max().orElse(0);
  }

  /// Sends a command from outside; the answer says how it was rejected, if it was.
  public Reply<Optional<Rejection>> ask(String arn, Command command) {
    ExecutionName name = machinery.executions.name(arn);
    return ask(machinery.partitions.partitionOf(name), new Address.ByName(name), command);
  }

  public Reply<Optional<Rejection>> ask(int partition, ExecutionKey key, Command command) {
    return ask(partition, new Address.ByKey(key), command);
  }

  private Reply<Optional<Rejection>> ask(int partition, Address address, Command command) {
    Reply<Optional<Rejection>> reply = new Reply<>();
    machinery
        .partitions
        .all()
        .get(partition)
        .submit(
            new Message.Ask<>(
                address,
                command,
                (_, rejection) -> Optional.ofNullable(rejection),
                () -> new CallerException(ErrorCode.EXECUTION_DOES_NOT_EXIST, "none"),
                reply));
    return reply;
  }

  public @Nullable ExecutionState state(int partition, ExecutionKey key) {
    StoredState stored = StoredState.read(store, partition, key);
    return stored == null ? null : stored.state();
  }

  public String arn(int partition, ExecutionKey key) {
    return Objects.requireNonNull(state(partition, key)).start().identity().arn();
  }

  public String token(int partition, ExecutionKey key, int task) {
    return machinery.taskTokens.token(partition, key, task);
  }

  /// Whether something was appended that is not durable.
  public boolean pendingCommits() {
    return store.pending() > 0;
  }

  /// Whose token this is.
  public TaskAddress address(String token) {
    return machinery.taskTokens.address(token);
  }

  /// The row of an execution.
  ///
  /// @throws CallerException when there is none
  public ExecutionRow row(String arn) {
    return machinery.executions.find(arn).row();
  }

  /// An execution as the disk has it.
  ///
  /// @throws CallerException when it is not there
  public ExecutionState state(String arn) {
    ExecutionName name = machinery.executions.name(arn);
    ExecutionKey key = row(arn).key();
    StoredState stored = StoredState.read(store, machinery.partitions.partitionOf(name), key);
    return Objects.requireNonNull(stored).state();
  }

  /// Does one thing that is due, or lets time pass; false when nothing will ever happen again.
  public boolean step() {
    List<ExpressRun> express = expressRuns.stream().filter(ExpressRun::ready).toList();
    if (!express.isEmpty() && random.nextBoolean()) {
      express.get(random.nextInt(express.size())).advance();
      return true;
    }
    List<Errand> due = errands.stream().filter(errand -> errand.due <= now).toList();
    int choices = ready.size() + due.size() + (store.pending() > 0 ? 1 : 0);
    if (choices == 0) {
      return !express.isEmpty() || passTime();
    }
    int choice = random.nextInt(choices);
    if (choice < ready.size()) {
      turn(choice);
    } else if (choice - ready.size() < due.size()) {
      Errand errand = due.get(choice - ready.size());
      errands.remove(errand);
      errand.run();
    } else {
      return commit();
    }
    return true;
  }

  private boolean commit() {
    commits++;
    return switch (random.nextInt(4)) {
      case 0 -> store.commitAll() > 0;
      case 1 -> (apart && store.commitNextOf(random.nextInt(PARTITIONS))) || store.commitNext();
      default -> store.commitNext();
    };
  }

  /// What is on the disk after a crash: of what was appended, the oldest batches; or the oldest of
  /// each partition, where partitions are kept apart.
  private MemoryStore left() {
    int pending = store.pending();
    happened.merge("crash point: batches not durable", (long) pending, Long::sum);
    happened.merge("crash point: task calls under way", (long) machinery.calls.size(), Long::sum);
    happened.merge("crash point: messages in inboxes", (long) waiting(), Long::sum);
    return apart ? store.crash(random::nextBoolean) : store.crash(random.nextInt(pending + 1));
  }

  /// The disk fails, full or broken: some of what was appended has reached it, and whoever goes on
  /// meets the error, until the [#crash] that this process will not escape.
  public void breakDisk() {
    if (found == null) {
      found = left();
    }
  }

  /// How long later processes keep what has ended; for ever unless somebody says otherwise.
  public void keep(Retention other) {
    retention = other;
  }

  /// The process is told to end, drains, and another begins.
  public void restart() {
    while (store.commitAll() > 0) {}
    List<UnmadeCall> unmade = machinery.calls.unmade();
    for (Partition partition : machinery.partitions.all()) {
      partition.evictAll(
          unmade.stream().filter(call -> call.partition() == partition.number()).toList());
    }
    while (store.commitAll() > 0) {}
    crash();
  }

  /// The power fails; some of what was appended may have reached the disk. The clock of the next
  /// process may be behind.
  public void crash() {
    countProcess();
    MemoryStore broken = found;
    store = broken == null ? left() : broken;
    machinery.calls.close();
    seen = seen.over(store);
    found = null;
    ready = new LinkedHashSet<>();
    errands = new ArrayList<>();
    expressRuns = new ArrayList<>();
    now += random.nextInt(10) == 0 ? -random.nextInt(20_000) : random.nextInt(3_000);
    machinery = open();
    starting = new Starting(machinery, limits);
  }

  /// From now on some segment of an execution that has not ended can't be read.
  public void damage() {
    int partition = random.nextInt(PARTITIONS);
    List<ExecutionKey> open = new ArrayList<>();
    try (Cursor cursor =
        store.scan(partition, Tables.EXECUTIONS, new byte[0], Tables.lastKey(), false)) {
      while (cursor.next()) {
        ExecutionRow row = ExecutionRow.decode(cursor.value());
        if (!row.status().closed()) {
          open.add(row.key());
        }
      }
    }
    if (!open.isEmpty()) {
      ExecutionKey key = open.get(random.nextInt(open.size()));
      int segments = Objects.requireNonNull(StoredState.read(store, partition, key)).segments();
      seen.damage(partition, Tables.SEGMENTS, Tables.segment(key, random.nextInt(segments)));
      damages++;
    }
  }

  /// From now on this execution can't be read.
  void damage(String arn) {
    int partition = machinery.partitions.partitionOf(machinery.executions.name(arn));
    seen.damage(partition, Tables.SEGMENTS, Tables.segment(row(arn).key(), 0));
    damages++;
  }

  /// From now on what is known of the first child of a map run can't be read.
  void damageMapRun(String arn) {
    MapRun run = machinery.mapRuns.find(arn);
    int partition = run.name().partition(PARTITIONS);
    seen.damage(partition, Tables.MAP_RUN_RESULTS, Tables.numbered(run.key(), 0));
    damages++;
  }

  /// From now on the map run itself can't be read.
  void loseMapRun(String arn) {
    MapRun run = machinery.mapRuns.find(arn);
    seen.damage(
        run.name().partition(PARTITIONS), Tables.MAP_RUN_PROGRESS, Tables.execution(run.key()));
    damages++;
  }

  /// Whether anything was ever damaged.
  public boolean wasDamaged() {
    return damages > 0;
  }

  /// Everything can be read again, though executions that could not are still out of service.
  public void repair() {
    seen.repair();
  }

  /// Those that are out of service, for the message of a failure.
  public String outOfService() {
    StringBuilder all = new StringBuilder();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      try (Cursor cursor =
          store.scan(partition, Tables.QUARANTINE, new byte[0], Tables.lastKey(), false)) {
        while (cursor.next()) {
          ExecutionState state =
              Objects.requireNonNull(state(partition, Tables.executionOf(cursor.key())));
          all.append(state.start().identity().arn())
              .append(' ')
              .append(state.status())
              .append(": ")
              .append(new String(cursor.value(), StandardCharsets.UTF_8))
              .append('\n');
        }
      }
    }
    return all.toString();
  }

  /// Takes those that are out of service back; false when there is none.
  public boolean release() {
    boolean any = false;
    for (int partition = 0; partition < PARTITIONS; partition++) {
      try (Cursor cursor =
          store.scan(partition, Tables.QUARANTINE, new byte[0], Tables.lastKey(), false)) {
        while (cursor.next()) {
          ExecutionKey key = Tables.executionOf(cursor.key());
          ExecutionState state = Objects.requireNonNull(state(partition, key));
          ExecutionName name = ExecutionName.of(key.account(), state.start().identity());
          happened.merge("taken back into service", 1L, Long::sum);
          machinery
              .partitions
              .all()
              .get(partition)
              .submit(new Message.Release(name, new Reply<>()));
          any = true;
        }
      }
    }
    return any;
  }

  /// Every durable history event of an execution.
  public List<Stamped> history(String arn) {
    if (!seen.isWhole()) {
      return events(arn).stream().filter(event -> event.id() > 0).toList();
    }
    List<Stamped> all = new ArrayList<>();
    String token = null;
    do {
      Page<Stamped> page = machinery.executions.history(arn, false, 1000, token);
      all.addAll(page.items());
      token = page.nextToken();
    } while (token != null);
    return all;
  }

  /// Every durable event of an execution, internal ones too.
  public List<Stamped> events(String arn) {
    int partition = machinery.partitions.partitionOf(machinery.executions.name(arn));
    ExecutionKey key = row(arn).key();
    int segments = Objects.requireNonNull(StoredState.read(store, partition, key)).segments();
    SegmentReader reader =
        new SegmentReader(
            number -> store.get(partition, Tables.SEGMENTS, Tables.segment(key, number)), null);
    List<Stamped> all = new ArrayList<>();
    for (int number = 0; number < segments; number++) {
      all.addAll(reader.events(number));
    }
    return all;
  }

  /// How many letters lie in the outboxes.
  public int letters() {
    int letters = 0;
    for (int partition = 0; partition < PARTITIONS; partition++) {
      try (Cursor cursor =
          store.scan(partition, Tables.OUTBOX, new byte[0], Tables.lastKey(), false)) {
        while (cursor.next()) {
          letters++;
        }
      }
    }
    return letters;
  }

  private void turn(int index) {
    Partition partition = List.copyOf(ready).get(index);
    ready.remove(partition);
    int handled = partition.turn();
    if (handled > 0 || partition.hasWork()) {
      ready.add(partition);
    }
  }

  private boolean passTime() {
    machinery.express.flush();
    if (store.pending() > 0) {
      return true;
    }
    long next = expressRuns.stream().mapToLong(ExpressRun::due).min().orElse(Long.MAX_VALUE);
    for (Partition partition : machinery.partitions.all()) {
      next = Math.min(next, partition.wakeAt());
    }
    for (Errand errand : errands) {
      next = Math.min(next, errand.due);
    }
    if (next == Long.MAX_VALUE) {
      return false;
    }
    now = Math.max(now, next);
    for (Partition partition : machinery.partitions.all()) {
      if (partition.wakeAt() <= now) {
        ready.add(partition);
      }
    }
    return true;
  }

  private Machinery open() {
    Settings settings =
        Settings.of(seen, handlers, _ -> {})
            .withPartitions(PARTITIONS)
            .withBounds(bounds)
            .withRetention(retention)
            .withLimits(limits)
            .withObserver(new Shown())
            .withTime(() -> now, random.nextLong());
    Machinery[] opened = new Machinery[1];
    List<Errand> own = errands;
    Set<Partition> due = ready;
    List<ExpressRun> begun = expressRuns;
    committing(
        () -> {
          try {
            opened[0] =
                new Machinery(
                    settings,
                    () -> now,
                    due::add,
                    slow -> own.add(new Errand(slow, now)),
                    (name, body) -> {
                      long wait = name.startsWith("task-") ? latency.getAsLong() : 0;
                      Errand errand = new Errand(body, now + wait);
                      own.add(errand);
                      return () -> {
                        errand.interrupted = true;
                        errand.due = now;
                      };
                    },
                    begun::add);
            opened[0].express.resume();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    ready.addAll(opened[0].partitions.all());
    return opened[0];
  }

  /// For what waits until it is durable.
  private void committing(Runnable action) {
    while (store.commitAll() > 0) {}
    store.atOnce(action);
  }

  /// Adds up what happened in all processes, so that a test can see that it tried everything.
  public void count(Map<String, Long> all) {
    countProcess();
    happened.forEach((what, times) -> all.merge(what, times, Long::sum));
  }

  private void countProcess() {
    Metrics metrics = machinery.metrics;
    happened.merge("evictions", metrics.evictions.sum(), Long::sum);
    happened.merge("calls parked", metrics.parkedCalls.sum(), Long::sum);
    happened.merge("loads", metrics.loads.sum(), Long::sum);
    happened.merge("slow decisions", metrics.slowDecisions.sum(), Long::sum);
    happened.merge("snapshots", metrics.snapshots.sum(), Long::sum);
    happened.merge("timers", metrics.timersFired.sum(), Long::sum);
    if (wasDamaged()) {
      happened.merge("out of service", metrics.quarantined.sum(), Long::sum);
    }
    if (!retention.equals(Retention.NONE)) {
      happened.merge("forgotten executions", metrics.purged.sum(), Long::sum);
    }
    happened.merge("task calls", metrics.taskCalls.sum(), Long::sum);
  }

  public @Nullable Throwable failure() {
    return machinery.metrics.quarantined.sum() == 0 || wasDamaged()
        ? null
        : new AssertionError("an execution is out of service");
  }
}
