package io.stepwell.engine.codec;

import io.stepwell.engine.ErrorOutput;
import io.stepwell.engine.Event;
import io.stepwell.engine.Event.Branch;
import io.stepwell.engine.Stamped;
import io.stepwell.engine.StateType;
import io.stepwell.engine.TaskResource;
import io.stepwell.engine.state.Container;
import io.stepwell.engine.state.ExecutionState;
import io.stepwell.engine.state.Lane;
import io.stepwell.engine.state.Phase;
import io.stepwell.engine.state.TaskRun;
import io.stepwell.json.Payload;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// An execution that does anything at all that events allow: no plan, every choice drawn from a
/// seed. What it produces can be applied, whether or not AWS would ever do it.
public final class RandomExecution {
  private static final int MAX_LANES = 30;
  private static final List<TaskResource> RESOURCES =
      List.of(SampleEvents.FUNCTION, SampleEvents.ACTIVITY, SampleEvents.SQS, SampleEvents.NESTED);

  private static final List<StateType> TYPES = List.of(StateType.values());

  private final Random random;
  private final ExecutionState state = new ExecutionState();
  private final List<Payload> seen = new ArrayList<>();
  private List<Stamped> events = new ArrayList<>();
  private long now = 1_700_000_000_000L;

  public RandomExecution(long seed) {
    random = new Random(seed);
  }

  /// As the events so far have left it.
  public ExecutionState state() {
    return state;
  }

  public boolean closed() {
    return state.status().closed();
  }

  /// What one commit adds: a few moves of the execution, already applied.
  public List<Stamped> commit() {
    events = new ArrayList<>();
    if (state.lanes().isEmpty()) {
      emit(
          Lane.ROOT,
          new Event.ExecutionStarted(SampleEvents.start(SampleEvents.IDENTITY, payload()), "S0"));
    }
    for (int moves = random.nextInt(8); (moves > 0 || events.isEmpty()) && !closed(); moves--) {
      move();
    }
    return events;
  }

  private void move() {
    now += random.nextInt(3) * random.nextLong(5000);
    if (random.nextInt(200) == 0) {
      emit(Lane.ROOT, new Event.ExecutionAborted(error()));
      return;
    }
    Lane ready = state.nextReady();
    if (ready != null && random.nextInt(4) != 0) {
      turn(ready);
      return;
    }
    List<Lane> lanes = List.copyOf(state.lanes());
    turn(lanes.get(random.nextInt(lanes.size())));
  }

  private void turn(Lane lane) {
    switch (lane.phase()) {
      case Phase.Entering(String name, Payload input) -> enter(lane, name, input);
      case Phase.Working() -> exit(lane, payload());
      case Phase.Waiting(long due) -> {
        now = Math.max(now, due);
        emit(lane.id(), new Event.Woken());
      }
      case Phase.Woken() -> woken(lane);
      case Phase.Calling() -> outside(lane);
      case Phase.Completed(Payload result) -> exit(lane, random.nextBoolean() ? result : payload());
      case Phase.Failing(ErrorOutput error, boolean _, boolean fatal) -> fail(lane, error, fatal);
      case Phase.Inside() -> inside(lane);
      case Phase.Gathered() -> gathered(lane);
      case Phase.Ended(Payload output) -> ended(lane, output);
    }
  }

  private void enter(Lane lane, String name, Payload input) {
    StateType type = TYPES.get(random.nextInt(TYPES.size()));
    emit(lane.id(), new Event.StateEntered(type, name, input));
    work(lane, input);
  }

  private void woken(Lane lane) {
    if (lane.stateType() == StateType.WAIT) {
      exit(lane, lane.stateInput());
    } else {
      work(lane, lane.stateInput());
    }
  }

  private void work(Lane lane, Payload input) {
    switch (lane.stateType()) {
      case TASK -> schedule(lane, input);
      case WAIT -> emit(lane.id(), new Event.WaitStarted(now + random.nextInt(10_000)));
      case PARALLEL -> parallel(lane, input);
      case MAP -> map(lane);
      case FAIL -> emit(lane.id(), new Event.StateFailing(error(), false, false, lane.pointer()));
      case PASS, CHOICE, SUCCEED -> exit(lane, random.nextBoolean() ? input : payload());
    }
  }

  private void schedule(Lane lane, Payload input) {
    int task = state.nextTask();
    TaskResource resource = RESOURCES.get(random.nextInt(RESOURCES.size()));
    Long timeout = random.nextBoolean() ? 60L : null;
    emit(
        lane.id(),
        new Event.TaskScheduled(
            task,
            resource,
            random.nextBoolean() ? input : payload(),
            timeout,
            timeout == null ? null : now + timeout * 1000,
            random.nextBoolean() ? 10L : null,
            random.nextBoolean() ? "arn:aws:iam::1:role/other" : null));
    if (resource.kind() != TaskResource.Kind.ACTIVITY) {
      emit(lane.id(), new Event.TaskStarted(task, resource, null, null));
    }
  }

  private void outside(Lane lane) {
    TaskRun run = lane.task();
    if (run == null) {
      return;
    }
    int task = run.task();
    TaskResource resource = run.resource();
    switch (random.nextInt(9)) {
      case 0 -> emit(lane.id(), new Event.TaskStarted(task, resource, "worker", now + 10_000));
      case 1 -> emit(lane.id(), new Event.TaskSubmitted(task, resource, payload(), null));
      case 2 -> emit(lane.id(), new Event.TaskSubmitted(task, resource, payload(), payload()));
      case 3 -> emit(lane.id(), new Event.TaskHeartbeat(task, now + 10_000));
      case 4 -> emit(lane.id(), new Event.CallbackReceived(task, payload(), null));
      case 5 -> emit(lane.id(), new Event.CallbackReceived(task, null, error()));
      case 6 -> {
        ErrorOutput error = error();
        emit(
            lane.id(),
            random.nextBoolean()
                ? new Event.TaskFailed(task, resource, error)
                : new Event.TaskTimedOut(task, resource, error));
        emit(
            lane.id(),
            new Event.StateFailing(error, random.nextBoolean(), false, state.lastEventId()));
      }
      case 7 -> emit(lane.id(), new Event.TaskReturned(task));
      default -> emit(lane.id(), new Event.TaskSucceeded(task, resource, payload()));
    }
  }

  private void fail(Lane lane, ErrorOutput error, boolean fatal) {
    int choice = random.nextInt(4);
    if (choice == 0 && lane.stateName() != null) {
      emit(lane.id(), new Event.RetryScheduled(random.nextInt(3), now + random.nextInt(5_000)));
    } else if (choice == 1 && lane.stateName() != null) {
      exit(lane, payload());
    } else if (lane.isRoot()) {
      emit(Lane.ROOT, new Event.ExecutionFailed(error));
    } else {
      emit(lane.parent(), new Event.StateFailing(error, false, fatal, state.lastEventId()));
    }
  }

  private void parallel(Lane lane, Payload input) {
    List<Branch> branches = new ArrayList<>();
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count && state.lanes().size() < MAX_LANES; i++) {
      branches.add(new Branch(i + 1, "B" + i));
    }
    if (branches.isEmpty()) {
      exit(lane, input);
    } else {
      emit(lane.id(), new Event.ParallelStarted(input, branches));
    }
  }

  private void map(Lane lane) {
    int length = 1 + random.nextInt(5);
    int concurrency = 1 + random.nextInt(5);
    emit(lane.id(), new Event.MapStarted(length, payload(), new Branch(9, "Each"), concurrency));
  }

  private void inside(Lane lane) {
    Container container = lane.container();
    if (container == null || container.processor() == null) {
      return;
    }
    if (container.started() < container.length() && state.lanes().size() < MAX_LANES) {
      String key = random.nextBoolean() ? "key" : null;
      String name = String.valueOf(lane.stateName());
      emit(
          lane.id(),
          new Event.MapIterationStarted(name, container.started(), payload(), key, payload()));
    } else if (container.started() == container.finished()) {
      emit(lane.id(), new Event.StateFailing(error(), false, false, lane.pointer()));
    }
  }

  private void gathered(Lane lane) {
    boolean map = lane.stateType() == StateType.MAP;
    emit(lane.id(), map ? new Event.MapSucceeded() : new Event.ParallelSucceeded());
    Container container = lane.container();
    exit(lane, container == null ? payload() : Payload.array(container.results()));
  }

  private void ended(Lane lane, Payload output) {
    if (lane.isIteration()) {
      emit(lane.id(), new Event.MapIterationSucceeded("Each", lane.index()));
    } else if (lane.isRoot()) {
      emit(Lane.ROOT, new Event.ExecutionSucceeded(output));
    }
  }

  private void exit(Lane lane, Payload output) {
    Map<String, Payload> assigned = new LinkedHashMap<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      assigned.put("v" + random.nextInt(5), payload());
    }
    String next = random.nextInt(6) == 0 ? null : "S" + random.nextInt(20);
    String name = String.valueOf(lane.stateName());
    emit(lane.id(), new Event.StateExited(lane.stateType(), name, output, assigned, next));
  }

  private void emit(int lane, Event event) {
    boolean internal = SampleEvents.internal(event);
    long id = internal ? 0 : state.lastEventId() + 1;
    Lane known = id <= 1 ? null : state.lane(lane);
    Stamped stamped = new Stamped(event, lane, id, pointer(known), now);
    state.apply(stamped);
    events.add(stamped);
  }

  private static long pointer(@Nullable Lane lane) {
    return lane == null ? 0 : lane.pointer();
  }

  private ErrorOutput error() {
    return new ErrorOutput(
        random.nextInt(4) == 0 ? null : "Error" + random.nextInt(3),
        random.nextInt(4) == 0 ? null : "because of " + random.nextInt(100));
  }

  private Payload payload() {
    if (!seen.isEmpty() && random.nextInt(3) == 0) {
      return seen.get(random.nextInt(seen.size()));
    }
    int size = random.nextInt(5) == 0 ? random.nextInt(2000) : random.nextInt(30);
    Payload fresh = Payload.of("é" + random.nextInt(1000) + "x".repeat(size));
    seen.add(fresh);
    return fresh;
  }
}
