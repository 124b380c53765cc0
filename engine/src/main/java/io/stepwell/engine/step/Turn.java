package io.stepwell.engine.step;

import io.stepwell.asl.plan.Plan;
import io.stepwell.engine.Event;
import io.stepwell.engine.Inspection;
import io.stepwell.engine.Limits;
import io.stepwell.engine.Stamped;
import io.stepwell.engine.Surroundings;
import io.stepwell.engine.state.ExecutionState;
import io.stepwell.engine.state.Lane;
import io.stepwell.expression.Meter;
import io.stepwell.json.Payload;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// One turn of one lane: what it may read, and the events it has caused so far. The state stays as
/// it was when the turn began, so a turn can be dropped without a trace.
public final class Turn {
  private final Plan plan;
  private final ExecutionState state;
  private final Lane lane;
  private final long now;
  private final RandomGenerator random;
  private final Surroundings surroundings;
  private final Limits limits;
  private final Meter meter;
  private final List<Stamped> events = new ArrayList<>(4);
  private long nextId;
  private long pointer;
  private int nextTask;

  // the visit: of the state that the lane was in, or that it entered in this turn
  private String stateName;
  private Payload stateInput;
  private long enteredId;
  private long enteredAt;
  private long beforeEntered;

  public Turn(
      Plan plan,
      ExecutionState state,
      Lane lane,
      long now,
      RandomGenerator random,
      Surroundings surroundings,
      Limits limits,
      Meter meter) {
    this.plan = plan;
    this.state = state;
    this.lane = lane;
    this.now = Math.max(now, state.lastEventAt());
    this.random = random;
    this.surroundings = surroundings;
    this.limits = limits;
    this.meter = meter;
    this.nextId = state.lastEventId() + 1;
    this.pointer = lane.pointer();
    this.nextTask = state.nextTask();
    this.stateName = String.valueOf(lane.stateName());
    this.stateInput = lane.stateInput();
    this.enteredId = lane.enteredId();
    this.enteredAt = lane.enteredAt();
    this.beforeEntered = lane.beforeEntered();
  }

  /// The events so far, not yet applied.
  public List<Stamped> events() {
    return events;
  }

  // ---- what it reads

  Plan plan() {
    return plan;
  }

  ExecutionState state() {
    return state;
  }

  Lane lane() {
    return lane;
  }

  /// Epoch milliseconds, not before the last event.
  long now() {
    return now;
  }

  RandomGenerator random() {
    return random;
  }

  Surroundings surroundings() {
    return surroundings;
  }

  /// Who looks into the state; null in every ordinary execution.
  @Nullable Inspection inspection() {
    return surroundings.inspection();
  }

  /// Shows what the state's data has become, to whoever looks.
  void show(Inspection.Datum datum, Payload value) {
    Inspection inspection = surroundings.inspection();
    if (inspection != null) {
      inspection.show(datum, value);
    }
  }

  /// Shows a number that the state came to, to whoever looks.
  void show(Inspection.Figure figure, Number value) {
    Inspection inspection = surroundings.inspection();
    if (inspection != null) {
      inspection.show(figure, value);
    }
  }

  Limits limits() {
    return limits;
  }

  Meter meter() {
    return meter;
  }

  String stateName() {
    return stateName;
  }

  /// The raw input of the current state.
  Payload stateInput() {
    return stateInput;
  }

  long enteredId() {
    return enteredId;
  }

  long enteredAt() {
    return enteredAt;
  }

  long beforeEntered() {
    return beforeEntered;
  }

  /// What the lane's next event points to.
  long pointer() {
    return pointer;
  }

  int newTask() {
    return nextTask++;
  }

  // ---- what it says

  /// The lane's next event: points to the one before and is pointed to by the next.
  long emit(Event event) {
    pointer = history(event, lane.id(), pointer);
    return pointer;
  }

  /// An event beside the chain: the next one will not point to it.
  void emitAside(Event event) {
    history(event, lane.id(), pointer);
  }

  /// An event of this or another lane with the given previousEventId; the chain stays as it is.
  long emitAt(int otherLane, Event event, long previousId) {
    return history(event, otherLane, previousId);
  }

  /// As `emit`, but it points elsewhere.
  void emitPointing(Event event, long previousId) {
    pointer = history(event, lane.id(), previousId);
  }

  void emitInternal(Event event) {
    emitInternal(lane.id(), event);
  }

  void emitInternal(int otherLane, Event event) {
    events.add(new Stamped(event, otherLane, 0, 0, now));
  }

  /// Makes the state that was just entered the current one.
  void entered(String name, Payload input, long before) {
    stateName = name;
    stateInput = input;
    beforeEntered = before;
    enteredId = pointer;
    enteredAt = now;
  }

  private long history(Event event, int inLane, long previousId) {
    if (nextId >= limits.maxEvents() && !endsExecution(event)) {
      throw new HistoryFullException();
    }
    events.add(new Stamped(event, inLane, nextId, previousId, now));
    return nextId++;
  }

  private static boolean endsExecution(@Nullable Event event) {
    return event instanceof Event.ExecutionSucceeded
        || event instanceof Event.ExecutionFailed
        || event instanceof Event.ExecutionAborted
        || event instanceof Event.ExecutionTimedOut;
  }
}
