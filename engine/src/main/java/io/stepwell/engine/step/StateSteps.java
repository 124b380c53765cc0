package io.stepwell.engine.step;

import io.stepwell.asl.plan.ChoiceState;
import io.stepwell.asl.plan.FailState;
import io.stepwell.asl.plan.MapState;
import io.stepwell.asl.plan.ParallelState;
import io.stepwell.asl.plan.PassState;
import io.stepwell.asl.plan.State;
import io.stepwell.asl.plan.SucceedState;
import io.stepwell.asl.plan.TaskState;
import io.stepwell.asl.plan.WaitState;
import io.stepwell.engine.Event;
import io.stepwell.engine.StateType;
import io.stepwell.engine.state.Phase;
import io.stepwell.expression.EvaluationException;
import io.stepwell.json.Payload;
import java.util.Map;

/// Gives a lane its turn: which rule applies follows from the lane's phase and its state's type.
public final class StateSteps {
  private StateSteps() {}

  /// Decides the turn; its events are in the turn afterwards.
  ///
  /// @throws io.stepwell.expression.OutOfFuelException when the turn's meter ran out: the turn is to
  ///     be dropped
  /// @throws HistoryFullException when the history can hold no more: the turn's events up to there
  ///     count
  public static void take(Turn turn) {
    try {
      switch (turn.lane().phase()) {
        case Phase.Entering(String name, Payload input) -> enter(turn, name, input);
        case Phase.Woken _ -> goOn(turn, current(turn));
        case Phase.Completed(Payload result) -> completed(turn, current(turn), result);
        case Phase.Gathered _ -> gathered(turn, current(turn));
        case Phase.Failing failing -> Failures.handle(turn, current(turn), failing);
        case Phase.Working _, Phase.Waiting _, Phase.Calling _, Phase.Inside _, Phase.Ended _ ->
            throw new IllegalStateException("lane " + turn.lane().id() + " has no turn now");
      }
    } catch (EvaluationException e) {
      Failures.evaluationFailed(turn, e);
    } catch (StateFailure e) {
      Failures.stateFailed(turn, e);
    }
  }

  /// Decides that the lane's state fails on an expression, whatever else it would do.
  public static void fail(Turn turn, EvaluationException e) {
    if (turn.lane().phase() instanceof Phase.Entering(String name, Payload input)) {
      long before = turn.pointer();
      State state = turn.plan().graph(turn.lane().graph()).state(name);
      turn.emit(new Event.StateEntered(typeOf(state), name, input));
      turn.entered(name, input, before);
    }
    Failures.evaluationFailed(turn, e);
  }

  private static void enter(Turn turn, String name, Payload input) {
    State state = turn.plan().graph(turn.lane().graph()).state(name);
    long before = turn.pointer();
    turn.emit(new Event.StateEntered(typeOf(state), name, input));
    turn.entered(name, input, before);
    switch (state) {
      case PassState pass -> PassStep.run(turn, pass);
      case ChoiceState choice -> ChoiceStep.run(turn, choice);
      case WaitState wait -> WaitStep.begin(turn, wait);
      case SucceedState succeed -> succeed(turn, succeed);
      case FailState fail -> FailStep.run(turn, fail);
      case TaskState task -> TaskStep.schedule(turn, task);
      case ParallelState parallel -> ParallelStep.begin(turn, parallel);
      case MapState map -> MapStep.begin(turn, map);
    }
  }

  /// A Wait state is over, or a retry's delay.
  private static void goOn(Turn turn, State state) {
    switch (state) {
      case WaitState wait -> WaitStep.finish(turn, wait);
      case TaskState task -> TaskStep.schedule(turn, task);
      case ParallelState parallel -> ParallelStep.begin(turn, parallel);
      case MapState map -> MapStep.begin(turn, map);
      case PassState _, ChoiceState _, SucceedState _, FailState _ ->
          throw new IllegalStateException(state.name() + " never waits");
    }
  }

  private static void completed(Turn turn, State state, Payload result) {
    if (state instanceof MapState map) {
      MapStep.exit(turn, map, result);
    } else {
      TaskStep.completed(turn, task(turn), result);
    }
  }

  private static void gathered(Turn turn, State state) {
    switch (state) {
      case ParallelState parallel -> ParallelStep.gathered(turn, parallel);
      case MapState map -> MapStep.gathered(turn, map);
      case PassState _, ChoiceState _, SucceedState _, FailState _, TaskState _, WaitState _ ->
          throw new IllegalStateException(state.name() + " has no branches");
    }
  }

  private static void succeed(Turn turn, SucceedState state) {
    Payload input = InputOutput.effectiveInput(turn, state.flow());
    Payload output = InputOutput.outputOfInput(turn, state.flow(), input);
    Exits.exit(turn, StateType.SUCCEED, output, Map.of(), (String) null);
  }

  private static State current(Turn turn) {
    return turn.plan().graph(turn.lane().graph()).state(turn.stateName());
  }

  private static TaskState task(Turn turn) {
    if (current(turn) instanceof TaskState task) {
      return task;
    }
    throw new IllegalStateException(turn.stateName() + " is no Task state");
  }

  static StateType typeOf(State state) {
    return switch (state) {
      case TaskState _ -> StateType.TASK;
      case PassState _ -> StateType.PASS;
      case ChoiceState _ -> StateType.CHOICE;
      case WaitState _ -> StateType.WAIT;
      case SucceedState _ -> StateType.SUCCEED;
      case FailState _ -> StateType.FAIL;
      case ParallelState _ -> StateType.PARALLEL;
      case MapState _ -> StateType.MAP;
    };
  }
}
