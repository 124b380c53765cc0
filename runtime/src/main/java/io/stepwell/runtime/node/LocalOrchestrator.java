package io.stepwell.runtime.node;

import io.stepwell.engine.Command;
import io.stepwell.engine.ErrorOutput;
import io.stepwell.engine.ExecutionStatus;
import io.stepwell.engine.Identity;
import io.stepwell.engine.Stamped;
import io.stepwell.engine.Start;
import io.stepwell.runtime.Account;
import io.stepwell.runtime.CallerException;
import io.stepwell.runtime.ErrorCode;
import io.stepwell.runtime.Orchestrator;
import io.stepwell.runtime.Overview;
import io.stepwell.runtime.Releases;
import io.stepwell.runtime.TestState;
import io.stepwell.runtime.TestedState;
import io.stepwell.runtime.catalog.ActivityEntry;
import io.stepwell.runtime.catalog.Arn;
import io.stepwell.runtime.catalog.Machine;
import io.stepwell.runtime.dispatch.DeletedActivities;
import io.stepwell.runtime.dispatch.TaskCalls;
import io.stepwell.runtime.express.ExpressResult;
import io.stepwell.runtime.observe.Observer;
import io.stepwell.runtime.partition.Metrics;
import io.stepwell.runtime.partition.Partition;
import io.stepwell.runtime.partition.PartitionThreads;
import io.stepwell.runtime.partition.StartRequest;
import io.stepwell.runtime.partition.UnmadeCall;
import io.stepwell.runtime.query.Executions;
import io.stepwell.runtime.query.Executions.Found;
import io.stepwell.runtime.query.Pages;
import io.stepwell.runtime.schedule.Schedules;
import io.stepwell.runtime.teststate.StateTests;
import io.stepwell.store.StoreException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The orchestrator of one process that holds all partitions of its store.
public final class LocalOrchestrator implements Orchestrator, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LocalOrchestrator.class);
  private static final Duration DRAIN = Duration.ofSeconds(5);

  private final AtomicBoolean failed = new AtomicBoolean();
  private final Machinery machinery;
  private final PartitionThreads threads;
  private final ExecutorService slow;
  private final Starting starting;
  private final Callbacks callbacks;
  private final NestedExecutions nested;
  private final Redriving redriving;
  private final Deleting deleting;
  private final DeletedActivities deletedActivities;
  private final Pages pages;
  private final Releasing releases;
  private final StateTests stateTests;
  private final RecentExecutions recent;
  private final Flushing flushing;
  private final Reclaiming reclaiming;
  private final Observer observer;
  private final Schedules schedules;
  private final ScheduleClock scheduleClock;

  LocalOrchestrator(Settings settings) throws InterruptedException {
    LongSupplier clock = settings.clock() == null ? new WallClock() : settings.clock();
    slow =
        Executors.newFixedThreadPool(
            settings.slowThreads(), Thread.ofPlatform().name("slow-", 0).daemon().factory());
    threads = new PartitionThreads(settings.threads(), clock, first(settings.onFatal()));
    machinery =
        new Machinery(
            settings,
            clock,
            threads::ready,
            slow,
            TaskCalls.Runner.VIRTUAL_THREADS,
            run -> Thread.ofVirtual().name("express").start(run));
    observer = settings.observer();
    recent = new RecentExecutions(machinery);
    flushing = new Flushing(machinery.express::flush);
    starting = new Starting(machinery, settings.limits());
    callbacks = new Callbacks(machinery);
    nested = new NestedExecutions(machinery, starting);
    redriving = new Redriving(machinery, settings.limits());
    deleting = new Deleting(machinery);
    deletedActivities =
        new DeletedActivities(
            machinery.store,
            machinery.installation.partitions(),
            machinery.catalog,
            machinery.partitions::tell);
    pages = new Pages(machinery.pageTokens, machinery.clock);
    releases = new Releasing(machinery.catalog, pages);
    stateTests = new StateTests(settings.handlers(), settings.limits(), clock, slow);
    machinery.onMachineEmptied(deleting::ended);
    threads.start(machinery.partitions.all());
    reclaiming = new Reclaiming(machinery, settings.retention());
    deleting.resume();
    deletedActivities.resume();
    machinery.express.resume();
    schedules = Schedules.open(settings.store(), clock, this::startScheduled);
    scheduleClock = new ScheduleClock(schedules, clock);
  }

  /// Again with the same name it is the same execution.
  private String startScheduled(Account account, String machineArn, String name, String input) {
    StartRequest request = starting.request(machineArn, name, input, null);
    try {
      return machinery.start(request).executionArn();
    } catch (CallerException e) {
      if (e.code() == ErrorCode.EXECUTION_ALREADY_EXISTS) {
        return request.start().identity().arn();
      }
      throw e;
    }
  }

  /// What starts executions by the clock.
  public Schedules schedules() {
    return schedules;
  }

  /// What is counted, for whoever shows it.
  public Metrics metrics() {
    return machinery.metrics;
  }

  /// What people who look after the server ask.
  public Overview overview() {
    return new StoredOverview(machinery, recent, pages);
  }

  /// How many messages wait in all inboxes.
  public int inboxDepth() {
    return machinery.partitions.all().stream().mapToInt(Partition::inboxSize).sum();
  }

  /// Gives the disk space of forgotten executions back now, rather than when there are many.
  public void reclaim() {
    reclaiming.reclaim();
  }

  /// How many express executions run now.
  public int runningExpress() {
    return machinery.express.running();
  }

  /// For the tasks of this process: executions that they start.
  public NestedExecutions nested() {
    return nested;
  }

  /// Changes of status that have not been told, where the observer tells them.
  public StatusChanges statusChanges() {
    return new StatusChanges(machinery);
  }

  /// For operators: what is out of service.
  public QuarantineDesk quarantine() {
    return new QuarantineDesk(machinery);
  }

  // ---- state machines

  @Override
  public Created createStateMachine(Account account, CreateStateMachine request) {
    ObservedMachines.checkDestination(observer, account, request.loggingConfiguration());
    return machinery.catalog.stateMachines().create(account, request);
  }

  @Override
  public Updated updateStateMachine(Account account, UpdateStateMachine request) {
    ObservedMachines.checkDestination(observer, account, request.loggingConfiguration());
    return machinery.catalog.stateMachines().update(request);
  }

  @Override
  public StateMachine describeStateMachine(Account account, String stateMachineArn) {
    return machinery.catalog.stateMachines().describe(stateMachineArn);
  }

  @Override
  public StateMachine describeStateMachineForExecution(Account account, String executionArn) {
    Found found = machinery.executions.find(executionArn);
    Start start = machinery.executions.start(found);
    return machinery
        .catalog
        .stateMachines()
        .describeUsed(
            start.identity(), start.definitionHash(), start.roleArn(), found.row().startedAt());
  }

  @Override
  public Page<StateMachine> listStateMachines(
      Account account, int maxResults, @Nullable String nextToken) {
    return pages.page(
        "ListStateMachines " + account,
        maxResults,
        nextToken,
        (after, max) -> machinery.catalog.stateMachines().list(account, begin(after), max),
        StateMachine::name);
  }

  private static String begin(@Nullable String name) {
    return name == null ? "" : name;
  }

  @Override
  public void deleteStateMachine(Account account, String stateMachineArn) {
    machinery
        .catalog
        .stateMachines()
        .beginDelete(stateMachineArn)
        .ifPresent(machine -> deleting.endIfEmpty(machine.accountNumber(), machine.name()));
  }

  @Override
  public Releases releases() {
    return releases;
  }

  // ---- states by themselves

  @Override
  public TestedState testState(Account account, TestState test) throws InterruptedException {
    return stateTests.test(account, test);
  }

  // ---- executions

  @Override
  public Started startExecution(
      Account account,
      String stateMachineArn,
      @Nullable String name,
      @Nullable String input,
      @Nullable String traceHeader) {
    StartRequest request = starting.request(stateMachineArn, name, input, traceHeader);
    return machinery.start(request);
  }

  @Override
  public List<Execution> listRecentExpress(
      Account account, String stateMachineArn, int maxResults) {
    return recent.list(stateMachineArn, Pages.size(maxResults));
  }

  @Override
  public RecentExecution recentExpress(Account account, String executionArn) {
    return recent.find(executionArn);
  }

  @Override
  public SyncExecution startSyncExecution(
      Account account,
      String stateMachineArn,
      @Nullable String name,
      @Nullable String input,
      @Nullable String traceHeader)
      throws InterruptedException {
    StartRequest request = starting.request(stateMachineArn, name, input, traceHeader);
    if (!request.start().identity().express()) {
      throw wrongType();
    }
    return synced(
        machinery.express.runSync(request.name().account(), request.start(), request.plan()));
  }

  private static SyncExecution synced(ExpressResult result) {
    Start start = result.start();
    Identity identity = start.identity();
    return new SyncExecution(
        identity.arn(),
        identity.stateMachineArn(),
        identity.name(),
        result.status(),
        result.startedAt(),
        result.stoppedAt(),
        start.input(),
        result.output(),
        result.error(),
        start.traceHeader(),
        result.billing().durationMillis(),
        result.billing().memoryMegabytes());
  }

  private static CallerException wrongType() {
    return new CallerException(
        ErrorCode.STATE_MACHINE_TYPE_NOT_SUPPORTED,
        "This operation is not supported by this type of state machine");
  }

  @Override
  public long stopExecution(Account account, String executionArn, ErrorOutput error) {
    return machinery.partitions.ask(
        machinery.executions.name(executionArn),
        new Command.StopExecution(error),
        (state, _) -> state.stoppedAt(),
        () -> Executions.missing(executionArn));
  }

  @Override
  public long redriveExecution(Account account, String executionArn, @Nullable String clientToken) {
    return redriving.redrive(executionArn, clientToken);
  }

  @Override
  public Execution describeExecution(Account account, String executionArn) {
    return machinery.executions.describe(executionArn);
  }

  @Override
  public Page<Execution> listExecutions(
      Account account,
      String stateMachineArn,
      @Nullable ExecutionStatus status,
      int maxResults,
      @Nullable String nextToken) {
    Arn.StateMachineArn arn = Arn.parseStateMachine(stateMachineArn);
    Machine machine = machinery.catalog.stateMachines().existing(arn);
    if (machine.type() == Type.EXPRESS) {
      throw wrongType();
    }
    return machinery.lists.list(
        machine, arn.qualifier() == null ? null : arn, status, Pages.size(maxResults), nextToken);
  }

  // ---- map runs

  @Override
  public MapRun describeMapRun(Account account, String mapRunArn) {
    return machinery.mapRuns.describe(mapRunArn);
  }

  @Override
  public Page<MapRun> listMapRuns(
      Account account, String executionArn, int maxResults, @Nullable String nextToken) {
    Found found = machinery.executions.find(executionArn);
    return machinery.mapRuns.list(found, executionArn, Pages.size(maxResults), nextToken);
  }

  @Override
  public void updateMapRun(
      Account account,
      String mapRunArn,
      @Nullable Long maxConcurrency,
      @Nullable Long toleratedFailureCount,
      @Nullable Double toleratedFailurePercentage) {
    MapRun known = machinery.mapRuns.describe(mapRunArn);
    boolean running =
        machinery.partitions.updateMapRun(
            machinery.mapRuns.name(known.arn()),
            maxConcurrency,
            toleratedFailureCount,
            toleratedFailurePercentage);
    if (!running) {
      throw new CallerException(
          ErrorCode.VALIDATION,
          "Map Run has already completed and can not be updated: '" + mapRunArn + "'");
    }
  }

  @Override
  public Page<Execution> listMapRunExecutions(
      Account account,
      String mapRunArn,
      @Nullable ExecutionStatus status,
      @Nullable Boolean redriven,
      int maxResults,
      @Nullable String nextToken) {
    return machinery.lists.list(
        Arn.parseMapRun(mapRunArn).account(),
        machinery.mapRuns.find(mapRunArn),
        status,
        redriven,
        Pages.size(maxResults),
        nextToken);
  }

  @Override
  public Page<Stamped> history(
      Account account,
      String executionArn,
      boolean reverse,
      int maxResults,
      @Nullable String nextToken) {
    return machinery.executions.history(executionArn, reverse, Pages.size(maxResults), nextToken);
  }

  @Override
  public Watch watch(Account account, String executionArn, Consumer<Stamped> onEvent) {
    return machinery.watches.open(machinery.executions.find(executionArn), onEvent);
  }

  // ---- activities and callbacks

  @Override
  public Activity createActivity(
      Account account,
      String name,
      Map<String, String> tags,
      @Nullable Object encryptionConfiguration) {
    return machinery.catalog.activities().create(account, name, tags, encryptionConfiguration);
  }

  @Override
  public Activity describeActivity(Account account, String activityArn) {
    return machinery.catalog.activities().describe(activityArn);
  }

  @Override
  public Page<Activity> listActivities(
      Account account, int maxResults, @Nullable String nextToken) {
    return pages.page(
        "ListActivities " + account,
        maxResults,
        nextToken,
        (after, max) -> machinery.catalog.activities().list(account, begin(after), max),
        Activity::name);
  }

  @Override
  public void deleteActivity(Account account, String activityArn) {
    Arn.ActivityArn arn = Arn.parseActivity(activityArn);
    machinery.catalog.activities().delete(activityArn);
    deletedActivities.deleted(arn.account(), arn.name());
  }

  @Override
  public @Nullable ActivityTask getActivityTask(
      Account account,
      String activityArn,
      @Nullable String workerName,
      Duration patience,
      Presence worker)
      throws InterruptedException {
    ActivityEntry activity = machinery.catalog.activities().existing(activityArn);
    return machinery.activityTasks.poll(
        machinery.partitions, activity, workerName, patience, worker);
  }

  @Override
  public void returnActivityTask(String taskToken) {
    callbacks.giveBack(taskToken);
  }

  @Override
  public void sendTaskSuccess(Account account, String taskToken, String output) {
    callbacks.success(account, taskToken, output);
  }

  @Override
  public void sendTaskFailure(Account account, String taskToken, ErrorOutput error) {
    callbacks.failure(account, taskToken, error);
  }

  @Override
  public void sendTaskHeartbeat(Account account, String taskToken) {
    callbacks.heartbeat(account, taskToken);
  }

  // ---- the end

  /// Begins the end. Schedules no longer fire, polls for activity tasks are answered, and calls that are
  /// not out yet are left to the next process; everything else goes on, so that what is out can come to
  /// its end: [#callsUnderWay] and [#runningExpress] tell how much that is.
  public void drain() {
    scheduleClock.close();
    machinery.hold();
    machinery.activityTasks.close();
  }

  /// How many calls of tasks are out, apart from those that wait for a job.
  public int callsUnderWay() {
    return machinery.calls.underWay();
  }

  /// Refuses what is new, interrupts the calls that are out (the next process makes them again),
  /// finishes what is in the inboxes, and returns when all of it is durable. The store stays open.
  @Override
  public void close() {
    scheduleClock.close();
    machinery.partitions.refuseMore();
    machinery.activityTasks.close();
    stateTests.close();
    machinery.watches.close();
    machinery.express.close();
    machinery.calls.close();
    try {
      if (!failed.get()) {
        threads.drain(DRAIN);
      }
      threads.close();
      slow.shutdownNow(); // what was not decided is ready again in the next process
      machinery.partitions.all().forEach(Partition::refuseRest);
      flushing.close();
      reclaiming.close();
      if (!failed.get()) {
        machinery.express.flush();
        evictAll();
      }
    } catch (StoreException e) {
      LOG.error("The store failed before everything was written: {}", e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void evictAll() throws InterruptedException {
    Map<Integer, List<UnmadeCall>> unmade =
        machinery.calls.unmade().stream().collect(Collectors.groupingBy(UnmadeCall::partition));
    for (Partition partition : machinery.partitions.all()) {
      partition.evictAll(unmade.getOrDefault(partition.number(), List.of()));
      partition.lastTicket().await();
    }
  }

  /// The first failure is the one to tell; others follow from it.
  private Consumer<Throwable> first(Consumer<Throwable> onFatal) {
    return failure -> {
      if (failed.compareAndSet(false, true)) {
        onFatal.accept(failure);
      }
    };
  }
}
