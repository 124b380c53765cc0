package io.stepwell.engine.codec;

import io.stepwell.engine.Effect;
import io.stepwell.engine.ErrorOutput;
import io.stepwell.engine.Event.Branch;
import io.stepwell.engine.Start;
import io.stepwell.engine.state.Container;
import io.stepwell.engine.state.ExecutionState;
import io.stepwell.engine.state.Lane;
import io.stepwell.engine.state.Phase;
import io.stepwell.engine.state.Restoration;
import io.stepwell.engine.state.TaskRun;
import io.stepwell.json.Payload;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the parts that [SnapshotWriter] wrote.
final class SnapshotReader {
  private final FieldReader in;
  private final Restoration state;
  private long startedAt;

  SnapshotReader(FieldReader in, ExecutionState state) {
    this.in = in;
    this.state = new Restoration(state);
  }

  void read(int version) {
    execution();
    for (int lanes = in.in().count(8); lanes > 0; lanes--) {
      lane();
    }
    for (int ready = in.in().count(1); ready > 0; ready--) {
      state.ready(in.int32());
    }
    if (version >= 2) {
      state.redriveToken(in.stringOrNull());
      for (int jobs = in.in().count(4); jobs > 0; jobs--) {
        state.cancelling(
            new Effect.CancelJob(
                in.int32(), in.resource(), in.payload(), in.string(), in.payloadOrNull()));
      }
    }
    if (in.in().remaining() != 0) {
      throw in.in().damaged("more follows the last lane");
    }
    state.finish();
  }

  private void execution() {
    startedAt = in.signed();
    Start start = in.start(startedAt);
    state.execution(
        start, EnumNumber.status(in.u8(), in.in()), startedAt, in.signed(), in.number(startedAt));
    state.outcome(in.payloadOrNull(), error());
    state.redrives(in.int32(), in.signed());
    state.counters(in.varint(), startedAt + in.signed(), in.varint(), in.int32(), in.int32());
  }

  private void lane() {
    Lane lane =
        state.lane(
            in.int32(),
            (int) in.signed(),
            (int) in.signed(),
            (int) in.signed(),
            in.payloadOrNull(),
            in.stringOrNull(),
            in.varint(),
            phase());
    state.visit(
        lane,
        in.stringOrNull(),
        in.stateType(),
        in.payload(),
        in.varint(),
        in.varint(),
        startedAt + in.signed());
    state.retries(lane, in.int32(), retries());
    state.variables(lane, in.payloads());
    int work = in.u8();
    switch (work) {
      case SnapshotWriter.NO_WORK -> {}
      case SnapshotWriter.TASK -> state.task(lane, task());
      case SnapshotWriter.MAP_RUN -> state.mapRun(lane, in.mapRunOrder(), 0);
      case SnapshotWriter.REDRIVEN_MAP_RUN -> state.mapRun(lane, in.mapRunOrder(), in.int32());
      default -> throw in.in().damaged("no work has the number " + work);
    }
    if (in.flag()) {
      container(lane);
    }
  }

  private Phase phase() {
    int number = in.u8();
    return switch (number) {
      case PhaseNumber.ENTERING -> new Phase.Entering(in.string(), in.payload());
      case PhaseNumber.WORKING -> new Phase.Working();
      case PhaseNumber.WAITING -> new Phase.Waiting(startedAt + in.signed());
      case PhaseNumber.WOKEN -> new Phase.Woken();
      case PhaseNumber.CALLING -> new Phase.Calling();
      case PhaseNumber.COMPLETED -> new Phase.Completed(in.payload());
      case PhaseNumber.FAILING -> new Phase.Failing(in.error(), in.flag(), in.flag());
      case PhaseNumber.INSIDE -> new Phase.Inside();
      case PhaseNumber.GATHERED -> new Phase.Gathered();
      case PhaseNumber.ENDED -> new Phase.Ended(in.payload());
      default -> throw in.in().damaged("no phase has the number " + number);
    };
  }

  private Map<Integer, Integer> retries() {
    Map<Integer, Integer> byRetrier = new HashMap<>();
    for (int count = in.in().count(2); count > 0; count--) {
      byRetrier.put(in.int32(), in.int32());
    }
    return byRetrier;
  }

  private TaskRun task() {
    return new TaskRun(
        in.int32(),
        in.resource(),
        in.payload(),
        startedAt + in.signed(),
        in.number(startedAt),
        in.number(0),
        in.number(startedAt),
        in.flag(),
        in.flag(),
        in.payloadOrNull(),
        in.flag() ? new TaskRun.Early(in.payloadOrNull(), error()) : null);
  }

  private void container(Lane lane) {
    Payload items = in.payloadOrNull();
    Branch processor = in.flag() ? in.branch() : null;
    int maxConcurrency = in.int32();
    int started = in.int32();
    int length = in.in().count(1);
    Container container = state.container(lane, items, processor, maxConcurrency, length, started);
    for (int i = 0; i < length; i++) {
      Payload result = in.payloadOrNull();
      if (result != null) {
        state.result(container, i, result);
      }
    }
  }

  private @Nullable ErrorOutput error() {
    return in.flag() ? in.error() : null;
  }
}
