package io.stepwell.engine.state;

import io.stepwell.engine.Effect;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Everything that a state consists of, as text: two states are the same when their dumps are.
final class StateDump {
  private final StringBuilder out = new StringBuilder();

  private StateDump() {}

  static String of(ExecutionState state) {
    StateDump dump = new StateDump();
    dump.execution(state);
    state.lanes.values().forEach(dump::lane);
    dump.line("ready", state.ready);
    dump.line("lane by task", state.laneByTask);
    dump.line("outstanding", sorted(state.outstanding()));
    dump.line("alive", sorted(state.alive()));
    return dump.out.toString();
  }

  private void execution(ExecutionState state) {
    line("start", state.start);
    line("status", state.status);
    line("started at", state.startedAt);
    line("stopped at", state.stoppedAt);
    line("deadline", state.deadline);
    line("output", state.output);
    line("error", state.error);
    line("redrives", state.redriveCount + ", last at " + state.redrivenAt);
    if (state.redriveToken != null) {
      line("redrive token", state.redriveToken);
    }
    line("last event", state.lastEventId + ", at " + state.lastEventAt);
    line("transitions", state.transitions);
    line("next lane", state.nextLane);
    line("next task", state.nextTask);
    line("next deadline", state.nextDeadline());
  }

  private void lane(Lane lane) {
    line("lane", lane.id());
    line(
        "  place",
        "in %d, graph %d, index %d".formatted(lane.parent(), lane.graph(), lane.index()));
    line("  item", lane.item());
    line("  item key", lane.itemKey());
    line("  pointer", lane.pointer);
    line("  phase", lane.phase);
    line("  variables", lane.variables);
    line("  state", lane.stateType + " " + lane.stateName);
    line("  input", lane.stateInput);
    line(
        "  entered",
        "id %d after %d at %d".formatted(lane.enteredId, lane.beforeEntered, lane.enteredAt));
    line("  retries", lane.retries + ", by retrier " + new TreeMap<>(lane.retriesByRetrier));
    line("  task", lane.task);
    if (lane.mapRun != null) {
      line("  map run", lane.mapRun);
      line("  map run redrives", lane.mapRunRedrives);
    }
    Container container = lane.container;
    if (container != null) {
      container(container);
    }
  }

  private void container(Container container) {
    line("  items", container.items());
    line("  processor", container.processor());
    line(
        "  progress",
        "%d started, %d finished of %d, at most %d at once"
            .formatted(
                container.started(),
                container.finished(),
                container.length(),
                container.maxConcurrency()));
    for (int i = 0; i < container.length(); i++) {
      line("  result " + i, container.result(i));
    }
  }

  private void line(String name, @Nullable Object value) {
    out.append(name).append(": ").append(value).append('\n');
  }

  private static List<String> sorted(List<Effect> effects) {
    return effects.stream().map(Effect::toString).sorted().toList();
  }
}
