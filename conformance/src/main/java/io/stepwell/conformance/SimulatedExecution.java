package io.stepwell.conformance;

import io.stepwell.asl.plan.Plan;
import io.stepwell.engine.Command;
import io.stepwell.engine.Effect;
import io.stepwell.engine.ErrorOutput;
import io.stepwell.engine.Identity;
import io.stepwell.engine.Limits;
import io.stepwell.engine.Stamped;
import io.stepwell.engine.TaskResource.Pattern;
import io.stepwell.engine.history.HistoryEvents;
import io.stepwell.json.Json;
import io.stepwell.json.Payload;
import io.stepwell.testkit.EngineRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One execution and the world around it: what tasks do is a queue of moments, and time jumps from one
/// to the next. At the same moment deadlines come first, then the tasks in the order of their calls.
final class SimulatedExecution {
  private static final int MOST_MOMENTS = 100_000;

  private final Case given;
  private final EngineRun run;
  private final PriorityQueue<Moment> queue =
      new PriorityQueue<>(Comparator.comparingLong(Moment::at).thenComparingInt(Moment::order));
  private final Set<Integer> seen = new HashSet<>();
  private final Map<String, List<Behaviour.Json>> inputs = new LinkedHashMap<>();
  private final Map<String, List<Double>> calls = new LinkedHashMap<>();
  private int moments;
  private int order;

  SimulatedExecution(Case given, Plan plan) {
    this.given = given;
    this.run = new EngineRun(plan, Limits.AWS, 42);
    given.activities().forEach(run::withActivity);
  }

  /// Something that happens from outside.
  private record Moment(long at, int order, Command command) {}

  Outcome run(List<Expectation.Diagnostic> warnings) {
    run.start(Json.write(given.input()));
    Case.Stop stop = given.stop();
    if (stop != null) {
      later(stop.after(), new Command.StopExecution(new ErrorOutput(stop.error(), stop.cause())));
    }
    takeCalls();
    while (!run.state().status().closed() && step()) {
      takeCalls();
      if (moments > MOST_MOMENTS) {
        throw new IllegalStateException(given.id() + " does not come to an end");
      }
    }
    return outcome(warnings);
  }

  /// False when nothing more will happen by itself.
  private boolean step() {
    long deadline = run.state().nextDeadline();
    Moment next = queue.peek();
    long at = Math.min(deadline, next == null ? Long.MAX_VALUE : next.at());
    if (at == Long.MAX_VALUE) {
      return false;
    }
    moments++;
    run.elapse(Duration.ofMillis(Math.max(0, at - run.now())));
    if (deadline > at) {
      queue.remove(next);
      if (next != null) {
        run.send(next.command());
      }
    }
    return true;
  }

  /// Plays the tasks that were handed out since the last time.
  private void takeCalls() {
    List<Effect> effects = new ArrayList<>(run.effects());
    effects.sort(Comparator.comparingInt(SimulatedExecution::taskOf));
    for (Effect effect : effects) {
      switch (effect) {
        case Effect.CallTask call when seen.add(call.task()) -> {
          Behaviour behaviour = handedOut(call.stateName(), call.input());
          boolean submitted = call.resource().pattern() != Pattern.REQUEST_RESPONSE;
          if (submitted) {
            later(0, submission(call.task(), behaviour));
          }
          boolean callback = call.resource().pattern() == Pattern.WAIT_FOR_TASK_TOKEN;
          play(call.task(), behaviour, callback);
        }
        case Effect.OfferActivityTask offer when seen.add(offer.task()) -> {
          Behaviour behaviour = handedOut(offer.stateName(), offer.input());
          if (!(behaviour.end() instanceof Behaviour.End.Silent && behaviour.worker() == null)) {
            later(
                behaviour.claimedAfter(),
                new Command.ClaimActivityTask(offer.task(), behaviour.worker()));
          }
          play(offer.task(), behaviour, true);
        }
        default -> {}
      }
    }
  }

  private static Command submission(int task, Behaviour behaviour) {
    return new Command.SubmitTask(task, Payload.of(behaviour.submits().value()), null);
  }

  private void play(int task, Behaviour behaviour, boolean callback) {
    behaviour.heartbeats().forEach(at -> later(at, new Command.HeartbeatTask(task)));
    switch (behaviour.end()) {
      case Behaviour.End.Returns(Object output) ->
          later(behaviour.after(), new Command.CompleteTask(task, Payload.of(output), callback));
      case Behaviour.End.Fails(String error, String cause) ->
          later(
              behaviour.after(),
              new Command.FailTask(task, new ErrorOutput(error, cause), callback));
      case Behaviour.End.Silent _ -> {}
    }
  }

  private Behaviour handedOut(String state, Payload input) {
    List<Behaviour.Json> before = inputs.computeIfAbsent(state, _ -> new ArrayList<>());
    Behaviour behaviour = given.behaviour(state, before.size());
    before.add(new Behaviour.Json(input.value()));
    calls.computeIfAbsent(state, _ -> new ArrayList<>()).add(seconds());
    return behaviour;
  }

  private void later(double seconds, Command command) {
    queue.add(new Moment(run.now() + Math.round(seconds * 1000), order++, command));
  }

  private static int taskOf(Effect effect) {
    return switch (effect) {
      case Effect.CallTask call -> call.task();
      case Effect.OfferActivityTask offer -> offer.task();
      default -> 0;
    };
  }

  private double seconds() {
    return (run.now() - EngineRun.START_MILLIS) / 1000.0;
  }

  private Outcome outcome(List<Expectation.Diagnostic> warnings) {
    Payload output = run.state().output();
    ErrorOutput error = run.state().error();
    return new Outcome.Ran(
        warnings,
        run.state().status().name(),
        output == null ? null : new Behaviour.Json(output.value()),
        error == null ? null : error.error(),
        error == null ? null : error.cause(),
        history(),
        inputs,
        calls,
        seconds());
  }

  private List<Map<String, @Nullable Object>> history() {
    Identity identity = run.state().start().identity();
    List<Map<String, @Nullable Object>> history = new ArrayList<>();
    for (Stamped event : run.events()) {
      Map<String, @Nullable Object> shown = HistoryEvents.render(event, identity, true);
      if (shown != null) {
        history.add(shown);
      }
    }
    return history;
  }
}
