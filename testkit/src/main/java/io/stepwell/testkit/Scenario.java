package io.stepwell.testkit;

import io.stepwell.asl.Definitions;
import io.stepwell.asl.plan.MachineType;
import io.stepwell.asl.plan.Plan;
import io.stepwell.engine.Command;
import io.stepwell.engine.ErrorOutput;
import io.stepwell.engine.Event;
import io.stepwell.engine.ExecutionStatus;
import io.stepwell.engine.Limits;
import io.stepwell.engine.Rejection;
import io.stepwell.engine.Stamped;
import io.stepwell.engine.state.Lane;
import io.stepwell.json.Payload;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A readable test of the language: a definition, an input, what the tasks answer, and the history
/// as text.
///
/// The text has a line per history event: `id←previousId Type [name] [data]`.
public final class Scenario {
  private final EngineRun run;

  private Scenario(EngineRun run) {
    this.run = run;
  }

  /// @throws IllegalArgumentException when the definition has errors
  public static Scenario of(String definition) {
    return of(definition, Limits.AWS);
  }

  public static Scenario of(String definition, Limits limits) {
    return new Scenario(new EngineRun(plan(definition), limits, 42));
  }

  public static Plan plan(String definition) {
    Definitions.Compiled compiled = Definitions.compile(definition, MachineType.STANDARD);
    Plan plan = compiled.plan();
    if (plan == null) {
      throw new IllegalArgumentException("not a valid definition: " + compiled.findings());
    }
    return plan;
  }

  public Scenario withActivity(String arn) {
    run.withActivity(arn);
    return this;
  }

  public Scenario start(String input) {
    run.start(input);
    return this;
  }

  public Scenario elapse(Duration time) {
    run.elapse(time);
    return this;
  }

  /// The call of the named state's task returns.
  public Scenario completeTask(String stateName, String output) {
    run.complete(taskOf(stateName), output);
    return this;
  }

  public Scenario failTask(String stateName, String error, String cause) {
    run.fail(taskOf(stateName), error, cause);
    return this;
  }

  /// The call that carried the task token returns.
  public Scenario submitTask(String stateName, String output) {
    run.send(new Command.SubmitTask(taskOf(stateName), Payload.ofText(output), null));
    return this;
  }

  public Scenario claimTask(String stateName, @Nullable String worker) {
    run.send(new Command.ClaimActivityTask(taskOf(stateName), worker));
    return this;
  }

  /// The worker was not there to receive the task that it had polled for.
  public @Nullable Rejection returnTask(String stateName) {
    return run.send(new Command.ReturnActivityTask(taskOf(stateName)));
  }

  /// SendTaskSuccess.
  public @Nullable Rejection callback(String stateName, String output) {
    return run.send(new Command.CompleteTask(taskOf(stateName), Payload.ofText(output), true));
  }

  public @Nullable Rejection heartbeat(String stateName) {
    return run.send(new Command.HeartbeatTask(taskOf(stateName)));
  }

  public Scenario stop(String error, String cause) {
    run.send(new Command.StopExecution(new ErrorOutput(error, cause)));
    return this;
  }

  public EngineRun run() {
    return run;
  }

  public ExecutionStatus status() {
    return run.state().status();
  }

  /// The output as JSON text; fails when there is none.
  public String output() {
    Payload output = run.state().output();
    if (output == null) {
      throw new IllegalStateException("no output: " + status() + " " + run.state().error());
    }
    return output.text();
  }

  public @Nullable ErrorOutput error() {
    return run.state().error();
  }

  /// The history events as text.
  public String history() {
    return run.events().stream()
        .filter(stamped -> !stamped.internal())
        .map(Scenario::line)
        .collect(Collectors.joining("\n"));
  }

  /// Ids, previous ids and types only.
  public List<String> chain() {
    return run.events().stream()
        .filter(stamped -> !stamped.internal())
        .map(e -> e.id() + "←" + e.previousId() + " " + e.event().getClass().getSimpleName())
        .toList();
  }

  /// The task that the named state has outside.
  public int taskOf(String stateName) {
    for (Lane lane : run.state().lanes()) {
      var task = lane.task();
      if (task != null && stateName.equals(lane.stateName())) {
        return task.task();
      }
    }
    throw new IllegalStateException(
        stateName + " has no task outside; history so far:\n" + history());
  }

  private static String line(Stamped stamped) {
    String head =
        stamped.id()
            + "←"
            + stamped.previousId()
            + " "
            + stamped.event().getClass().getSimpleName();
    return switch (stamped.event()) {
      case Event.ExecutionSucceeded e -> head + " " + e.output();
      case Event.ExecutionFailed e -> head + " " + error(e.error());
      case Event.ExecutionAborted e -> head + " " + error(e.error());
      case Event.ExecutionTimedOut e -> head + " " + error(e.error());
      case Event.StateEntered e -> head + " " + e.name() + " " + e.input();
      case Event.StateExited e -> head + " " + e.name() + " " + e.output();
      case Event.StateAborted e -> head + " " + e.name();
      case Event.EvaluationFailed e -> head + " " + e.state() + " at " + e.location();
      case Event.TaskScheduled e -> head + " " + e.input();
      case Event.TaskSucceeded e -> head + " " + e.output();
      case Event.TaskFailed e -> head + " " + error(e.error());
      case Event.TaskTimedOut e -> head + " " + error(e.error());
      case Event.MapStarted e -> head + " " + e.length();
      case Event.MapIterationStarted e -> head + " " + e.index();
      case Event.MapIterationSucceeded e -> head + " " + e.index();
      case Event.MapIterationFailed e -> head + " " + e.index();
      case Event.MapIterationAborted e -> head + " " + e.index();
      default -> head;
    };
  }

  private static String error(ErrorOutput error) {
    return error.error() + ": " + error.cause();
  }
}
