package io.stepwell.engine.state;

import io.stepwell.engine.Check;
import io.stepwell.engine.Effect;
import io.stepwell.engine.ErrorOutput;
import io.stepwell.engine.Event.Branch;
import io.stepwell.engine.ExecutionStatus;
import io.stepwell.engine.MapRunOrder;
import io.stepwell.engine.Start;
import io.stepwell.engine.StateType;
import io.stepwell.json.Payload;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Puts a saved state together again, part by part: the only way to a state besides applying its
/// events, and only for `codec`. [#finish] checks what the parts promise each other.
public final class Restoration {
  private final ExecutionState state;

  /// @param state before its first event
  public Restoration(ExecutionState state) {
    Check.that(state.start == null && state.lanes.isEmpty(), "a new state is restored");
    this.state = state;
  }

  public void execution(
      Start start,
      ExecutionStatus status,
      long startedAt,
      long stoppedAt,
      @Nullable Long deadline) {
    state.start = start;
    state.status = status;
    state.startedAt = startedAt;
    state.stoppedAt = stoppedAt;
    state.deadline = deadline;
  }

  public void outcome(@Nullable Payload output, @Nullable ErrorOutput error) {
    state.output = output;
    state.error = error;
  }

  public void redrives(int count, long lastAt) {
    state.redriveCount = count;
    state.redrivenAt = lastAt;
  }

  public void redriveToken(@Nullable String token) {
    state.redriveToken = token;
  }

  public void cancelling(Effect.CancelJob job) {
    state.cancel(job);
  }

  public void counters(
      long lastEventId, long lastEventAt, long transitions, int nextLane, int nextTask) {
    state.lastEventId = lastEventId;
    state.lastEventAt = lastEventAt;
    state.transitions = transitions;
    state.nextLane = nextLane;
    state.nextTask = nextTask;
  }

  public Lane lane(
      int id,
      int parent,
      int graph,
      int index,
      @Nullable Payload item,
      @Nullable String itemKey,
      long pointer,
      Phase phase) {
    Lane lane = new Lane(id, parent, graph, index, item, itemKey, pointer, phase);
    Check.that(state.lanes.put(id, lane) == null, "lane " + id + " is there once");
    return lane;
  }

  public void visit(
      Lane lane,
      @Nullable String stateName,
      StateType stateType,
      Payload stateInput,
      long enteredId,
      long beforeEntered,
      long enteredAt) {
    lane.stateName = stateName;
    lane.stateType = stateType;
    lane.stateInput = stateInput;
    lane.enteredId = enteredId;
    lane.beforeEntered = beforeEntered;
    lane.enteredAt = enteredAt;
  }

  public void retries(Lane lane, int all, Map<Integer, Integer> byRetrier) {
    lane.retries = all;
    lane.retriesByRetrier.putAll(byRetrier);
  }

  public void variables(Lane lane, Map<String, Payload> variables) {
    lane.variables.putAll(variables);
  }

  public void task(Lane lane, TaskRun run) {
    lane.task = run;
  }

  public void mapRun(Lane lane, MapRunOrder order, int redrives) {
    lane.mapRun = order;
    lane.mapRunRedrives = redrives;
  }

  public Container container(
      Lane lane,
      @Nullable Payload items,
      @Nullable Branch processor,
      int maxConcurrency,
      int length,
      int started) {
    Container container = new Container(items, processor, maxConcurrency, length);
    container.restore(started);
    lane.container = container;
    return container;
  }

  public void result(Container container, int index, Payload output) {
    container.finish(index, output);
  }

  /// The lane takes its place at the end of the queue.
  public void ready(int lane) {
    state.ready.addLast(lane);
  }

  /// The state is whole; its effects count as dispatched.
  public void finish() {
    for (Lane lane : state.lanes.values()) {
      Check.that(
          lane.isRoot() || state.lanes.containsKey(lane.parent()),
          "the lane around lane " + lane.id() + " is there");
      state.adoptTask(lane);
    }
    Check.that(state.lanes.containsKey(Lane.ROOT), "the execution's own lane is there");
    for (int lane : state.ready) {
      Check.that(state.lane(lane).phase.ready(), "lane " + lane + " takes turns");
    }
    state.forgetEffectChanges();
  }
}
