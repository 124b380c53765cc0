package io.stepwell.runtime.node;

import io.stepwell.engine.Limits;
import io.stepwell.engine.Stamped;
import io.stepwell.runtime.Account;
import io.stepwell.runtime.Orchestrator;
import io.stepwell.runtime.Orchestrator.Page;
import io.stepwell.runtime.Orchestrator.Started;
import io.stepwell.runtime.express.ExpressRun;
import io.stepwell.runtime.observe.Observed;
import io.stepwell.runtime.observe.Observer;
import io.stepwell.runtime.partition.Bounds;
import io.stepwell.runtime.partition.Metrics;
import io.stepwell.runtime.partition.Partition;
import io.stepwell.runtime.partition.Reply;
import io.stepwell.runtime.partition.StartRequest;
import io.stepwell.runtime.storage.Tables;
import io.stepwell.store.Cursor;
import io.stepwell.store.memory.MemoryStore;
import io.stepwell.tasks.TaskHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// The real runtime on one thread: simulated time, a store that syncs when it is told to and can
/// crash at any moment, task calls that run when their turn comes. Everything from one seed.
final class World {
  static final int PARTITIONS = 3;

  private final Random random;
  private final TaskHandlers handlers;
  private final Bounds bounds;
  private final Limits limits;
  private MemoryStore store = MemoryStore.manual();
  private Machinery machinery;
  private Starting starting;
  private Set<Partition> ready = new LinkedHashSet<>();
  private List<Runnable> errands = new ArrayList<>();
  private List<ExpressRun> expressRuns = new ArrayList<>();
  private Observer observer = Observer.NONE;
  private long now = 1_700_000_000_000L;
  private int commits;
  private final Map<String, Long> happened = new TreeMap<>();

  World(long seed, TaskHandlers handlers, Bounds bounds, Limits limits) {
    this.random = new Random(seed);
    this.handlers = handlers;
    this.bounds = bounds;
    this.limits = limits;
    this.machinery = open();
    this.starting = new Starting(machinery, limits);
  }

  /// Small bounds: everything leaves memory at once, and every turn is short.
  static Bounds tight() {
    return new Bounds(100, 4, 1 << 16, Duration.ZERO, 0, 64);
  }

  Machinery machinery() {
    return machinery;
  }

  int commits() {
    return commits;
  }

  void createMachine(String name, String definition) {
    committing(
        () ->
            machinery
                .catalog
                .stateMachines()
                .create(Account.DEFAULT, Machines.request(name, definition)));
  }

  void createExpressMachine(String name, String definition) {
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
  void show(Observer sink) {
    observer = sink;
  }

  CompletableFuture<Started> startExpress(String machine) {
    StartRequest request =
        starting.request(
            "arn:aws:states:us-east-1:123456789012:stateMachine:" + machine, null, "{}", null);
    return machinery.express.begin(request.name().account(), request.start(), request.plan());
  }

  Reply<Started> start(String machine, String name) {
    String arn = "arn:aws:states:us-east-1:123456789012:stateMachine:" + machine;
    return machinery.partitions.begin(starting.request(arn, name, "{\"items\":[1,2,3]}", null));
  }

  /// Does one thing that is due, or lets time pass; false when nothing will ever happen again.
  boolean step() {
    List<ExpressRun> express = expressRuns.stream().filter(ExpressRun::ready).toList();
    if (!express.isEmpty() && random.nextBoolean()) {
      express.get(random.nextInt(express.size())).advance();
      return true;
    }
    int choices = ready.size() + errands.size() + (store.pending() > 0 ? 1 : 0);
    if (choices == 0) {
      return !express.isEmpty() || passTime();
    }
    int choice = random.nextInt(choices);
    if (choice < ready.size()) {
      turn(choice);
    } else if (choice - ready.size() < errands.size()) {
      errands.remove(choice - ready.size()).run();
    } else {
      commits++;
      return store.commitNext();
    }
    return true;
  }

  /// The power fails; some of what was appended may have reached the disk.
  void crash() {
    countProcess();
    machinery.calls.close();
    store = store.crash(random.nextInt(store.pending() + 1));
    ready = new LinkedHashSet<>();
    errands = new ArrayList<>();
    expressRuns = new ArrayList<>();
    now += random.nextInt(3_000);
    machinery = open();
    starting = new Starting(machinery, limits);
  }

  /// Every durable history event of an execution.
  List<Stamped> history(String arn) {
    List<Stamped> all = new ArrayList<>();
    String token = null;
    do {
      Page<Stamped> page = machinery.executions.history(arn, false, 1000, token);
      all.addAll(page.items());
      token = page.nextToken();
    } while (token != null);
    return all;
  }

  /// How many letters lie in the outboxes.
  int letters() {
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
        Settings.of(store, handlers, _ -> {})
            .withPartitions(PARTITIONS)
            .withBounds(bounds)
            .withLimits(limits)
            .withObserver(new Shown())
            .withTime(() -> now, random.nextLong());
    Machinery[] opened = new Machinery[1];
    List<Runnable> own = errands;
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
                    own::add,
                    (_, body) -> {
                      own.add(body);
                      return () -> {};
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

  /// For what waits until it is durable: somebody has to commit meanwhile.
  private void committing(Runnable action) {
    Thread waiting = Thread.ofPlatform().start(action);
    while (waiting.isAlive()) {
      store.commitAll();
      Thread.onSpinWait();
    }
  }

  /// Adds up what happened in all processes, so that a test can see that it tried everything.
  void count(Map<String, Long> all) {
    countProcess();
    happened.forEach((what, times) -> all.merge(what, times, Long::sum));
  }

  private void countProcess() {
    Metrics metrics = machinery.metrics;
    happened.merge("evictions", metrics.evictions.sum(), Long::sum);
    happened.merge("loads", metrics.loads.sum(), Long::sum);
    happened.merge("slow decisions", metrics.slowDecisions.sum(), Long::sum);
    happened.merge("snapshots", metrics.snapshots.sum(), Long::sum);
    happened.merge("timers", metrics.timersFired.sum(), Long::sum);
    happened.merge("task calls", metrics.taskCalls.sum(), Long::sum);
  }

  @Nullable Throwable failure() {
    return machinery.metrics.quarantined.sum() == 0
        ? null
        : new AssertionError("an execution is out of service");
  }
}
