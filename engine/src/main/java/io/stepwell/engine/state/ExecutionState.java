package io.stepwell.engine.state;

import io.stepwell.engine.Check;
import io.stepwell.engine.Effect;
import io.stepwell.engine.ErrorOutput;
import io.stepwell.engine.Event;
import io.stepwell.engine.Event.Branch;
import io.stepwell.engine.ExecutionStatus;
import io.stepwell.engine.MapRunOrder;
import io.stepwell.engine.Stamped;
import io.stepwell.engine.Start;
import io.stepwell.engine.StateType;
import io.stepwell.json.Payload;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One execution as its events have left it. Mutable, owned by its partition, changed only by
/// [#apply]; recovery applies the stored events to an empty one and gets the same.
public final class ExecutionState {
  @Nullable Start start;
  ExecutionStatus status = ExecutionStatus.RUNNING;
  long startedAt;
  long stoppedAt;
  @Nullable Long deadline;
  @Nullable Payload output;
  @Nullable ErrorOutput error;
  int redriveCount;
  long redrivenAt;
  long lastEventId;
  long lastEventAt;
  long transitions;
  int nextLane = 1;
  int nextTask = 1;
  final TreeMap<Integer, Lane> lanes = new TreeMap<>();
  final ArrayDeque<Integer> ready = new ArrayDeque<>();
  final Map<Integer, Integer> laneByTask = new TreeMap<>();

  /// Jobs to be stopped, by task. They outlive the execution's end.
  final TreeMap<Integer, Effect.CancelJob> cancelling = new TreeMap<>();

  @Nullable String redriveToken;
  private final Effects effects = new Effects();

  /// Before its first event.
  public ExecutionState() {}

  // ---- what the events left

  /// What the execution was started with; fails before the first event.
  public Start start() {
    Start known = start;
    if (known == null) {
      throw new IllegalStateException("the execution has not been started");
    }
    return known;
  }

  public ExecutionStatus status() {
    return status;
  }

  public long startedAt() {
    return startedAt;
  }

  /// Epoch milliseconds of the end; 0 while it runs.
  public long stoppedAt() {
    return stoppedAt;
  }

  /// When the execution times out, in epoch milliseconds; null for never.
  public @Nullable Long deadline() {
    return deadline;
  }

  public @Nullable Payload output() {
    return output;
  }

  public @Nullable ErrorOutput error() {
    return error;
  }

  public int redriveCount() {
    return redriveCount;
  }

  public long redrivenAt() {
    return redrivenAt;
  }

  /// The client token of the last redrive; null when it had none.
  public @Nullable String redriveToken() {
    return redriveToken;
  }

  /// The jobs that are to be stopped, in the order of their tasks.
  public Collection<Effect.CancelJob> cancelling() {
    return Collections.unmodifiableCollection(cancelling.values());
  }

  /// The number of history events so far.
  public long lastEventId() {
    return lastEventId;
  }

  public long lastEventAt() {
    return lastEventAt;
  }

  /// States entered and attempts repeated.
  public long transitions() {
    return transitions;
  }

  public int nextLane() {
    return nextLane;
  }

  public int nextTask() {
    return nextTask;
  }

  public Lane lane(int id) {
    Lane lane = lanes.get(id);
    if (lane == null) {
      throw new IllegalStateException("no lane " + id);
    }
    return lane;
  }

  public Collection<Lane> lanes() {
    return Collections.unmodifiableCollection(lanes.values());
  }

  /// The lane whose task this is, or null when the task has ended or never was.
  public @Nullable Lane laneOf(int task) {
    Integer lane = laneByTask.get(task);
    return lane == null ? null : lanes.get(lane);
  }

  /// The lane whose turn is next, or null when all wait.
  public @Nullable Lane nextReady() {
    Integer lane = ready.peekFirst();
    return lane == null ? null : lane(lane);
  }

  /// The lanes whose turn comes, in that order.
  public List<Integer> ready() {
    return List.copyOf(ready);
  }

  /// The earliest moment at which time alone changes something, in epoch milliseconds;
  /// `Long.MAX_VALUE` for never.
  public long nextDeadline() {
    if (status.closed()) {
      return Long.MAX_VALUE;
    }
    Long own = deadline;
    long next = own == null ? Long.MAX_VALUE : own;
    for (Lane lane : lanes.values()) {
      next = Math.min(next, lane.deadline());
    }
    return next;
  }

  /// Whether somebody must act for this execution to go on, apart from time, workers that poll and
  /// callbacks: these executions are looked after again when a process starts. One that has ended is
  /// awake as long as jobs of it are to be stopped.
  public boolean awake() {
    return !ready.isEmpty() || effects.hasCall();
  }

  /// Everything this state consists of, as text of many lines: two states are the same when their
  /// descriptions are.
  public String describe() {
    return StateDump.of(this);
  }

  // ---- effects

  /// Every effect that should be alive, from the state alone.
  public List<Effect> outstanding() {
    List<Effect> all = new ArrayList<>(cancelling.values());
    if (status.closed()) {
      return all;
    }
    for (Lane lane : lanes.values()) {
      Effect effect = effectOf(lane);
      if (effect != null) {
        all.add(effect);
      }
    }
    if (!ready.isEmpty()) {
      all.add(new Effect.ContinueSlice());
    }
    return all;
  }

  /// The effects that applying has kept alive: the same as [#outstanding], apart from their order.
  public List<Effect> alive() {
    List<Effect> all = new ArrayList<>(effects.alive());
    if (!ready.isEmpty()) {
      all.add(new Effect.ContinueSlice());
    }
    return all;
  }

  /// The effects that opened and closed since this was last called, apart from ContinueSlice.
  public EffectChanges takeEffectChanges() {
    return effects.takeChanges();
  }

  private static @Nullable Effect effectOf(Lane lane) {
    MapRunOrder mapRun = lane.mapRun;
    if (mapRun != null) {
      return new Effect.RunMap(mapRun, lane.mapRunRedrives);
    }
    TaskRun run = lane.task;
    return run == null ? null : run.effect(String.valueOf(lane.stateName));
  }

  // ---- applying

  /// Makes the event part of this state.
  public void apply(Stamped stamped) {
    long id = stamped.id();
    if (id != 0) {
      Check.that(id == lastEventId + 1, "event ids have no gaps");
      lastEventId = id;
    }
    Check.that(stamped.at() >= lastEventAt, "event times do not go back");
    lastEventAt = stamped.at();
    Event event = stamped.event();
    if (event instanceof Event.ExecutionStarted started) {
      start(started, stamped.at());
      return;
    }
    Lane lane = lane(stamped.lane());
    switch (event) {
      case Event.ExecutionStarted e -> throw new IllegalStateException("started twice: " + e);
      case Event.ExecutionSucceeded e -> close(ExecutionStatus.SUCCEEDED, e.output(), null);
      case Event.ExecutionFailed e -> close(ExecutionStatus.FAILED, null, e.error());
      case Event.ExecutionAborted e -> close(ExecutionStatus.ABORTED, null, e.error());
      case Event.ExecutionTimedOut e -> close(ExecutionStatus.TIMED_OUT, null, e.error());
      case Event.ExecutionRedriven e -> redriven(e, stamped);
      case Event.StateEntered e -> entered(lane, e, stamped);
      case Event.StateExited e -> exited(lane, e, id);
      case Event.StateAborted _ -> {}
      case Event.EvaluationFailed _ -> lane.pointer = id;
      case Event.StateFailing e -> failing(lane, e);
      case Event.WaitStarted e -> lane.phase = new Phase.Waiting(e.due());
      case Event.RetryScheduled e -> retryScheduled(lane, e);
      case Event.Woken _ -> turn(lane, new Phase.Woken());
      case Event.TaskScheduled e -> taskScheduled(lane, e, stamped);
      case Event.TaskStarted e -> task(lane, id, e.task(), run(lane).start(e.heartbeatAt()));
      case Event.TaskSubmitted e -> task(lane, id, e.task(), run(lane).submit(e.handle()));
      case Event.TaskHeartbeat e -> task(lane, id, e.task(), run(lane).heartbeat(e.heartbeatAt()));
      case Event.TaskReturned e -> task(lane, id, e.task(), run(lane).unstart());
      case Event.CallbackReceived e ->
          task(lane, id, e.task(), run(lane).early(new TaskRun.Early(e.output(), e.error())));
      case Event.TaskSucceeded e -> {
        task(lane, id, e.task(), null);
        turn(lane, new Phase.Completed(e.output()));
      }
      case Event.TaskFailed e -> task(lane, id, e.task(), null);
      case Event.TaskTimedOut _ -> {
        lane.pointer = id;
        endTask(lane);
      }
      case Event.JobCancelled e -> {
        cancelling.remove(e.task());
        effects.set(e.task(), null);
      }
      case Event.ParallelStarted e -> parallelStarted(lane, e, id);
      case Event.ParallelSucceeded _ -> {}
      case Event.ParallelFailed _ -> lane.pointer = id;
      case Event.MapStarted e -> mapStarted(lane, e, id);
      case Event.MapIterationStarted e -> iterationStarted(lane, e, id);
      case Event.MapIterationSucceeded e -> iterationSucceeded(lane, e, id);
      case Event.MapIterationFailed _ -> {}
      case Event.MapIterationAborted _ -> {}
      case Event.MapSucceeded _ -> {}
      case Event.MapFailed _ -> lane.pointer = id;
      case Event.MapRunOrdered e -> {
        lane.mapRunRedrives = 0;
        mapRun(lane, e.order().task(), e.order());
      }
      case Event.MapRunEnded e -> {
        mapRun(lane, e.task(), null);
        lane.pointer = e.pointer();
        turn(lane, new Phase.Completed(e.result()));
      }
      case Event.MapRunStarted _ -> lane.pointer = id;
      case Event.MapRunSucceeded _ -> lane.pointer = id;
      case Event.MapRunFailed _ -> lane.pointer = id;
      case Event.MapRunAborted _ -> lane.pointer = id;
      case Event.MapRunRedriven e -> mapRunRedriven(lane, e, id);
    }
  }

  private void start(Event.ExecutionStarted started, long at) {
    Check.that(start == null, "an execution starts once");
    start = started.start();
    startedAt = at;
    deadline = started.start().deadline();
    Phase first = new Phase.Entering(started.startAt(), started.start().input());
    addLane(new Lane(Lane.ROOT, -1, 0, -1, null, null, 0, first));
  }

  private void close(ExecutionStatus how, @Nullable Payload result, @Nullable ErrorOutput failure) {
    status = how;
    stoppedAt = lastEventAt;
    output = result;
    error = failure;
    fall(lane(Lane.ROOT));
    ready.clear();
  }

  private void redriven(Event.ExecutionRedriven e, Stamped stamped) {
    status = ExecutionStatus.RUNNING;
    stoppedAt = 0;
    output = null;
    error = null;
    deadline = e.deadline();
    redriveCount = e.redriveCount();
    redrivenAt = stamped.at();
    redriveToken = e.clientToken();
    rise(lane(Lane.ROOT), stamped.id());
  }

  /// The lane goes on where it fell, and so do those that fell with it. What had succeeded is not done
  /// again; a state that had not is done again from its input, without another Entered event where
  /// it has work outside.
  private void rise(Lane lane, long id) {
    lane.retries = 0;
    lane.retriesByRetrier.clear();
    lane.pointer = id;
    Lane.Fallen fallen = lane.fallen;
    lane.fallen = null;
    if (lane.fallenRun != null) {
      turn(lane, new Phase.Woken());
      return;
    }
    if (fallen == null) {
      riseAlone(lane);
      return;
    }
    for (Lane below : fallen.lanes()) {
      lanes.put(below.id(), below);
    }
    lane.container = fallen.container();
    if (fallen.container().complete()) {
      turn(lane, new Phase.Gathered());
    } else if (fallen.lanes().isEmpty()) {
      lane.container = null;
      turn(lane, new Phase.Woken()); // nothing in it goes on by itself: it begins anew
    } else {
      rest(lane, new Phase.Inside());
    }
    for (Lane below : fallen.lanes()) {
      rise(below, id);
    }
  }

  private void riseAlone(Lane lane) {
    switch (lane.phase) {
      case Phase.Entering _, Phase.Woken _, Phase.Completed _, Phase.Gathered _ ->
          turn(lane, lane.phase);
      case Phase.Inside _ when lane.container == null ->
          turn(lane, again(lane)); // its map run fell
      case Phase.Inside _, Phase.Ended _ -> {}
      case Phase.Waiting _ when lane.stateType == StateType.WAIT -> {}
      case Phase.Waiting _, Phase.Working _, Phase.Calling _, Phase.Failing _ ->
          turn(lane, again(lane));
    }
  }

  private static Phase again(Lane lane) {
    return switch (lane.stateType) {
      case TASK, PARALLEL, MAP -> new Phase.Woken();
      case PASS, CHOICE, WAIT, SUCCEED, FAIL ->
          new Phase.Entering(String.valueOf(lane.stateName), lane.stateInput);
    };
  }

  private void entered(Lane lane, Event.StateEntered e, Stamped stamped) {
    lane.beforeEntered = lane.pointer;
    lane.pointer = stamped.id();
    lane.stateName = e.name();
    lane.stateType = e.type();
    lane.stateInput = e.input();
    lane.enteredId = stamped.id();
    lane.enteredAt = stamped.at();
    lane.retries = 0;
    lane.retriesByRetrier.clear();
    forgetFallen(lane);
    transitions++;
    rest(lane, new Phase.Working());
  }

  private void exited(Lane lane, Event.StateExited e, long id) {
    lane.pointer = id;
    lane.container = null;
    forgetFallen(lane);
    lane.variables.putAll(e.assigned());
    String next = e.next();
    if (next != null) {
      turn(lane, new Phase.Entering(next, e.output()));
      return;
    }
    rest(lane, new Phase.Ended(e.output()));
    if (!lane.isRoot() && !lane.isIteration()) {
      Lane parent = lane(lane.parent());
      parent.pointer = id;
      finish(parent, lane, e.output());
    }
  }

  private void finish(Lane parent, Lane child, Payload result) {
    Container container = container(parent);
    container.finish(child.index(), result);
    lanes.remove(child.id());
    if (container.complete()) {
      turn(parent, new Phase.Gathered());
    }
  }

  private void failing(Lane lane, Event.StateFailing e) {
    fall(lane);
    if (endsTheRun(e.error())) {
      lane.fallenRun = null;
    }
    lane.pointer = e.pointer();
    turn(lane, new Phase.Failing(e.error(), e.heartbeat(), e.fatal()));
  }

  /// Errors of a map run that its children have no part in: it is begun anew (Step Functions,
  /// "Redriving Map Runs").
  private static boolean endsTheRun(ErrorOutput error) {
    return ErrorOutput.DATA_LIMIT_EXCEEDED.equals(error.error())
        || ErrorOutput.RUNTIME.equals(error.error());
  }

  private static void forgetFallen(Lane lane) {
    lane.fallen = null;
    lane.fallenRun = null;
  }

  private void retryScheduled(Lane lane, Event.RetryScheduled e) {
    forgetFallen(lane);
    lane.retries++;
    lane.retriesByRetrier.merge(e.retrier(), 1, Integer::sum);
    transitions++;
    rest(lane, new Phase.Waiting(e.due()));
  }

  private void taskScheduled(Lane lane, Event.TaskScheduled e, Stamped stamped) {
    nextTask = e.task() + 1;
    laneByTask.put(e.task(), lane.id());
    rest(lane, new Phase.Calling());
    TaskRun run =
        new TaskRun(
            e.task(),
            e.resource(),
            e.input(),
            stamped.at(),
            e.timeoutAt(),
            e.heartbeatSeconds(),
            null,
            false,
            false,
            null,
            null);
    task(lane, stamped.id(), e.task(), run);
  }

  private void task(Lane lane, long id, int task, @Nullable TaskRun run) {
    if (id != 0) {
      lane.pointer = id;
    }
    lane.task = run;
    if (run == null) {
      laneByTask.remove(task);
    }
    effects.set(task, effectOf(lane));
  }

  private void mapRun(Lane lane, int task, @Nullable MapRunOrder order) {
    lane.mapRun = order;
    if (order == null) {
      laneByTask.remove(task);
    } else {
      nextTask = Math.max(nextTask, task + 1);
      laneByTask.put(task, lane.id());
      lane.container = null; // the run holds the items
      lane.fallenRun = null;
    }
    effects.set(task, effectOf(lane));
  }

  private void mapRunRedriven(Lane lane, Event.MapRunRedriven e, long id) {
    lane.pointer = id;
    MapRunOrder order = lane.fallenRun;
    if (order == null) {
      throw new IllegalStateException("lane " + lane.id() + " has no map run to be redriven");
    }
    lane.mapRunRedrives = e.redriveCount();
    rest(lane, new Phase.Inside());
    mapRun(lane, order.task(), order);
  }

  private void parallelStarted(Lane lane, Event.ParallelStarted e, long id) {
    lane.pointer = id;
    rest(lane, new Phase.Inside());
    Container container = new Container(null, null, e.branches().size(), e.branches().size());
    lane.container = container;
    for (int i = 0; i < e.branches().size(); i++) {
      Branch branch = e.branches().get(i);
      container.start();
      Phase first = new Phase.Entering(branch.startAt(), e.input());
      addLane(new Lane(nextLane++, lane.id(), branch.graph(), i, null, null, id, first));
    }
  }

  private void mapStarted(Lane lane, Event.MapStarted e, long id) {
    lane.pointer = id;
    lane.container = new Container(e.items(), e.processor(), e.maxConcurrency(), e.length());
    rest(lane, new Phase.Inside());
  }

  private void iterationStarted(Lane lane, Event.MapIterationStarted e, long id) {
    Container container = container(lane);
    Branch processor = container.processor();
    if (processor == null) {
      throw new IllegalStateException("an iteration outside a Map");
    }
    container.start();
    Phase first = new Phase.Entering(processor.startAt(), e.input());
    addLane(
        new Lane(
            nextLane++, lane.id(), processor.graph(), e.index(), e.item(), e.key(), id, first));
  }

  private void iterationSucceeded(Lane lane, Event.MapIterationSucceeded e, long id) {
    if (!(lane.phase instanceof Phase.Ended(Payload result))) {
      throw new IllegalStateException("iteration " + e.index() + " succeeds before its end");
    }
    Lane parent = lane(lane.parent());
    parent.pointer = id;
    finish(parent, lane, result);
  }

  /// Ends what the lane has outside and below it. The lane remembers what was below until it retries,
  /// catches, or is itself below one that falls: a redrive goes on there.
  private void fall(Lane lane) {
    List<Lane> below = lanes.values().stream().filter(l -> isBelow(l, lane.id())).toList();
    for (Lane each : below) {
      endTask(each);
      ready.remove(each.id());
    }
    below.forEach(each -> lanes.remove(each.id()));
    endTask(lane);
    Container container = lane.container;
    if (container != null) {
      lane.fallen = new Lane.Fallen(container, below);
      lane.container = null;
    }
  }

  private boolean isBelow(Lane lane, int ancestor) {
    Lane at = lane;
    while (at != null && at.parent() >= 0) {
      if (at.parent() == ancestor) {
        return true;
      }
      at = lanes.get(at.parent());
    }
    return false;
  }

  /// The task or map run is given up. A task's job, if it has one, may still run.
  private void endTask(Lane lane) {
    MapRunOrder mapRun = lane.mapRun;
    if (mapRun != null) {
      mapRun(lane, mapRun.task(), null);
      lane.fallenRun = mapRun;
    }
    TaskRun run = lane.task;
    if (run == null) {
      return;
    }
    task(lane, 0, run.task(), null);
    if (run.isJob()) {
      cancel(
          new Effect.CancelJob(
              run.task(),
              run.resource(),
              run.input(),
              String.valueOf(lane.stateName),
              run.handle()));
    }
  }

  void cancel(Effect.CancelJob job) {
    cancelling.put(job.task(), job);
    effects.set(job.task(), job);
  }

  private void addLane(Lane lane) {
    lanes.put(lane.id(), lane);
    if (lane.phase.ready()) {
      ready.addLast(lane.id());
    }
  }

  /// The lane takes a ready phase and stands at the end of the queue.
  private void turn(Lane lane, Phase phase) {
    if (lane.phase.ready()) {
      ready.remove(lane.id());
    }
    lane.phase = phase;
    ready.addLast(lane.id());
  }

  /// The lane takes a phase in which it has no turn.
  private void rest(Lane lane, Phase phase) {
    if (lane.phase.ready()) {
      ready.remove(lane.id());
    }
    lane.phase = phase;
  }

  private static Container container(Lane lane) {
    Container container = lane.container;
    if (container == null) {
      throw new IllegalStateException("lane " + lane.id() + " runs no Parallel or Map");
    }
    return container;
  }

  private static TaskRun run(Lane lane) {
    TaskRun run = lane.task;
    if (run == null) {
      throw new IllegalStateException("lane " + lane.id() + " has no task");
    }
    return run;
  }

  /// Takes note of the task of a lane that was restored.
  void adoptTask(Lane lane) {
    TaskRun run = lane.task;
    if (run != null) {
      laneByTask.put(run.task(), lane.id());
      effects.set(run.task(), effectOf(lane));
    }
    MapRunOrder mapRun = lane.mapRun;
    if (mapRun != null) {
      laneByTask.put(mapRun.task(), lane.id());
      effects.set(mapRun.task(), effectOf(lane));
    }
  }

  /// Forgets which effects are new: they were dispatched by whoever held the state before.
  public void forgetEffectChanges() {
    EffectChanges dropped = effects.takeChanges();
    Check.that(dropped != null, "changes are never null");
  }
}
