package io.stepwell.engine.decide;

import io.stepwell.asl.plan.Plan;
import io.stepwell.engine.Command;
import io.stepwell.engine.ErrorOutput;
import io.stepwell.engine.Event;
import io.stepwell.engine.Limits;
import io.stepwell.engine.Redrive;
import io.stepwell.engine.Rejection;
import io.stepwell.engine.Stamped;
import io.stepwell.engine.TaskResource;
import io.stepwell.engine.TaskResource.Kind;
import io.stepwell.engine.TaskResource.Pattern;
import io.stepwell.engine.state.ExecutionState;
import io.stepwell.engine.state.Lane;
import io.stepwell.engine.state.Phase;
import io.stepwell.engine.state.TaskRun;
import io.stepwell.json.Payload;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What each command does by itself, before any lane has its turn. Refusals are ordinary: a task
/// that has ended is asked to end again whenever two answers cross.
final class Commands {
  private final Plan plan;
  private final ExecutionState state;
  private final long now;
  private final Limits limits;
  private final List<Stamped> events;

  Commands(Plan plan, ExecutionState state, long now, Limits limits, List<Stamped> events) {
    this.plan = plan;
    this.state = state;
    this.now = now;
    this.limits = limits;
    this.events = events;
  }

  @Nullable Rejection handle(Command command) {
    if (command instanceof Command.StartExecution(var start)) {
      Event started = new Event.ExecutionStarted(start, plan.root().startAt());
      add(new Stamped(started, Lane.ROOT, 1, 0, now));
      return null;
    }
    if (state.status().closed()) {
      return closed(command);
    }
    return switch (command) {
      case Command.StartExecution _ -> throw new IllegalStateException("handled above");
      case Command.Continue _ -> state.nextReady() == null ? Rejection.NOTHING_TO_DO : null;
      case Command.SubmitTask submit -> submit(submit);
      case Command.CompleteTask complete -> complete(complete);
      case Command.FailTask fail -> fail(fail);
      case Command.HeartbeatTask(int task) -> heartbeat(task);
      case Command.ClaimActivityTask claim -> claim(claim);
      case Command.ReturnActivityTask(int task) -> giveBack(task);
      case Command.CompleteMapRun complete -> completeMapRun(complete);
      case Command.FailMapRun fail -> failMapRun(fail);
      case Command.FireTimers _ -> fireTimers();
      case Command.StopExecution(ErrorOutput error) -> {
        endExecution(new Event.ExecutionAborted(error));
        yield null;
      }
      case Command.AcknowledgeCancel(int task) -> cancelled(task);
      case Command.RedriveExecution redrive -> redrive(redrive);
      case Command.RedriveChild(int attempt) -> redrive(attempt, null);
    };
  }

  private @Nullable Rejection closed(Command command) {
    return switch (command) {
      case Command.AcknowledgeCancel(int task) -> cancelled(task);
      case Command.RedriveExecution redrive -> redrive(redrive);
      case Command.RedriveChild(int attempt) -> redrive(attempt, null);
      case Command.CompleteTask c -> gone(c.task());
      case Command.FailTask c -> gone(c.task());
      case Command.HeartbeatTask c -> gone(c.task());
      case Command.ClaimActivityTask c -> gone(c.task());
      case Command.ReturnActivityTask c -> gone(c.task());
      case Command.SubmitTask c -> gone(c.task());
      case Command.CompleteMapRun c -> gone(c.task());
      case Command.FailMapRun c -> gone(c.task());
      case Command.StartExecution _,
          Command.Continue _,
          Command.FireTimers _,
          Command.StopExecution _ ->
          Rejection.EXECUTION_CLOSED;
    };
  }

  private Rejection gone(int task) {
    return task >= 1 && task < state.nextTask()
        ? Rejection.TASK_TIMED_OUT
        : Rejection.TASK_DOES_NOT_EXIST;
  }

  private @Nullable Rejection cancelled(int task) {
    if (state.cancelling().stream().noneMatch(job -> job.task() == task)) {
      return Rejection.NOTHING_TO_DO;
    }
    add(new Stamped(new Event.JobCancelled(task), Lane.ROOT, 0, 0, now));
    return null;
  }

  private @Nullable Rejection redrive(Command.RedriveExecution command) {
    String token = command.clientToken();
    boolean same =
        token != null
            && token.equals(state.redriveToken())
            && now - state.redrivenAt() < Redrive.SAME_REQUEST.toMillis();
    if (same) {
      return Rejection.NOTHING_TO_DO;
    }
    return redrive(state.redriveCount() + 1, token);
  }

  private @Nullable Rejection redrive(int count, @Nullable String token) {
    String refusal =
        Redrive.refusal(
            state.status(), state.lastEventId(), state.startedAt(), state.stoppedAt(), now, limits);
    if (refusal != null) {
      return Rejection.NOT_REDRIVABLE;
    }
    Long seconds = plan.timeoutSeconds();
    Long deadline = seconds == null ? null : now + seconds * 1000;
    Event redriven = new Event.ExecutionRedriven(count, deadline, token);
    long last = state.lastEventId();
    add(new Stamped(redriven, Lane.ROOT, last + 1, last, now));
    return null;
  }

  private @Nullable Rejection submit(Command.SubmitTask command) {
    Lane lane = state.laneOf(command.task());
    TaskRun run = lane == null ? null : lane.task();
    if (lane == null || run == null) {
      return gone(command.task());
    }
    if (run.submitted() || run.resource().pattern() == Pattern.REQUEST_RESPONSE) {
      return Rejection.NOTHING_TO_DO;
    }
    if (tooLarge(command.output())) {
      taskFailed(lane, run, sizeError(run.resource()));
      return null;
    }
    emit(
        lane,
        new Event.TaskSubmitted(
            command.task(), run.resource(), command.output(), command.handle()));
    TaskRun.Early early = run.early();
    if (early != null) {
      end(lane, run, early.output(), early.error());
    }
    return null;
  }

  private @Nullable Rejection complete(Command.CompleteTask command) {
    Lane lane = state.laneOf(command.task());
    TaskRun run = lane == null ? null : lane.task();
    if (lane == null || run == null) {
      return gone(command.task());
    }
    return finish(lane, run, command.callback(), command.output(), null);
  }

  private @Nullable Rejection fail(Command.FailTask command) {
    Lane lane = state.laneOf(command.task());
    TaskRun run = lane == null ? null : lane.task();
    if (lane == null || run == null) {
      return gone(command.task());
    }
    return finish(lane, run, command.callback(), null, command.error());
  }

  private @Nullable Rejection finish(
      Lane lane,
      TaskRun run,
      boolean callback,
      @Nullable Payload output,
      @Nullable ErrorOutput error) {
    if (callback && !run.takesCallbacks()) {
      return Rejection.TASK_DOES_NOT_EXIST;
    }
    boolean callStillOut = run.resource().kind() == Kind.INTEGRATION && !run.submitted();
    if (callback && callStillOut) {
      if (run.early() != null) {
        return Rejection.TASK_TIMED_OUT;
      }
      internal(lane, new Event.CallbackReceived(run.task(), output, error));
      return null;
    }
    end(lane, run, output, error);
    return null;
  }

  private void end(Lane lane, TaskRun run, @Nullable Payload output, @Nullable ErrorOutput error) {
    if (error != null) {
      taskFailed(lane, run, error);
    } else if (output != null && tooLarge(output)) {
      taskFailed(lane, run, sizeError(run.resource()));
    } else if (output != null) {
      emit(lane, new Event.TaskSucceeded(run.task(), run.resource(), output));
    }
  }

  /// AWS points MapStateExited to MapRunSucceeded where the Map is the first state of all, and to
  /// MapRunStarted elsewhere.
  private @Nullable Rejection completeMapRun(Command.CompleteMapRun command) {
    Lane lane = laneOfMapRun(command.task(), command.redrives());
    if (lane == null) {
      return gone(command.task());
    }
    long started = lane.pointer();
    emit(lane, new Event.MapRunSucceeded());
    long exitPointsTo = lane.beforeEntered() == 0 ? lane.pointer() : started;
    emit(lane, new Event.MapSucceeded());
    internal(lane, new Event.MapRunEnded(command.task(), command.result(), exitPointsTo));
    return null;
  }

  private @Nullable Rejection failMapRun(Command.FailMapRun command) {
    Lane lane = laneOfMapRun(command.task(), command.redrives());
    if (lane == null) {
      return gone(command.task());
    }
    emit(lane, new Event.MapRunFailed(command.error()));
    internal(lane, new Event.StateFailing(command.error(), false, false, lane.pointer()));
    return null;
  }

  private @Nullable Lane laneOfMapRun(int task, int redrives) {
    Lane lane = state.laneOf(task);
    return lane == null || lane.mapRun() == null || lane.mapRunRedrives() != redrives ? null : lane;
  }

  private @Nullable Rejection heartbeat(int task) {
    Lane lane = state.laneOf(task);
    TaskRun run = lane == null ? null : lane.task();
    if (lane == null || run == null) {
      return gone(task);
    }
    if (!run.takesCallbacks()) {
      return Rejection.TASK_DOES_NOT_EXIST;
    }
    Long seconds = run.heartbeatSeconds();
    if (seconds == null) {
      return Rejection.NOTHING_TO_DO;
    }
    internal(lane, new Event.TaskHeartbeat(task, now + seconds * 1000));
    return null;
  }

  private @Nullable Rejection claim(Command.ClaimActivityTask command) {
    Lane lane = state.laneOf(command.task());
    TaskRun run = lane == null ? null : lane.task();
    if (lane == null || run == null || run.started() || run.resource().kind() != Kind.ACTIVITY) {
      return gone(command.task());
    }
    Long seconds = run.heartbeatSeconds();
    emit(
        lane,
        new Event.TaskStarted(
            command.task(),
            run.resource(),
            command.workerName(),
            seconds == null ? null : now + seconds * 1000));
    return null;
  }

  private @Nullable Rejection giveBack(int task) {
    Lane lane = state.laneOf(task);
    TaskRun run = lane == null ? null : lane.task();
    if (lane == null || run == null || !run.started() || run.resource().kind() != Kind.ACTIVITY) {
      return gone(task);
    }
    internal(lane, new Event.TaskReturned(task));
    return null;
  }

  private @Nullable Rejection fireTimers() {
    if (state.nextDeadline() > now) {
      return Rejection.NOTHING_TO_DO;
    }
    Long deadline = state.deadline();
    if (deadline != null && deadline <= now) {
      endExecution(new Event.ExecutionTimedOut(new ErrorOutput(null, null)));
      return null;
    }
    for (Lane lane : List.copyOf(state.lanes())) {
      if (!state.status().closed()) {
        fire(lane);
      }
    }
    return null;
  }

  private void fire(Lane lane) {
    if (lane.phase() instanceof Phase.Waiting(long due)) {
      if (due <= now) {
        internal(lane, new Event.Woken());
      }
      return;
    }
    TaskRun run = lane.task();
    if (run == null) {
      return;
    }
    Long timeout = run.timeoutAt();
    Long heartbeat = run.heartbeatAt();
    boolean late = timeout != null && timeout <= now;
    boolean silent = heartbeat != null && heartbeat <= now;
    if (late || silent) {
      ErrorOutput error = new ErrorOutput(ErrorOutput.TIMEOUT, null);
      emit(lane, new Event.TaskTimedOut(run.task(), run.resource(), error));
      internal(lane, new Event.StateFailing(error, !late, false, lane.pointer()));
    }
  }

  private void taskFailed(Lane lane, TaskRun run, ErrorOutput error) {
    emit(lane, new Event.TaskFailed(run.task(), run.resource(), error));
    internal(lane, new Event.StateFailing(error, false, false, lane.pointer()));
  }

  private boolean tooLarge(Payload payload) {
    return payload.size() > limits.maxPayloadBytes();
  }

  private static ErrorOutput sizeError(TaskResource resource) {
    String who = resource.kind() == Kind.INTEGRATION ? resource.type() : resource.arn();
    return new ErrorOutput(
        ErrorOutput.DATA_LIMIT_EXCEEDED,
        "The state/task '"
            + who
            + "' returned a result with a size exceeding the maximum number of bytes service"
            + " limit.");
  }

  /// The next event of a lane's chain. In a full history it is replaced by the execution's end.
  private void emit(Lane lane, Event event) {
    if (state.status().closed()) {
      return;
    }
    if (state.lastEventId() + 1 >= limits.maxEvents()) {
      String cause =
          "The execution reached the maximum number of history events ("
              + limits.maxEvents()
              + ").";
      endExecution(new Event.ExecutionFailed(ErrorOutput.runtime(cause)));
      return;
    }
    add(new Stamped(event, lane.id(), state.lastEventId() + 1, lane.pointer(), now));
  }

  private void internal(Lane lane, Event event) {
    if (!state.status().closed()) {
      add(new Stamped(event, lane.id(), 0, 0, now));
    }
  }

  /// AWS points the event of an execution that was ended from outside to 0.
  private void endExecution(Event event) {
    add(new Stamped(event, Lane.ROOT, state.lastEventId() + 1, 0, now));
  }

  private void add(Stamped event) {
    state.apply(event);
    events.add(event);
  }
}
