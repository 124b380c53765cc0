package io.stepwell.testkit.simulation;

import io.stepwell.engine.Effect;
import io.stepwell.engine.state.ExecutionState;
import io.stepwell.json.Payload;
import io.stepwell.runtime.CallerException;
import io.stepwell.tasks.JobHandler;
import io.stepwell.tasks.TaskCall;
import io.stepwell.tasks.TaskHandler;
import io.stepwell.tasks.TaskHandlers;
import io.stepwell.tasks.TaskOutcome;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The world outside: services that are slow, fail, or never answer, that keep the tokens they were
/// given, and that notice when they are asked for what nobody has decided yet.
final class Services implements TaskHandlers {
  /// A token and who is waiting for it.
  record Token(String token, String execution, boolean child) {}

  private final Random random;
  private final Coverage coverage;
  private final boolean crowded;
  private final Function<String, ExecutionState> durable;
  private final Set<String> completed = new HashSet<>();
  private final Set<String> calledInProcess = new HashSet<>();
  private final Set<String> jobs = new HashSet<>();
  private final List<Token> tokens = new ArrayList<>();
  private boolean healthy;
  private boolean again;

  /// @param crowded a resource takes one call at a time
  /// @param durable an execution as the disk has it
  Services(
      Random random, Coverage coverage, boolean crowded, Function<String, ExecutionState> durable) {
    this.crowded = crowded;
    this.random = random;
    this.coverage = coverage;
    this.durable = durable;
  }

  List<Token> tokens() {
    return tokens;
  }

  /// Jobs that run.
  Set<String> jobs() {
    return jobs;
  }

  void newProcess() {
    calledInProcess.clear();
  }

  /// From now on calls may be made again in the same process.
  void toldAgain() {
    again = true;
  }

  /// From now on everything succeeds at once.
  void heal() {
    healthy = true;
  }

  /// A task whose success is durable.
  void completed(String requestId) {
    completed.add(requestId);
  }

  /// How long the next call takes; some take longer than anybody waits.
  long latency() {
    int how = healthy ? 0 : random.nextInt(12);
    if (how == 11) {
      coverage.count("service: never answers");
      return 3_600_000;
    }
    return how < 8 ? 0 : random.nextInt(6_000);
  }

  @Override
  public @Nullable TaskHandler find(String resource) {
    return resource.endsWith(".sync")
        ? new Job()
        : new Called(!resource.contains(":lambda:invoke"));
  }

  private void check(TaskCall call) throws InterruptedException {
    if (Thread.interrupted()) {
      coverage.count("service: interrupted");
      throw new InterruptedException();
    }
    if (completed.contains(call.requestId())) {
      throw new Violation("no completed task is called again", call.execution().arn());
    }
    if (!call.execution().arn().contains(":express:")) {
      checkDurable(call);
    }
  }

  private void checkDurable(TaskCall call) {
    ExecutionState state;
    try {
      state = durable.apply(call.execution().arn());
    } catch (CallerException e) {
      throw new Violation("no effect before its commit", call.execution().arn() + " has no row", e);
    }
    boolean wanted =
        state.outstanding().stream()
            .anyMatch(
                effect ->
                    effect instanceof Effect.CallTask task
                        && task.stateName().equals(call.execution().stateName())
                        && task.resource().arn().equals(call.resource()));
    if (!wanted) {
      throw new Violation("no effect before its commit", call.execution().arn());
    }
  }

  private TaskOutcome failure() {
    coverage.count("service: fails");
    return new TaskOutcome.Failed("E" + random.nextInt(3), "busy");
  }

  private boolean fails() {
    return !healthy && random.nextInt(4) == 0;
  }

  private final class Called implements TaskHandler {
    private final boolean repeatable;

    Called(boolean repeatable) {
      this.repeatable = repeatable;
    }

    @Override
    public TaskOutcome call(TaskCall call) throws InterruptedException {
      check(call);
      coverage.count("service: called" + (call.repeated() ? " again" : ""));
      if (!calledInProcess.add(call.requestId()) && !again) {
        throw new Violation("one call of an attempt in a process", call.execution().arn());
      }
      if (call.taskToken() != null) {
        boolean child = String.valueOf(call.input().text()).contains("\"child\"");
        tokens.add(new Token(call.taskToken(), call.execution().arn(), child));
      }
      return fails() ? failure() : new TaskOutcome.Succeeded(Payload.ofText("{\"ok\":true}"));
    }

    @Override
    public boolean repeatable() {
      return repeatable;
    }

    @Override
    public int maxConcurrency() {
      return crowded ? 1 : 1_000;
    }
  }

  /// Jobs are started once per attempt, whoever asks again.
  private final class Job implements JobHandler {
    @Override
    public TaskOutcome call(TaskCall call) throws InterruptedException {
      check(call);
      coverage.count("service: job submitted");
      if (!jobs.contains(call.requestId()) && fails()) {
        return failure();
      }
      jobs.add(call.requestId());
      Payload answer = Payload.ofText("{\"JobRunId\":\"j\"}");
      return new TaskOutcome.Submitted(answer, Payload.ofText("\"" + call.requestId() + "\""));
    }

    @Override
    public TaskOutcome await(TaskCall call, Payload handle) throws InterruptedException {
      check(call);
      jobs.remove(call.requestId());
      return fails() ? failure() : new TaskOutcome.Succeeded(Payload.ofText("{\"job\":1}"));
    }

    @Override
    public void cancel(TaskCall call, @Nullable Payload handle) {
      coverage.count("service: job cancelled");
      jobs.remove(call.requestId());
    }

    @Override
    public boolean repeatable() {
      return true;
    }
  }
}
