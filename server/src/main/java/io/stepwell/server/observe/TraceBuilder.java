package io.stepwell.server.observe;

import io.stepwell.engine.ErrorOutput;
import io.stepwell.engine.Event;
import io.stepwell.engine.Stamped;
import io.stepwell.engine.TaskResource;
import io.stepwell.runtime.observe.Observed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Makes spans of an execution's history: one for the execution, one for each state below what it is
/// in, one for each attempt of a task below its state. Only what happened since the last redrive is
/// told, for what was before has been. Keeps names and times, no data.
final class TraceBuilder {
  private static final int MAX_SPANS = 10_000;

  /// Where a lane is.
  private static final class Lane {
    private final int parent;
    private String name = "";
    private String type = "";
    private long enteredId;
    private @Nullable Span state;

    Lane(int parent) {
      this.parent = parent;
    }
  }

  private final Observed execution;
  private final TraceIds ids;
  private final List<Span> ended = new ArrayList<>();
  private final Map<Integer, Lane> lanes = new HashMap<>();
  private final Map<Integer, Span> tasks = new HashMap<>();
  private Span whole;
  private int nextLane = 1;
  private int redrives;

  TraceBuilder(Observed execution) {
    this.execution = execution;
    this.ids = TraceIds.of(execution.start());
    this.whole = whole(execution.startedAt());
    lanes.put(0, new Lane(-1));
  }

  private Span whole(long at) {
    var identity = execution.start().identity();
    return new Span(
            ids,
            ids.execution(redrives),
            ids.parent(),
            identity.stateMachine(),
            Span.Kind.SERVER,
            at)
        .with("aws.step_functions.state_machine.arn", identity.stateMachineArn())
        .with("stepwell.execution.arn", identity.arn());
  }

  /// The spans, when the last event was the execution's end.
  List<Span> spans() {
    return ended;
  }

  void add(Iterable<Stamped> events) {
    for (Stamped event : events) {
      if (!event.internal()) {
        add(event);
      }
    }
  }

  private void add(Stamped stamped) {
    long at = stamped.at();
    Lane lane = lane(stamped.lane());
    switch (stamped.event()) {
      case Event.StateEntered e -> entered(lane, e.name(), e.type().text(), stamped);
      case Event.StateExited _ -> exited(stamped.lane(), at, null);
      case Event.StateAborted _ -> exited(stamped.lane(), at, "aborted");
      case Event.ParallelStarted e -> branches(stamped.lane(), e.branches().size());
      case Event.MapIterationStarted _ -> branches(stamped.lane(), 1);
      case Event.ParallelFailed _, Event.MapFailed _ -> endBelow(stamped.lane(), at);
      case Event.TaskScheduled e -> scheduled(lane, e.task(), e.resource(), at);
      case Event.TaskSucceeded e -> taskEnded(e.task(), at);
      case Event.TaskFailed e -> taskFailed(lane, e.task(), e.error(), at);
      case Event.TaskTimedOut e -> taskFailed(lane, e.task(), e.error(), at);
      case Event.EvaluationFailed e -> failing(lane, e.error(), at);
      case Event.ExecutionRedriven _ -> redriven(at);
      case Event.ExecutionSucceeded _ -> over(at);
      case Event.ExecutionFailed e -> failed(e.error(), "failed", at);
      case Event.ExecutionTimedOut e -> failed(e.error(), "timed out", at);
      case Event.ExecutionAborted e -> failed(e.error(), "aborted", at);
      default -> {} // no span begins or ends with it
    }
  }

  private Lane lane(int id) {
    return lanes.computeIfAbsent(id, _ -> new Lane(0));
  }

  private void branches(int parent, int count) {
    for (int i = 0; i < count; i++) {
      lanes.put(nextLane++, new Lane(parent));
    }
  }

  private void entered(Lane lane, String name, String type, Stamped stamped) {
    end(lane, stamped.at(), null);
    lane.name = name;
    lane.type = type;
    lane.enteredId = stamped.id();
    open(lane, stamped.at());
  }

  /// A redriven lane goes on in the state that it failed in, without entering it.
  private Span open(Lane lane, long at) {
    Span known = lane.state;
    if (known != null) {
      return known;
    }
    Lane above = lanes.get(lane.parent);
    Span parent = above == null ? whole : Objects.requireNonNullElse(above.state, whole);
    Span state =
        new Span(
                ids,
                ids.state(lane.enteredId, redrives),
                parent.id,
                lane.name,
                Span.Kind.INTERNAL,
                at)
            .with("stepwell.state.type", lane.type);
    lane.state = state;
    return state;
  }

  private void exited(int id, long at, @Nullable String error) {
    endBelow(id, at);
    end(lane(id), at, error);
  }

  private void endBelow(int parent, long at) {
    lanes.forEach(
        (id, lane) -> {
          if (lane.parent == parent && lane.state != null) {
            endBelow(id, at);
            end(lane, at, null);
          }
        });
  }

  private void end(Lane lane, long at, @Nullable String error) {
    Span state = lane.state;
    if (state != null) {
      if (error != null) {
        state.failed(error);
      }
      keep(state.endedAt(at));
      lane.state = null;
    }
  }

  private void keep(Span span) {
    if (ended.size() < MAX_SPANS) {
      ended.add(span);
    }
  }

  private void scheduled(Lane lane, int task, TaskResource resource, long at) {
    Span state = open(lane, at);
    String name =
        resource.kind() == TaskResource.Kind.INTEGRATION
            ? resource.type() + ":" + resource.action()
            : resource.kind().name().toLowerCase(java.util.Locale.ROOT);
    tasks.put(
        task,
        new Span(ids, ids.task(task), state.id, name, Span.Kind.CLIENT, at)
            .with("stepwell.resource", resource.arn()));
  }

  private void taskEnded(int task, long at) {
    Span span = tasks.remove(task);
    if (span != null) {
      keep(span.endedAt(at));
    }
  }

  private void taskFailed(Lane lane, int task, ErrorOutput error, long at) {
    Span span = tasks.get(task);
    if (span != null) {
      span.failed(error.error());
    }
    taskEnded(task, at);
    failing(lane, error, at);
  }

  /// The state may go on with a retry or a catcher.
  private void failing(Lane lane, ErrorOutput error, long at) {
    String name = error.error();
    open(lane, at).event("error", at, "error.type", name == null ? "unnamed" : name);
  }

  private void redriven(long at) {
    redrives++;
    ended.clear();
    tasks.clear();
    lanes.values().forEach(lane -> lane.state = null);
    whole = whole(at);
  }

  private void failed(ErrorOutput error, String otherwise, long at) {
    String name = error.error() == null ? otherwise : error.error();
    whole.failed(name);
    for (Lane lane : lanes.values()) {
      if (lane.state != null) {
        lane.state.failed(name);
      }
    }
    over(at);
  }

  private void over(long at) {
    tasks.values().forEach(task -> keep(task.endedAt(at)));
    tasks.clear();
    lanes.values().forEach(lane -> end(lane, at, null));
    ended.addFirst(whole.endedAt(at));
  }
}
