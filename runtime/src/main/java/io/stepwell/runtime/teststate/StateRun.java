package io.stepwell.runtime.teststate;

import io.stepwell.asl.plan.Plan;
import io.stepwell.engine.Command;
import io.stepwell.engine.Effect;
import io.stepwell.engine.ErrorOutput;
import io.stepwell.engine.Event;
import io.stepwell.engine.Inspection;
import io.stepwell.engine.Stamped;
import io.stepwell.engine.Start;
import io.stepwell.engine.Surroundings;
import io.stepwell.engine.decide.Decider;
import io.stepwell.engine.decide.Decision;
import io.stepwell.engine.decide.SlowStep;
import io.stepwell.engine.state.ExecutionState;
import io.stepwell.engine.state.Lane;
import io.stepwell.engine.state.Phase;
import io.stepwell.json.Payload;
import io.stepwell.runtime.TestedState.Status;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Runs one state on the engine, a turn at a time, until it is left, fails, or would be repeated.
/// Its execution lives in this object alone.
final class StateRun {
  private final Decider decider;
  private final Executor slow;
  private final LongSupplier clock;
  private final TestCalls calls;
  private final Plan plan;
  private final Inspection inspection;
  private final Surroundings surroundings;
  private final ExecutionState state = new ExecutionState();
  private final SplittableRandom random;
  private final long deadline;
  private @Nullable ErrorOutput failure;
  private @Nullable Outcome outcome;

  /// How the state ended.
  ///
  /// @param assigned the variables that it set
  record Outcome(
      Status status,
      @Nullable Payload output,
      @Nullable ErrorOutput error,
      @Nullable String nextState,
      Map<String, Payload> assigned) {}

  /// @param decider takes one step at a time
  /// @param slow runs decisions that were out of fuel
  /// @param deadline when the test times out, in epoch milliseconds
  StateRun(
      Decider decider,
      Executor slow,
      LongSupplier clock,
      TestCalls calls,
      Plan plan,
      Inspection inspection,
      SplittableRandom random,
      long deadline) {
    this.decider = decider;
    this.slow = slow;
    this.clock = clock;
    this.calls = calls;
    this.plan = plan;
    this.inspection = inspection;
    this.surroundings = new World(inspection);
    this.random = random;
    this.deadline = deadline;
  }

  /// What the state may ask: no activity is polled for here, and its token is in its context object.
  private record World(Inspection inspection) implements Surroundings {
    @Override
    public boolean activityExists(String activityArn) {
      return true;
    }

    @Override
    public String taskToken(int task) {
      return "";
    }
  }

  Outcome run(Start start) throws InterruptedException {
    Command next = new Command.StartExecution(start);
    while (true) {
      decide(next);
      Outcome ended = outcome;
      if (ended != null) {
        return ended;
      }
      Command command = next();
      if (command == null) {
        ErrorOutput timeout = new ErrorOutput(ErrorOutput.TIMEOUT, null);
        return new Outcome(Status.FAILED, null, timeout, null, Map.of());
      }
      next = command;
    }
  }

  private void decide(Command command) throws InterruptedException {
    long now = clock.getAsLong();
    Decision decision = decider.handle(plan, state, command, now, random, surroundings);
    decision.events().forEach(this::look);
    if (decision.starved()) {
      SlowStep step = slowly(now);
      decider.resume(plan, state, step, now, random, surroundings).events().forEach(this::look);
    }
  }

  private SlowStep slowly(long now) throws InterruptedException {
    CompletableFuture<SlowStep> step =
        CompletableFuture.supplyAsync(
            () -> decider.decideSlowly(plan, state, now, random, surroundings), slow);
    try {
      return step.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a slow step failed", e.getCause());
    }
  }

  /// The first event that ends the state counts: what the engine does after it is another state's.
  private void look(Stamped stamped) {
    if (outcome != null) {
      return;
    }
    switch (stamped.event()) {
      case Event.StateFailing failing -> failure = failing.error();
      case Event.RetryScheduled _ ->
          outcome = new Outcome(Status.RETRIABLE, null, failure, null, Map.of());
      case Event.StateExited exited ->
          outcome =
              new Outcome(
                  failure == null ? Status.SUCCEEDED : Status.CAUGHT_ERROR,
                  exited.output(),
                  failure,
                  exited.next(),
                  exited.assigned());
      case Event.ExecutionFailed failed ->
          outcome = new Outcome(Status.FAILED, null, failed.error(), null, Map.of());
      default -> {}
    }
  }

  /// What the state waits for; null when that comes after the deadline.
  private @Nullable Command next() throws InterruptedException {
    return switch (state.lane(Lane.ROOT).phase()) {
      case Phase.Waiting(long due) -> waited(due);
      case Phase.Calling _ -> answered();
      case Phase phase when phase.ready() -> new Command.Continue();
      case Phase phase -> throw new IllegalStateException("nothing ends the phase " + phase);
    };
  }

  /// A wait beyond the deadline has a known end, so nobody has to sit through it.
  private @Nullable Command waited(long due) throws InterruptedException {
    if (due > deadline) {
      return null;
    }
    Thread.sleep(Math.max(0, due - clock.getAsLong()));
    return new Command.FireTimers();
  }

  private @Nullable Command answered() throws InterruptedException {
    int task = state.nextTask() - 1;
    return switch (inspection.given().mock()) {
      case Inspection.Mock.Result(Payload result) -> new Command.CompleteTask(task, result, false);
      case Inspection.Mock.Failure(ErrorOutput error) -> new Command.FailTask(task, error, false);
      case null -> called();
    };
  }

  private @Nullable Command called() throws InterruptedException {
    for (Effect effect : state.outstanding()) {
      if (effect instanceof Effect.CallTask call) {
        long until = Math.min(state.nextDeadline(), deadline);
        Command answer = calls.make(call, until);
        return answer != null || until == deadline ? answer : new Command.FireTimers();
      }
    }
    throw new IllegalStateException("the task has no call");
  }
}
