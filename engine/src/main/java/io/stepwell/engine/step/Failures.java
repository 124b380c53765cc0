package io.stepwell.engine.step;

import io.stepwell.asl.plan.Catcher;
import io.stepwell.asl.plan.MapState;
import io.stepwell.asl.plan.ParallelState;
import io.stepwell.asl.plan.Retrier;
import io.stepwell.asl.plan.State;
import io.stepwell.asl.plan.TaskState;
import io.stepwell.asl.plan.WaitState;
import io.stepwell.engine.ErrorOutput;
import io.stepwell.engine.Event;
import io.stepwell.engine.Inspection.Figure;
import io.stepwell.engine.StateType;
import io.stepwell.engine.state.Lane;
import io.stepwell.engine.state.Phase;
import io.stepwell.expression.EvaluationException;
import java.util.List;

/// What happens when a state fails: Retry, then Catch, then the failure of the container, up to the
/// execution.
final class Failures {
  private Failures() {}

  /// An expression of the current state has no value.
  static void evaluationFailed(Turn turn, EvaluationException e) {
    ErrorOutput error = new ErrorOutput(e.error(), whileExecuting(turn, e.causeText()));
    if (e.error().equals(EvaluationException.QUERY_EVALUATION_ERROR)) {
      Event event = new Event.EvaluationFailed(turn.stateName(), e.location(), error);
      turn.emitPointing(event, pointsBefore(turn) ? turn.beforeEntered() : turn.pointer());
    }
    fail(turn, error, e.error().equals(EvaluationException.RUNTIME));
  }

  /// AWS points a failure before the state's work to what came before the state, except in Wait.
  private static boolean pointsBefore(Turn turn) {
    return turn.lane().phase() instanceof Phase.Entering(String name, _)
        && !(turn.plan().graph(turn.lane().graph()).state(name) instanceof WaitState);
  }

  static void stateFailed(Turn turn, StateFailure e) {
    fail(turn, e.error(), e.isFatal());
  }

  /// The current state fails. What fails while a failure is being handled can't be caught any more.
  static void fail(Turn turn, ErrorOutput error, boolean fatal) {
    boolean again = turn.lane().phase() instanceof Phase.Failing;
    turn.emitInternal(new Event.StateFailing(error, false, fatal || again, turn.pointer()));
  }

  /// Another lane's state fails on an expression of its own.
  static void failOther(Turn turn, Lane lane, EvaluationException e, long pointer) {
    String cause = prefix(String.valueOf(lane.stateName()), lane.enteredId()) + e.causeText();
    turn.emitInternal(
        lane.id(),
        new Event.StateFailing(
            new ErrorOutput(e.error(), cause),
            false,
            e.error().equals(EvaluationException.RUNTIME),
            pointer));
  }

  /// AWS's sentence for what went wrong inside a state. A test of a state is told no more than what.
  static String whileExecuting(Turn turn, String what) {
    return turn.inspection() == null ? prefix(turn.stateName(), turn.enteredId()) + what : what;
  }

  private static String prefix(String stateName, long enteredId) {
    return "An error occurred while executing the state '"
        + stateName
        + "' (entered at the event id #"
        + enteredId
        + "). ";
  }

  /// The turn of a lane whose state has failed.
  static void handle(Turn turn, State state, Phase.Failing failing) {
    if (!failing.fatal()) {
      Retrier retrier = Retrying.match(retriers(state), state, failing);
      if (retrier != null && Retrying.schedule(turn, retriers(state), retrier)) {
        return;
      }
      Catcher catcher = Catching.match(catchers(state), state, failing);
      if (catcher != null) {
        containerFailed(turn, state);
        turn.show(Figure.CATCH_INDEX, catchers(state).indexOf(catcher));
        Catching.take(turn, state, catcher, failing.error());
        return;
      }
    }
    if (!failing.fatal() || !ErrorOutput.RUNTIME.equals(failing.error().error())) {
      containerFailed(turn, state);
    }
    if (turn.lane().isRoot()) {
      turn.emit(new Event.ExecutionFailed(failing.error()));
    } else {
      failContainer(turn, state, failing);
    }
  }

  private static void containerFailed(Turn turn, State state) {
    if (state instanceof ParallelState) {
      turn.emit(new Event.ParallelFailed());
    } else if (state instanceof MapState) {
      turn.emit(new Event.MapFailed());
    }
  }

  /// The branch or iteration fails: its siblings are aborted, and the state around it fails. All
  /// these events point to the one that was the lane's last.
  private static void failContainer(Turn turn, State state, Phase.Failing failing) {
    Lane lane = turn.lane();
    Lane parent = turn.state().lane(lane.parent());
    String parentName = String.valueOf(parent.stateName());
    if (lane.isIteration()) {
      turn.emitAside(new Event.MapIterationFailed(parentName, lane.index()));
    }
    for (Lane sibling : turn.state().lanes()) {
      if (sibling.parent() == parent.id() && sibling != lane) {
        abort(turn, sibling, parentName);
      }
    }
    if (state instanceof TaskState) {
      turn.emitAside(new Event.StateAborted(StateType.TASK, state.name()));
    }
    turn.emitInternal(
        parent.id(),
        new Event.StateFailing(
            failing.error(), failing.heartbeat(), failing.fatal(), turn.pointer()));
  }

  /// Everything that runs in the lane ends, from the inside outwards.
  private static void abort(Turn turn, Lane lane, String parentName) {
    for (Lane inner : turn.state().lanes()) {
      if (inner.parent() == lane.id() && inner != lane) {
        abort(turn, inner, String.valueOf(lane.stateName()));
      }
    }
    boolean inState =
        !(lane.phase() instanceof Phase.Entering) && !(lane.phase() instanceof Phase.Ended);
    boolean hasAbortedEvent =
        switch (lane.stateType()) {
          case TASK, WAIT, PARALLEL, MAP -> true;
          case PASS, CHOICE, SUCCEED, FAIL -> false;
        };
    if (lane.mapRun() != null) {
      turn.emitAt(lane.id(), new Event.MapRunAborted(), lane.pointer());
    }
    if (inState && hasAbortedEvent) {
      turn.emitAt(
          lane.id(),
          new Event.StateAborted(lane.stateType(), String.valueOf(lane.stateName())),
          turn.pointer());
    }
    if (lane.isIteration()) {
      turn.emitAt(
          lane.id(), new Event.MapIterationAborted(parentName, lane.index()), turn.pointer());
    }
  }

  private static List<Retrier> retriers(State state) {
    return switch (state) {
      case TaskState task -> task.retriers();
      case ParallelState parallel -> parallel.retriers();
      case MapState map -> map.retriers();
      default -> List.of();
    };
  }

  private static List<Catcher> catchers(State state) {
    return switch (state) {
      case TaskState task -> task.catchers();
      case ParallelState parallel -> parallel.catchers();
      case MapState map -> map.catchers();
      default -> List.of();
    };
  }
}
