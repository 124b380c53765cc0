package io.stepwell.engine.state;

import io.stepwell.engine.MapRunOrder;
import io.stepwell.engine.StateType;
import io.stepwell.json.Payload;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One thread of control inside an execution: the execution itself, a Parallel branch, or a Map
/// iteration. Holds the chain pointer that gives events their previousEventId, the visit of the
/// current state, and the variables of this scope.
///
/// Changed only by [ExecutionState#apply].
public final class Lane {
  /// The lane that is the execution itself.
  public static final int ROOT = 0;

  private final int id;
  private final int parent;
  private final int graph;
  private final int index;
  private final @Nullable Payload item;
  private final @Nullable String itemKey;

  long pointer;
  Phase phase;
  Map<String, Payload> variables = new LinkedHashMap<>();

  @Nullable String stateName;
  StateType stateType = StateType.PASS;
  Payload stateInput = Payload.NULL;
  long enteredId;
  long beforeEntered;
  long enteredAt;
  int retries;
  Map<Integer, Integer> retriesByRetrier = new HashMap<>();
  @Nullable TaskRun task;
  @Nullable Container container;
  @Nullable MapRunOrder mapRun;
  int mapRunRedrives;

  /// The map run that failed or was given up: a redrive goes on with it.
  @Nullable MapRunOrder fallenRun;

  /// What was below when the state failed or the execution ended.
  @Nullable Fallen fallen;

  record Fallen(Container container, List<Lane> lanes) {}

  Lane(
      int id,
      int parent,
      int graph,
      int index,
      @Nullable Payload item,
      @Nullable String itemKey,
      long pointer,
      Phase phase) {
    this.id = id;
    this.parent = parent;
    this.graph = graph;
    this.index = index;
    this.item = item;
    this.itemKey = itemKey;
    this.pointer = pointer;
    this.phase = phase;
  }

  public int id() {
    return id;
  }

  /// The lane whose Parallel or Map this one is in; -1 for the root.
  public int parent() {
    return parent;
  }

  public boolean isRoot() {
    return id == ROOT;
  }

  /// Whether this lane is an iteration of a Map.
  public boolean isIteration() {
    return item != null;
  }

  /// The container of states that it runs, by its place in the plan.
  public int graph() {
    return graph;
  }

  /// Of the branch or iteration, from 0; -1 for the root.
  public int index() {
    return index;
  }

  /// `$$.Map.Item.Value`, in an iteration.
  public @Nullable Payload item() {
    return item;
  }

  /// `$$.Map.Item.Key`, in an iteration over an object.
  public @Nullable String itemKey() {
    return itemKey;
  }

  /// What the lane's next event points to.
  public long pointer() {
    return pointer;
  }

  public Phase phase() {
    return phase;
  }

  /// The variables assigned in this scope.
  public Map<String, Payload> variables() {
    return Collections.unmodifiableMap(variables);
  }

  /// The state it is in, or was in last; null before the first.
  public @Nullable String stateName() {
    return stateName;
  }

  public StateType stateType() {
    return stateType;
  }

  /// The raw input of the state it is in.
  public Payload stateInput() {
    return stateInput;
  }

  /// The id of the state's Entered event.
  public long enteredId() {
    return enteredId;
  }

  /// What the state's Entered event pointed to.
  public long beforeEntered() {
    return beforeEntered;
  }

  public long enteredAt() {
    return enteredAt;
  }

  /// How often the state was retried in this visit, over all retriers.
  public int retries() {
    return retries;
  }

  public int retries(int retrier) {
    return retriesByRetrier.getOrDefault(retrier, 0);
  }

  /// How often in this visit, by the retrier's place in the state's Retry.
  public Map<Integer, Integer> retriesByRetrier() {
    return Collections.unmodifiableMap(retriesByRetrier);
  }

  /// The attempt that is outside, or null.
  public @Nullable TaskRun task() {
    return task;
  }

  /// The running Parallel or Map, or null.
  public @Nullable Container container() {
    return container;
  }

  /// The map run that is outside, or null.
  public @Nullable MapRunOrder mapRun() {
    return mapRun;
  }

  /// How often the map run that is outside was redriven, or the one that was last.
  public int mapRunRedrives() {
    return mapRunRedrives;
  }

  /// The map run that failed or was given up in this visit, when a redrive goes on with it; or null.
  public @Nullable MapRunOrder fallenRun() {
    return fallenRun;
  }

  /// The earliest moment at which time alone changes this lane, or `Long.MAX_VALUE`.
  long deadline() {
    if (phase instanceof Phase.Waiting(long due)) {
      return due;
    }
    TaskRun run = task;
    if (run == null) {
      return Long.MAX_VALUE;
    }
    Long timeout = run.timeoutAt();
    Long heartbeat = run.heartbeatAt();
    return Math.min(
        timeout == null ? Long.MAX_VALUE : timeout, heartbeat == null ? Long.MAX_VALUE : heartbeat);
  }
}
