package io.stepwell.engine.codec;

import io.stepwell.engine.Effect;
import io.stepwell.engine.ErrorOutput;
import io.stepwell.engine.Event.Branch;
import io.stepwell.engine.MapRunOrder;
import io.stepwell.engine.state.Container;
import io.stepwell.engine.state.ExecutionState;
import io.stepwell.engine.state.Lane;
import io.stepwell.engine.state.Phase;
import io.stepwell.engine.state.TaskRun;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Writes a state's parts; [SnapshotReader] is the inverse, method by method. Times are relative to
/// the execution's start.
final class SnapshotWriter {
  static final int NO_WORK = 0;
  static final int TASK = 1;
  static final int MAP_RUN = 2;
  static final int REDRIVEN_MAP_RUN = 3;

  private final FieldWriter out;
  private final ExecutionState state;
  private final long startedAt;

  SnapshotWriter(ExecutionState state) {
    this.out = FieldWriter.ofSnapshot(state);
    this.state = state;
    this.startedAt = state.startedAt();
  }

  FieldWriter write(int version) {
    execution();
    Collection<Lane> lanes = state.lanes();
    out.varint(lanes.size());
    lanes.forEach(this::lane);
    List<Integer> ready = state.ready();
    out.varint(ready.size());
    ready.forEach(out::int32);
    if (version >= 2) {
      out.string(state.redriveToken());
      cancelling();
    }
    return out;
  }

  private void cancelling() {
    Collection<Effect.CancelJob> jobs = state.cancelling();
    out.varint(jobs.size());
    for (Effect.CancelJob job : jobs) {
      out.int32(job.task())
          .resource(job.resource())
          .payload(job.input())
          .string(job.stateName())
          .payload(job.handle());
    }
  }

  private void execution() {
    out.signed(startedAt)
        .start(state.start(), startedAt)
        .u8(EnumNumber.of(state.status()))
        .signed(state.stoppedAt())
        .number(state.deadline(), startedAt)
        .payload(state.output());
    error(state.error());
    out.int32(state.redriveCount())
        .signed(state.redrivenAt())
        .varint(state.lastEventId())
        .signed(state.lastEventAt() - startedAt)
        .varint(state.transitions())
        .int32(state.nextLane())
        .int32(state.nextTask());
  }

  private void lane(Lane lane) {
    out.int32(lane.id())
        .signed(lane.parent())
        .signed(lane.graph())
        .signed(lane.index())
        .payload(lane.item())
        .string(lane.itemKey())
        .varint(lane.pointer());
    phase(lane.phase());
    out.string(lane.stateName())
        .stateType(lane.stateType())
        .payload(lane.stateInput())
        .varint(lane.enteredId())
        .varint(lane.beforeEntered())
        .signed(lane.enteredAt() - startedAt)
        .int32(lane.retries());
    retries(lane.retriesByRetrier());
    out.payloads(lane.variables());
    work(lane);
    container(lane.container());
  }

  private void phase(Phase phase) {
    switch (phase) {
      case Phase.Entering p -> out.u8(PhaseNumber.ENTERING).string(p.state()).payload(p.input());
      case Phase.Working _ -> out.u8(PhaseNumber.WORKING);
      case Phase.Waiting p -> out.u8(PhaseNumber.WAITING).signed(p.due() - startedAt);
      case Phase.Woken _ -> out.u8(PhaseNumber.WOKEN);
      case Phase.Calling _ -> out.u8(PhaseNumber.CALLING);
      case Phase.Completed p -> out.u8(PhaseNumber.COMPLETED).payload(p.result());
      case Phase.Failing p ->
          out.u8(PhaseNumber.FAILING).error(p.error()).flag(p.heartbeat()).flag(p.fatal());
      case Phase.Inside _ -> out.u8(PhaseNumber.INSIDE);
      case Phase.Gathered _ -> out.u8(PhaseNumber.GATHERED);
      case Phase.Ended p -> out.u8(PhaseNumber.ENDED).payload(p.output());
    }
  }

  private void retries(Map<Integer, Integer> byRetrier) {
    out.varint(byRetrier.size());
    new TreeMap<>(byRetrier).forEach((retrier, times) -> out.int32(retrier).int32(times));
  }

  /// What the lane has outside: nothing, a task, or a map run.
  private void work(Lane lane) {
    TaskRun task = lane.task();
    MapRunOrder mapRun = lane.mapRun();
    if (task != null) {
      out.u8(TASK);
      task(task);
    } else if (mapRun != null && lane.mapRunRedrives() > 0) {
      out.u8(REDRIVEN_MAP_RUN).mapRunOrder(mapRun).int32(lane.mapRunRedrives());
    } else if (mapRun != null) {
      out.u8(MAP_RUN).mapRunOrder(mapRun);
    } else {
      out.u8(NO_WORK);
    }
  }

  private void task(TaskRun run) {
    out.int32(run.task())
        .resource(run.resource())
        .payload(run.input())
        .signed(run.scheduledAt() - startedAt)
        .number(run.timeoutAt(), startedAt)
        .number(run.heartbeatSeconds(), 0)
        .number(run.heartbeatAt(), startedAt)
        .flag(run.started())
        .flag(run.submitted())
        .payload(run.handle());
    TaskRun.Early early = run.early();
    out.flag(early != null);
    if (early != null) {
      out.payload(early.output());
      error(early.error());
    }
  }

  private void container(@Nullable Container container) {
    out.flag(container != null);
    if (container == null) {
      return;
    }
    out.payload(container.items());
    Branch processor = container.processor();
    out.flag(processor != null);
    if (processor != null) {
      out.branch(processor);
    }
    out.int32(container.maxConcurrency()).int32(container.started()).varint(container.length());
    for (int i = 0; i < container.length(); i++) {
      out.payload(container.result(i));
    }
  }

  private void error(@Nullable ErrorOutput error) {
    out.flag(error != null);
    if (error != null) {
      out.error(error);
    }
  }
}
