package io.stepwell.engine.decide;

import io.stepwell.asl.plan.Plan;
import io.stepwell.engine.Command;
import io.stepwell.engine.Limits;
import io.stepwell.engine.Surroundings;
import io.stepwell.engine.state.ExecutionState;
import java.util.random.RandomGenerator;

/// Decides what happens to one execution: given a plan, a state and a command. Events are applied to
/// the state as they are decided, because a slice runs until every lane waits, the slice's bounds
/// are reached, or fuel runs out. STUB: written next.
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
    if (limits.maxEvents() > 0) {
      throw new UnsupportedOperationException("written next");
    }
    throw new IllegalStateException();
  }

  /// Decides the next ready lane's step with the large fuel. Reads the state and changes nothing:
  /// may run on any thread while no command of this execution is handled.
  public SlowStep decideSlowly(
      Plan plan,
      ExecutionState state,
      long now,
      RandomGenerator random,
      Surroundings surroundings) {
    if (limits.maxEvents() > 0) {
      throw new UnsupportedOperationException("written next");
    }
    throw new IllegalStateException();
  }

  /// Applies a slow step to the state it was decided on, and runs ready lanes.
  public Decision resume(
      Plan plan,
      ExecutionState state,
      SlowStep step,
      long now,
      RandomGenerator random,
      Surroundings surroundings) {
    if (limits.maxEvents() > 0) {
      throw new UnsupportedOperationException("written next");
    }
    throw new IllegalStateException();
  }
}
