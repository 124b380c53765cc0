package io.stepwell.engine.codec;

import static io.stepwell.engine.codec.EventNumber.*;

import io.stepwell.engine.Event;
import io.stepwell.engine.Stamped;
import io.stepwell.json.Payload;

/// Reads the events that [EventWriter] wrote.
final class EventReader {
  private static final int KNOWN_FLAGS =
      EventWriter.INTERNAL
          | EventWriter.OTHER_LANE
          | EventWriter.LATER
          | EventWriter.OTHER_PREVIOUS;

  private final FieldReader in;
  private int lane;
  private long time;
  private long nextId;

  EventReader(FieldReader in, long time, long nextId) {
    this.in = in;
    this.time = time;
    this.nextId = nextId;
  }

  long time() {
    return time;
  }

  long nextId() {
    return nextId;
  }

  Stamped read() {
    int number = in.u8();
    int flags = in.u8();
    if ((flags & ~KNOWN_FLAGS) != 0) {
      throw in.in().damaged("an event has flags that nobody set");
    }
    if ((flags & EventWriter.OTHER_LANE) != 0) {
      lane = in.int32();
    }
    if ((flags & EventWriter.LATER) != 0) {
      time += in.varint();
    }
    boolean internal = (flags & EventWriter.INTERNAL) != 0;
    long id = internal ? 0 : nextId++;
    long previousId = internal ? 0 : id - 1;
    if ((flags & EventWriter.OTHER_PREVIOUS) != 0) {
      previousId = id - in.signed();
    }
    return new Stamped(event(number), lane, id, previousId, time);
  }

  private Event event(int number) {
    return switch (number) {
      case EXECUTION_STARTED -> new Event.ExecutionStarted(in.start(time), in.string());
      case EXECUTION_SUCCEEDED -> new Event.ExecutionSucceeded(in.payload());
      case EXECUTION_FAILED -> new Event.ExecutionFailed(in.error());
      case EXECUTION_ABORTED -> new Event.ExecutionAborted(in.error());
      case EXECUTION_TIMED_OUT -> new Event.ExecutionTimedOut(in.error());
      case EXECUTION_REDRIVEN -> new Event.ExecutionRedriven(in.int32(), in.number(time), null);
      case EXECUTION_REDRIVEN_BY_TOKEN ->
          new Event.ExecutionRedriven(in.int32(), in.number(time), in.string());

      case STATE_ENTERED -> new Event.StateEntered(in.stateType(), in.string(), in.payload());
      case STATE_EXITED ->
          new Event.StateExited(
              in.stateType(), in.string(), in.payload(), in.payloads(), in.stringOrNull());
      case STATE_ABORTED -> new Event.StateAborted(in.stateType(), in.string());
      case EVALUATION_FAILED ->
          new Event.EvaluationFailed(in.string(), in.stringOrNull(), in.error());
      case STATE_FAILING -> new Event.StateFailing(in.error(), in.flag(), in.flag(), in.varint());
      case WAIT_STARTED -> new Event.WaitStarted(time + in.signed());
      case RETRY_SCHEDULED -> new Event.RetryScheduled(in.int32(), time + in.signed());
      case WOKEN -> new Event.Woken();

      case TASK_SCHEDULED ->
          new Event.TaskScheduled(
              in.int32(),
              in.resource(),
              in.payload(),
              in.number(0),
              in.number(time),
              in.number(0),
              in.stringOrNull());
      case TASK_STARTED ->
          new Event.TaskStarted(in.int32(), in.resource(), in.stringOrNull(), in.number(time));
      case TASK_SUBMITTED ->
          new Event.TaskSubmitted(in.int32(), in.resource(), in.payload(), in.payloadOrNull());
      case TASK_SUCCEEDED -> new Event.TaskSucceeded(in.int32(), in.resource(), in.payload());
      case TASK_FAILED -> new Event.TaskFailed(in.int32(), in.resource(), in.error());
      case TASK_TIMED_OUT -> new Event.TaskTimedOut(in.int32(), in.resource(), in.error());
      case TASK_HEARTBEAT -> new Event.TaskHeartbeat(in.int32(), time + in.signed());
      case TASK_RETURNED -> new Event.TaskReturned(in.int32());
      case CALLBACK_RECEIVED -> callback();
      case JOB_CANCELLED -> new Event.JobCancelled(in.int32());

      case PARALLEL_STARTED -> new Event.ParallelStarted(in.payload(), in.branches());
      case PARALLEL_SUCCEEDED -> new Event.ParallelSucceeded();
      case PARALLEL_FAILED -> new Event.ParallelFailed();
      case MAP_STARTED -> new Event.MapStarted(in.int32(), in.payload(), in.branch(), in.int32());
      case MAP_ITERATION_STARTED ->
          new Event.MapIterationStarted(
              in.string(), in.int32(), in.payload(), in.stringOrNull(), in.payload());
      case MAP_ITERATION_SUCCEEDED -> new Event.MapIterationSucceeded(in.string(), in.int32());
      case MAP_ITERATION_FAILED -> new Event.MapIterationFailed(in.string(), in.int32());
      case MAP_ITERATION_ABORTED -> new Event.MapIterationAborted(in.string(), in.int32());
      case MAP_SUCCEEDED -> new Event.MapSucceeded();
      case MAP_FAILED -> new Event.MapFailed();

      case MAP_RUN_ORDERED -> new Event.MapRunOrdered(in.mapRunOrder());
      case MAP_RUN_ENDED -> new Event.MapRunEnded(in.int32(), in.payload(), in.varint());
      case MAP_RUN_STARTED -> new Event.MapRunStarted(in.string());
      case MAP_RUN_SUCCEEDED -> new Event.MapRunSucceeded();
      case MAP_RUN_FAILED -> new Event.MapRunFailed(in.error());
      case MAP_RUN_ABORTED -> new Event.MapRunAborted();
      case MAP_RUN_REDRIVEN -> new Event.MapRunRedriven(in.string(), in.int32());

      default ->
          throw in.in()
              .damaged("there is no type of event " + number + "; did a later version write it?");
    };
  }

  private Event callback() {
    int task = in.int32();
    Payload output = in.payloadOrNull();
    return new Event.CallbackReceived(task, output, in.flag() ? in.error() : null);
  }
}
