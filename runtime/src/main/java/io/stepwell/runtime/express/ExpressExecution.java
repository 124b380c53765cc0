package io.stepwell.runtime.express;

import io.stepwell.asl.plan.Plan;
import io.stepwell.engine.Command;
import io.stepwell.engine.Effect;
import io.stepwell.engine.ErrorOutput;
import io.stepwell.engine.ExecutionStatus;
import io.stepwell.engine.MapRunOrder;
import io.stepwell.engine.Surroundings;
import io.stepwell.engine.decide.Decision;
import io.stepwell.engine.decide.SlowStep;
import io.stepwell.engine.state.EffectChanges;
import io.stepwell.engine.state.ExecutionState;
import io.stepwell.json.Payload;
import io.stepwell.runtime.express.ExpressResult.Billing;
import io.stepwell.runtime.express.RecentExpress.Trace;
import io.stepwell.runtime.observe.Observed;
import io.stepwell.runtime.observe.Observer;
import io.stepwell.runtime.partition.Origin;
import java.util.ArrayDeque;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// One express execution: its state, and the outcomes that came in for it. Belongs to the thread
/// that runs it; others only put into its inbox.
final class ExpressExecution {
  /// A slow step has been decided, or could not be: exactly one of the two is not null.
  private record Decided(@Nullable SlowStep step, @Nullable Throwable failure) {}

  private final ExpressServices services;
  private final RecentExpress recent;
  private final Trace trace;
  private final Origin origin;
  private final Plan plan;
  private final Surroundings surroundings;
  private final RandomGenerator random;
  private final ExecutionState state = new ExecutionState();
  private final ArrayDeque<Command> told = new ArrayDeque<>(2); // guarded by this
  private @Nullable Decided decided; // guarded by this
  private boolean stopping; // guarded by this
  private final long beginAt;
  private final Observed observed;
  private boolean begun;
  private boolean deciding;
  private int widest = 1;

  /// @param beginAt epoch milliseconds
  ExpressExecution(
      ExpressServices services,
      RecentExpress recent,
      Origin origin,
      Plan plan,
      Surroundings surroundings,
      long beginAt,
      long seed) {
    this.services = services;
    this.recent = recent;
    this.trace = new Trace(origin.key().account(), origin.start());
    this.origin = origin;
    this.plan = plan;
    this.surroundings = surroundings;
    this.beginAt = beginAt;
    this.observed = new Observed(origin.start(), beginAt, 0);
    this.random = new SplittableRandom(seed);
  }

  Origin origin() {
    return origin;
  }

  long transitions() {
    return state.transitions();
  }

  boolean ended() {
    return state.status().closed();
  }

  // ---- from other threads

  /// An outcome has come in.
  synchronized void tell(Command command) {
    told.add(command);
    notifyAll();
  }

  /// The process ends: nobody waits any longer.
  synchronized void stop() {
    stopping = true;
    notifyAll();
  }

  private synchronized void tell(Decided message) {
    decided = message;
    notifyAll();
  }

  // ---- on its own thread

  /// Begins, and goes on until it ends or waits.
  ///
  /// @return when time alone changes something, in epoch milliseconds
  ///
  /// @throws InterruptedException when nobody wants it to go on
  long advance() throws InterruptedException {
    if (!begun) {
      begun = true;
      decide(new Command.StartExecution(origin.start()), beginAt);
    }
    while (!ended()) {
      long now = services.clock().getAsLong();
      if (deciding) {
        Decided message = takeDecided();
        if (message == null) {
          return Long.MAX_VALUE;
        }
        resume(message, now);
      } else if (state.nextDeadline() <= now) {
        decide(new Command.FireTimers(), now);
      } else if (state.nextReady() != null) {
        requireWanted();
        letOthersRun();
        decide(new Command.Continue(), now);
      } else {
        Command next = takeTold();
        if (next == null) {
          return state.nextDeadline();
        }
        decide(next, now);
      }
    }
    return Long.MAX_VALUE;
  }

  /// Waits until something has come in, or the time has come.
  synchronized void await(long due) throws InterruptedException {
    while (!hasMail()) {
      requireWanted();
      if (due == Long.MAX_VALUE) {
        wait();
        continue;
      }
      long millis = due - services.clock().getAsLong();
      if (millis <= 0) {
        return;
      }
      wait(millis);
    }
  }

  /// Ends it before its end, and gives its calls up.
  void abort() {
    if (!ended()) {
      deciding = false;
      decide(new Command.StopExecution(new ErrorOutput(null, null)), services.clock().getAsLong());
    }
  }

  /// Gives its calls up, when its state can't be trusted any more.
  void giveUp() {
    for (Effect effect : state.alive()) {
      if (effect instanceof Effect.CallTask call) {
        services.calls().close(origin, call);
      }
    }
  }

  ExpressResult result() {
    Payload output = state.output();
    ErrorOutput error = state.error();
    if (state.status() == ExecutionStatus.TIMED_OUT && (error == null || error.error() == null)) {
      error = new ErrorOutput(ErrorOutput.TIMEOUT, null);
    }
    long bytes = Math.max(state.start().input().size(), output == null ? 0 : output.size());
    return new ExpressResult(
        state.start(),
        state.status(),
        state.startedAt(),
        state.stoppedAt(),
        output,
        error,
        Billing.of(state.stoppedAt() - state.startedAt(), bytes * widest));
  }

  /// Whether something has come in that it can go on with.
  synchronized boolean hasMail() {
    return deciding ? decided != null : !told.isEmpty();
  }

  private synchronized void requireWanted() throws InterruptedException {
    if (stopping || Thread.interrupted()) {
      throw new InterruptedException("the execution is no longer wanted");
    }
  }

  /// After each slice. Virtual threads are not preempted, so an execution that never waits would
  /// keep its carrier to itself.
  @SuppressWarnings("ThreadPriorityCheck")
  private static void letOthersRun() {
    Thread.yield();
  }

  private synchronized @Nullable Command takeTold() {
    return told.poll();
  }

  private synchronized @Nullable Decided takeDecided() {
    Decided message = decided;
    decided = null;
    return message;
  }

  private void decide(Command command, long now) {
    settle(services.decider().handle(plan, state, command, now, random, surroundings), now);
  }

  private void resume(Decided message, long now) {
    deciding = false;
    SlowStep step = message.step();
    if (step == null) {
      throw new IllegalStateException("a slow step failed", message.failure());
    }
    settle(services.decider().resume(plan, state, step, now, random, surroundings), now);
  }

  private void settle(Decision decision, long now) {
    if (!decision.events().isEmpty()) {
      Observer.show(services.observer(), observed, decision.events());
      recent.record(trace, decision.events(), ended());
      dispatch(state.takeEffectChanges());
      widest = Math.max(widest, state.lanes().size());
    }
    if (decision.starved() && !ended()) {
      deciding = true;
      services.metrics().slowDecisions.increment();
      RandomGenerator own = new SplittableRandom(random.nextLong());
      services.slow().execute(() -> tell(decideSlowly(now, own)));
    }
  }

  private Decided decideSlowly(long now, RandomGenerator own) {
    try {
      return new Decided(
          services.decider().decideSlowly(plan, state, now, own, surroundings), null);
    } catch (RuntimeException | StackOverflowError e) {
      return new Decided(null, e);
    }
  }

  private void dispatch(EffectChanges changes) {
    for (Effect effect : changes.closed()) {
      if (effect instanceof Effect.CallTask call) {
        services.calls().close(origin, call);
      }
    }
    for (Effect effect : changes.opened()) {
      switch (effect) {
        case Effect.CallTask call -> services.calls().open(origin, call, false);
        case Effect.OfferActivityTask offer ->
            throw new IllegalStateException(
                "an express machine has an activity: " + offer.activityArn());
        case Effect.CancelJob job ->
            throw new IllegalStateException(
                "an express machine has a job: " + job.resource().arn());
        case Effect.RunMap(MapRunOrder order, _) ->
            throw new IllegalStateException("an express machine has a map run: " + order.arn());
        case Effect.ContinueSlice _ -> {} // seen in the state
      }
    }
  }
}
