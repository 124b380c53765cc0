package io.stepwell.engine.codec;

import static io.stepwell.engine.codec.EventNumber.*;

import io.stepwell.engine.Check;
import io.stepwell.engine.Event;
import io.stepwell.engine.Stamped;

/// Writes events one after the other: number, flags, what differs from the event before, fields.
///
/// An event's lane, time, id and previousEventId take no room when they are the usual ones: the lane
/// and time of the event before, the next id, and the id before it. [EventReader] is the inverse.
final class EventWriter {
  static final int INTERNAL = 1;
  static final int OTHER_LANE = 2;
  static final int LATER = 4;
  static final int OTHER_PREVIOUS = 8;

  private final FieldWriter out;
  private int lane;
  private long time;
  private long nextId;

  /// @param time of the first event
  /// @param nextId the first history event's
  EventWriter(FieldWriter out, long time, long nextId) {
    this.out = out;
    this.time = time;
    this.nextId = nextId;
  }

  void write(Stamped stamped) {
    switch (stamped.event()) {
      case Event.StateEntered e ->
          begin(STATE_ENTERED, stamped).stateType(e.type()).string(e.name()).payload(e.input());
      case Event.StateExited e ->
          begin(STATE_EXITED, stamped)
              .stateType(e.type())
              .string(e.name())
              .payload(e.output())
              .payloads(e.assigned())
              .string(e.next());
      case Event.StateAborted e ->
          begin(STATE_ABORTED, stamped).stateType(e.type()).string(e.name());
      case Event.EvaluationFailed e ->
          begin(EVALUATION_FAILED, stamped).string(e.state()).string(e.location()).error(e.error());
      case Event.StateFailing e ->
          begin(STATE_FAILING, stamped)
              .error(e.error())
              .flag(e.heartbeat())
              .flag(e.fatal())
              .varint(e.pointer());
      case Event.WaitStarted e -> begin(WAIT_STARTED, stamped).signed(e.due() - stamped.at());
      case Event.RetryScheduled e ->
          begin(RETRY_SCHEDULED, stamped).int32(e.retrier()).signed(e.due() - stamped.at());
      case Event.Woken _ -> begin(WOKEN, stamped);

      case Event.TaskScheduled e ->
          begin(TASK_SCHEDULED, stamped)
              .int32(e.task())
              .resource(e.resource())
              .payload(e.input())
              .number(e.timeoutSeconds(), 0)
              .number(e.timeoutAt(), stamped.at())
              .number(e.heartbeatSeconds(), 0)
              .string(e.credentialsRole());
      case Event.TaskStarted e ->
          begin(TASK_STARTED, stamped)
              .int32(e.task())
              .resource(e.resource())
              .string(e.workerName())
              .number(e.heartbeatAt(), stamped.at());
      case Event.TaskSubmitted e ->
          begin(TASK_SUBMITTED, stamped)
              .int32(e.task())
              .resource(e.resource())
              .payload(e.output())
              .payload(e.handle());
      case Event.TaskSucceeded e ->
          begin(TASK_SUCCEEDED, stamped).int32(e.task()).resource(e.resource()).payload(e.output());
      case Event.TaskFailed e ->
          begin(TASK_FAILED, stamped).int32(e.task()).resource(e.resource()).error(e.error());
      case Event.TaskTimedOut e ->
          begin(TASK_TIMED_OUT, stamped).int32(e.task()).resource(e.resource()).error(e.error());
      case Event.TaskHeartbeat e ->
          begin(TASK_HEARTBEAT, stamped).int32(e.task()).signed(e.heartbeatAt() - stamped.at());
      case Event.TaskReturned e -> begin(TASK_RETURNED, stamped).int32(e.task());
      case Event.CallbackReceived e -> callback(e, stamped);
      case Event.JobCancelled e -> begin(JOB_CANCELLED, stamped).int32(e.task());

      case Event.ParallelStarted e ->
          begin(PARALLEL_STARTED, stamped).payload(e.input()).branches(e.branches());
      case Event.ParallelSucceeded _ -> begin(PARALLEL_SUCCEEDED, stamped);
      case Event.ParallelFailed _ -> begin(PARALLEL_FAILED, stamped);
      case Event.MapStarted e ->
          begin(MAP_STARTED, stamped)
              .int32(e.length())
              .payload(e.items())
              .branch(e.processor())
              .int32(e.maxConcurrency());
      case Event.MapIterationStarted e ->
          begin(MAP_ITERATION_STARTED, stamped)
              .string(e.name())
              .int32(e.index())
              .payload(e.item())
              .string(e.key())
              .payload(e.input());
      case Event.MapIterationSucceeded e ->
          begin(MAP_ITERATION_SUCCEEDED, stamped).string(e.name()).int32(e.index());
      case Event.MapIterationFailed e ->
          begin(MAP_ITERATION_FAILED, stamped).string(e.name()).int32(e.index());
      case Event.MapIterationAborted e ->
          begin(MAP_ITERATION_ABORTED, stamped).string(e.name()).int32(e.index());
      case Event.MapSucceeded _ -> begin(MAP_SUCCEEDED, stamped);
      case Event.MapFailed _ -> begin(MAP_FAILED, stamped);

      case Event.MapRunOrdered e -> begin(MAP_RUN_ORDERED, stamped).mapRunOrder(e.order());
      case Event.MapRunEnded e ->
          begin(MAP_RUN_ENDED, stamped).int32(e.task()).payload(e.result()).varint(e.pointer());
      case Event.MapRunStarted e -> begin(MAP_RUN_STARTED, stamped).string(e.mapRunArn());
      case Event.MapRunSucceeded _ -> begin(MAP_RUN_SUCCEEDED, stamped);
      case Event.MapRunFailed e -> begin(MAP_RUN_FAILED, stamped).error(e.error());
      case Event.MapRunAborted _ -> begin(MAP_RUN_ABORTED, stamped);
      case Event.MapRunRedriven e ->
          begin(MAP_RUN_REDRIVEN, stamped).string(e.mapRunArn()).int32(e.redriveCount());

      case Event.ExecutionStarted e ->
          begin(EXECUTION_STARTED, stamped).start(e.start(), stamped.at()).string(e.startAt());
      case Event.ExecutionSucceeded e -> begin(EXECUTION_SUCCEEDED, stamped).payload(e.output());
      case Event.ExecutionFailed e -> begin(EXECUTION_FAILED, stamped).error(e.error());
      case Event.ExecutionAborted e -> begin(EXECUTION_ABORTED, stamped).error(e.error());
      case Event.ExecutionTimedOut e -> begin(EXECUTION_TIMED_OUT, stamped).error(e.error());
      case Event.ExecutionRedriven e -> redriven(e, stamped);
    }
  }

  /// Without a token it is written as it always was.
  private void redriven(Event.ExecutionRedriven e, Stamped stamped) {
    String token = e.clientToken();
    FieldWriter fields =
        begin(token == null ? EXECUTION_REDRIVEN : EXECUTION_REDRIVEN_BY_TOKEN, stamped)
            .int32(e.redriveCount())
            .number(e.deadline(), stamped.at());
    if (token != null) {
      fields.string(token);
    }
  }

  private void callback(Event.CallbackReceived e, Stamped stamped) {
    FieldWriter fields = begin(CALLBACK_RECEIVED, stamped).int32(e.task()).payload(e.output());
    fields.flag(e.error() != null);
    if (e.error() != null) {
      fields.error(e.error());
    }
  }

  private FieldWriter begin(int number, Stamped stamped) {
    Check.that(stamped.at() >= time, "event times do not go back");
    Check.that(stamped.internal() || stamped.id() == nextId, "event ids have no gaps");
    boolean otherLane = stamped.lane() != lane;
    boolean later = stamped.at() != time;
    boolean otherPrevious = !stamped.internal() && stamped.previousId() != stamped.id() - 1;
    out.u8(number);
    out.u8(
        (stamped.internal() ? INTERNAL : 0)
            | (otherLane ? OTHER_LANE : 0)
            | (later ? LATER : 0)
            | (otherPrevious ? OTHER_PREVIOUS : 0));
    if (otherLane) {
      lane = stamped.lane();
      out.int32(lane);
    }
    if (later) {
      out.varint(stamped.at() - time);
      time = stamped.at();
    }
    if (otherPrevious) {
      out.signed(stamped.id() - stamped.previousId());
    }
    if (!stamped.internal()) {
      nextId++;
    }
    return out;
  }
}
