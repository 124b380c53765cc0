package io.stepwell.testkit;

import io.stepwell.asl.plan.Plan;
import io.stepwell.engine.Command;
import io.stepwell.engine.Effect;
import io.stepwell.engine.ErrorOutput;
import io.stepwell.engine.Identity;
import io.stepwell.engine.Limits;
import io.stepwell.engine.Rejection;
import io.stepwell.engine.Stamped;
import io.stepwell.engine.Start;
import io.stepwell.engine.Surroundings;
import io.stepwell.engine.decide.Decider;
import io.stepwell.engine.decide.Decision;
import io.stepwell.engine.state.EffectChanges;
import io.stepwell.engine.state.ExecutionState;
import io.stepwell.json.Payload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// One execution driven by hand: commands go in, time moves only when told to, and every event is
/// kept. Checks after each command that the effects kept along the way are those the state asks for.
public final class EngineRun {
  /// When simulated executions start: 2026-01-01T00:00:00Z.
  public static final long START_MILLIS = 1_767_225_600_000L;

  private final Plan plan;
  private final Decider decider;
  private final SplittableRandom random;
  private final Set<String> activities = new HashSet<>();
  private final List<Stamped> events = new ArrayList<>();
  private final Set<Effect> effects = new HashSet<>();
  private ExecutionState state = new ExecutionState();
  private long now = START_MILLIS;

  public EngineRun(Plan plan, Limits limits, long seed) {
    this.plan = plan;
    this.decider = new Decider(limits);
    this.random = new SplittableRandom(seed);
  }

  /// Makes an activity exist.
  public EngineRun withActivity(String arn) {
    activities.add(arn);
    return this;
  }

  /// Starts the execution with this JSON input.
  public void start(String input) {
    Identity identity =
        new Identity("aws", "us-east-1", "123456789012", "Machine", "execution", null);
    Long timeout = plan.timeoutSeconds();
    Start start =
        new Start(
            identity,
            "hash",
            "arn:aws:iam::123456789012:role/test",
            Payload.ofText(input),
            timeout == null ? null : now + timeout * 1000,
            null,
            null,
            null,
            null);
    send(new Command.StartExecution(start));
  }

  /// Handles a command, and the slow steps and further slices that it leads to.
  public @Nullable Rejection send(Command command) {
    Decision decision = decider.handle(plan, state, command, now, random, surroundings());
    Rejection rejection = decision.rejection();
    take(decision);
    while (decision.starved() || (state.nextReady() != null && !state.status().closed())) {
      decision =
          decision.starved()
              ? decider.resume(
                  plan,
                  state,
                  decider.decideSlowly(plan, state, now, random, surroundings()),
                  now,
                  random,
                  surroundings())
              : decider.handle(plan, state, new Command.Continue(), now, random, surroundings());
      take(decision);
    }
    return rejection;
  }

  /// Lets time pass, deadline by deadline.
  public void elapse(Duration time) {
    long until = now + time.toMillis();
    while (state.nextDeadline() <= until) {
      now = Math.max(now, state.nextDeadline());
      send(new Command.FireTimers());
    }
    now = until;
  }

  public void complete(int task, String output) {
    send(new Command.CompleteTask(task, Payload.ofText(output), false));
  }

  public void fail(int task, String error, String cause) {
    send(new Command.FailTask(task, new ErrorOutput(error, cause), false));
  }

  /// The state, folded anew from the events.
  public ExecutionState refolded() {
    ExecutionState folded = new ExecutionState();
    events.forEach(folded::apply);
    return folded;
  }

  /// Goes on with another state, as after a restart.
  public void replace(ExecutionState other) {
    state = other;
    other.takeEffectChanges();
  }

  public ExecutionState state() {
    return state;
  }

  public long now() {
    return now;
  }

  /// Every event, internal ones included.
  public List<Stamped> events() {
    return Collections.unmodifiableList(events);
  }

  /// The sum of all effects that came and went, apart from ContinueSlice.
  public Set<Effect> effects() {
    return Collections.unmodifiableSet(effects);
  }

  private void take(Decision decision) {
    events.addAll(decision.events());
    EffectChanges changes = state.takeEffectChanges();
    changes.closed().forEach(effects::remove);
    effects.addAll(changes.opened());
  }

  private Surroundings surroundings() {
    return new Surroundings() {
      @Override
      public boolean activityExists(String activityArn) {
        return activities.contains(activityArn);
      }

      @Override
      public String taskToken(int task) {
        return "token-" + task;
      }
    };
  }
}
