package io.stepwell.engine.decide;

import io.stepwell.asl.plan.Plan;
import io.stepwell.engine.Check;
import io.stepwell.engine.Command;
import io.stepwell.engine.ErrorOutput;
import io.stepwell.engine.Event;
import io.stepwell.engine.Limits;
import io.stepwell.engine.Rejection;
import io.stepwell.engine.Stamped;
import io.stepwell.engine.Surroundings;
import io.stepwell.engine.state.ExecutionState;
import io.stepwell.engine.state.Lane;
import io.stepwell.engine.step.HistoryFullException;
import io.stepwell.engine.step.StateSteps;
import io.stepwell.engine.step.Turn;
import io.stepwell.expression.EvaluationException;
import io.stepwell.expression.Meter;
import io.stepwell.expression.OutOfFuelException;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Decides what happens to one execution: given a plan, a state and a command. Events are applied to
/// the state as they are decided, because a slice runs until every lane waits, the slice's bounds
/// are reached, or fuel runs out.
public final class Decider {
  private final Limits limits;

  public Decider(Limits limits) {
    this.limits = limits;
  }

  /// Handles a command and runs ready lanes.
  ///
  /// @param now the wall clock in epoch milliseconds; events never go back behind earlier ones
  public Decision handle(
      Plan plan,
      ExecutionState state,
      Command command,
      long now,
      RandomGenerator random,
      Surroundings surroundings) {
    List<Stamped> events = new ArrayList<>();
    Rejection rejection =
        new Commands(plan, state, Math.max(now, state.lastEventAt()), limits, events)
            .handle(command);
    if (rejection != null) {
      return new Decision(List.of(), rejection, false);
    }
    return run(new Slice(plan, state, now, random, surroundings), events);
  }

  /// Decides the next ready lane's step with the large fuel. Reads the state and changes nothing:
  /// may run on any thread while no command of this execution is handled.
  public SlowStep decideSlowly(
      Plan plan,
      ExecutionState state,
      long now,
      RandomGenerator random,
      Surroundings surroundings) {
    Slice slice = new Slice(plan, state, now, random, surroundings);
    Lane lane = state.nextReady();
    Check.that(lane != null, "a slow step has a lane whose turn it is");
    Turn turn = slice.turn(lane, new Meter(limits.fuelOfSlowDecision()));
    try {
      StateSteps.take(turn);
      return new SlowStep(turn.events());
    } catch (OutOfFuelException e) {
      Turn failed = slice.turn(lane, Meter.unlimited());
      EvaluationException reason = e.failure();
      StateSteps.fail(
          failed,
          reason == null
              ? EvaluationException.runtime("An expression of the state ran longer than it may.")
              : reason);
      return new SlowStep(failed.events());
    }
  }

  /// Applies a slow step to the state it was decided on, and runs ready lanes.
  public Decision resume(
      Plan plan,
      ExecutionState state,
      SlowStep step,
      long now,
      RandomGenerator random,
      Surroundings surroundings) {
    List<Stamped> events = new ArrayList<>(step.events());
    events.forEach(state::apply);
    return run(new Slice(plan, state, now, random, surroundings), events);
  }

  private Decision run(Slice slice, List<Stamped> events) {
    ExecutionState state = slice.state();
    Meter meter = new Meter(limits.fuelPerDecision());
    long bytes = 0;
    for (int step = 0; step < limits.stepsPerSlice() && bytes < limits.bytesPerSlice(); step++) {
      Lane lane = state.nextReady();
      if (lane == null) {
        break;
      }
      Turn turn = slice.turn(lane, meter);
      try {
        StateSteps.take(turn);
      } catch (OutOfFuelException e) {
        return new Decision(events, null, true);
      } catch (HistoryFullException e) {
        apply(state, turn.events(), events);
        endFullHistory(slice, events);
        break;
      }
      bytes += apply(state, turn.events(), events);
    }
    return new Decision(events, null, false);
  }

  /// Applies a turn's events and returns about how many bytes they take.
  private static long apply(ExecutionState state, List<Stamped> turn, List<Stamped> all) {
    long bytes = 0;
    for (Stamped event : turn) {
      state.apply(event);
      all.add(event);
      bytes += event.event() instanceof Event.StateExited exited ? exited.output().size() : 32;
    }
    return bytes;
  }

  private void endFullHistory(Slice slice, List<Stamped> events) {
    ExecutionState state = slice.state();
    String cause =
        "The execution reached the maximum number of history events (" + limits.maxEvents() + ").";
    Stamped end =
        new Stamped(
            new Event.ExecutionFailed(ErrorOutput.runtime(cause)),
            Lane.ROOT,
            state.lastEventId() + 1,
            state.lastEventId(),
            Math.max(slice.now(), state.lastEventAt()));
    state.apply(end);
    events.add(end);
  }

  /// What all turns of a slice share.
  private final class Slice {
    private final Plan plan;
    private final ExecutionState state;
    private final long now;
    private final RandomGenerator random;
    private final Surroundings surroundings;

    Slice(
        Plan plan,
        ExecutionState state,
        long now,
        RandomGenerator random,
        Surroundings surroundings) {
      this.plan = plan;
      this.state = state;
      this.now = now;
      this.random = random;
      this.surroundings = surroundings;
    }

    ExecutionState state() {
      return state;
    }

    long now() {
      return now;
    }

    Turn turn(@Nullable Lane lane, Meter meter) {
      if (lane == null) {
        throw new IllegalStateException("no lane has its turn");
      }
      return new Turn(plan, state, lane, now, random, surroundings, limits, meter);
    }
  }
}
