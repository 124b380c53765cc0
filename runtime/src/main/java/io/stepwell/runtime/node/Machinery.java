package io.stepwell.runtime.node;

import io.stepwell.engine.Command;
import io.stepwell.engine.Effect;
import io.stepwell.engine.decide.Decider;
import io.stepwell.runtime.Orchestrator.Started;
import io.stepwell.runtime.catalog.Catalog;
import io.stepwell.runtime.catalog.Ids;
import io.stepwell.runtime.catalog.Installation;
import io.stepwell.runtime.dispatch.ActivityTasks;
import io.stepwell.runtime.dispatch.TaskCalls;
import io.stepwell.runtime.express.ExpressExecutions;
import io.stepwell.runtime.express.ExpressRun;
import io.stepwell.runtime.express.ExpressServices;
import io.stepwell.runtime.maprun.ItemFeeds;
import io.stepwell.runtime.maprun.Results;
import io.stepwell.runtime.partition.Message;
import io.stepwell.runtime.partition.Metrics;
import io.stepwell.runtime.partition.Origin;
import io.stepwell.runtime.partition.Outlet;
import io.stepwell.runtime.partition.Partition;
import io.stepwell.runtime.partition.PartitionServices;
import io.stepwell.runtime.partition.Partitions;
import io.stepwell.runtime.partition.StartRequest;
import io.stepwell.runtime.post.Envelope;
import io.stepwell.runtime.post.Letter;
import io.stepwell.runtime.query.ExecutionLists;
import io.stepwell.runtime.query.Executions;
import io.stepwell.runtime.query.ExportedChildren;
import io.stepwell.runtime.query.MapRunQueries;
import io.stepwell.runtime.query.Watches;
import io.stepwell.runtime.storage.ExecutionKey;
import io.stepwell.runtime.storage.ExecutionName;
import io.stepwell.runtime.storage.Tables;
import io.stepwell.runtime.token.PageTokens;
import io.stepwell.runtime.token.TaskTokens;
import io.stepwell.store.Lease;
import io.stepwell.store.Store;
import io.stepwell.tasks.items.ItemReaders;
import java.security.SecureRandom;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGenerator.SplittableGenerator;
import java.util.random.RandomGeneratorFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All parts of a process, connected, and no threads: those are given by whoever drives it, a
/// [LocalOrchestrator] or a simulator.
final class Machinery {
  private static final Logger LOG = LoggerFactory.getLogger(Machinery.class);

  final Store store;
  final LongSupplier clock;
  final Metrics metrics = new Metrics();
  final Installation installation;
  final Catalog catalog;
  final TaskTokens taskTokens;
  final PageTokens pageTokens;
  final TaskCalls calls;
  final ActivityTasks activityTasks;
  final Watches watches;
  final Endings endings = new Endings();
  final Executions executions;
  final ExecutionLists lists;
  final MapRunQueries mapRuns;
  final Partitions partitions;
  final ExpressExecutions express;
  private final ExpressChildren expressChildren;
  private final SplittableGenerator names;
  private volatile Consumer<Origin> machineEmptied = _ -> {};

  /// @param ready called when a partition's turn has become due
  /// @param slow runs decisions that were out of fuel
  /// @param runner runs task calls
  /// @param expressRuns gives threads to express executions that nobody waits for
  Machinery(
      Settings settings,
      LongSupplier time,
      Consumer<Partition> ready,
      Executor slow,
      TaskCalls.Runner runner,
      Consumer<ExpressRun> expressRuns)
      throws InterruptedException {
    store = settings.store();
    clock = time;
    SplittableGenerator random = random(settings);
    names = random.split();
    Lease lease = store.lease(Tables.CATALOG_PARTITION);
    installation =
        Installation.open(store, lease, settings.partitions(), secret(), clock.getAsLong());
    catalog =
        Catalog.open(store, lease, new AslCompiler(), clock, random.split(), settings.quotas());
    settings.observer().open(new ObservedMachines(this));
    taskTokens = new TaskTokens(installation.seal());
    pageTokens = new PageTokens(installation.seal());
    int count = installation.partitions();
    calls =
        new TaskCalls(
            settings.handlers(),
            taskTokens,
            clock,
            new Back(),
            metrics,
            settings.observer(),
            runner);
    activityTasks = new ActivityTasks(store, count, taskTokens, clock);
    watches = new Watches(store);
    executions = new Executions(store, count, catalog, pageTokens, clock, settings.limits());
    lists = new ExecutionLists(store, count, pageTokens, clock);
    mapRuns = new MapRunQueries(store, count, catalog, pageTokens, clock);
    PartitionServices services =
        new PartitionServices(
            count,
            store,
            new Decider(settings.limits()),
            catalog,
            new ItemFeeds(
                catalog.definitions(),
                new ItemReaders(settings.objects()),
                settings.limits(),
                clock),
            new Results(
                store,
                0,
                settings.objects(),
                settings.limits().maxPayloadBytes(),
                new ExportedChildren(executions)),
            settings.limits().maxPayloadBytes(),
            taskTokens,
            clock,
            slow,
            body -> runner.run("map-run", body),
            settings.bounds(),
            settings.retention(),
            metrics,
            settings.observer());
    express =
        new ExpressExecutions(
            store,
            new ExpressServices(
                new Decider(settings.limits().withoutMaxEvents()),
                catalog,
                calls,
                clock,
                slow,
                metrics,
                settings.observer()),
            settings.express(),
            expressRuns,
            random.nextLong());
    expressChildren =
        new ExpressChildren(
            express, catalog, runner, (partition, message) -> deliver(partition, message));
    partitions = new Partitions(count, services, new Ways(), random, ready);
  }

  /// Who is told when an execution of a machine that is being deleted has ended.
  void onMachineEmptied(Consumer<Origin> listener) {
    machineEmptied = listener;
  }

  /// Starts an execution of either type, and returns when that is durable.
  Started start(StartRequest request) {
    return request.start().identity().express()
        ? express.begin(request.name().account(), request.start(), request.plan()).join()
        : partitions.start(request);
  }

  /// From now on nothing is begun that the next process can begin as well.
  void hold() {
    calls.hold();
    expressChildren.hold();
  }

  private void deliver(int partition, Message message) {
    partitions.send(partition, message);
  }

  /// A fresh UUID, for names.
  String uuid() {
    synchronized (names) {
      return Ids.uuid(names);
    }
  }

  private static SplittableGenerator random(Settings settings) {
    Long seed = settings.seed();
    long start = seed == null ? new SecureRandom().nextLong() : seed;
    RandomGeneratorFactory<SplittableGenerator> factory =
        RandomGeneratorFactory.of("L64X128MixRandom");
    return factory.create(start);
  }

  private static byte[] secret() {
    byte[] secret = new byte[32];
    RandomGenerator secure = new SecureRandom();
    secure.nextBytes(secret);
    return secret;
  }

  /// The way back of calls. Only executions of partitions leave memory while they run.
  private final class Back implements TaskCalls.Outcomes {
    @Override
    public void tell(int partition, ExecutionKey execution, Command command) {
      if (partition == Tables.EXPRESS_PARTITION) {
        express.tell(execution, command);
      } else {
        partitions.tell(partition, execution, command);
      }
    }

    @Override
    public void recall(int partition, ExecutionKey execution, int task) {
      partitions.send(partition, new Message.Recall(execution, task));
    }
  }

  /// Where effects go. Runs on the committer's thread, which nothing may stop.
  private final class Ways implements Outlet {
    @Override
    public void opened(Origin origin, Effect effect, boolean again) {
      guarded(
          () -> {
            switch (effect) {
              case Effect.CallTask call -> calls.open(origin, call, again);
              case Effect.CancelJob job -> calls.cancel(origin, job);
              case Effect.OfferActivityTask offer -> activityTasks.open(origin, offer);
              case Effect.RunMap _ -> {} // a letter
              case Effect.ContinueSlice _ -> {} // the partition sees to it
            }
          });
    }

    @Override
    public void closed(Origin origin, Effect effect) {
      guarded(
          () -> {
            switch (effect) {
              case Effect.CallTask call -> calls.close(origin, call);
              case Effect.CancelJob _ -> {} // acknowledged by whoever saw to it
              case Effect.OfferActivityTask offer -> activityTasks.close(origin, offer);
              case Effect.RunMap _ -> {} // a letter
              case Effect.ContinueSlice _ -> {}
            }
          });
    }

    @Override
    public boolean park(Origin origin, Effect.CallTask call) {
      return calls.park(origin, call);
    }

    @Override
    public void recalled(Origin origin, Effect.CallTask call) {
      guarded(() -> calls.recalled(origin, call));
    }

    @Override
    public void unwanted(int partition, Message.Recall recall) {
      guarded(() -> calls.unwanted(partition, recall.execution(), recall.task()));
    }

    @Override
    public void grown(int partition, ExecutionKey key) {
      guarded(() -> watches.grown(partition, key));
    }

    @Override
    public void runExpress(Envelope envelope, Letter.StartChild letter) {
      guarded(() -> expressChildren.run(envelope, letter));
    }

    @Override
    public void stopExpress(ExecutionName child) {
      guarded(() -> expressChildren.stop(child));
    }

    @Override
    public void send(int partition, Message message) {
      guarded(() -> partitions.send(partition, message));
    }

    @Override
    public void ended(Origin origin) {
      guarded(
          () -> {
            endings.ended(origin.start().identity().arn());
            int account = origin.key().account();
            if (catalog.deleting(account, origin.start().identity().stateMachine())) {
              machineEmptied.accept(origin);
            }
          });
    }

    private void guarded(Runnable action) {
      try {
        action.run();
      } catch (RuntimeException e) {
        LOG.error("What had to leave a partition did not", e);
      }
    }
  }
}
