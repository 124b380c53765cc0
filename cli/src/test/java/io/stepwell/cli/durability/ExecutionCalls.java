package io.stepwell.cli.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.stepwell.cli.durability.Answers.Execution;
import io.stepwell.cli.durability.Answers.Kind;
import io.stepwell.cli.durability.Answers.Machine;
import io.stepwell.cli.durability.Answers.MapRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ExecutionDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.GetActivityTaskResponse;
import software.amazon.awssdk.services.sfn.model.StartExecutionResponse;

/// The calls that write to executions, their tasks and their map runs. Each makes one such call and
/// remembers its answer, or says that there is nothing to do.
final class ExecutionCalls {
  private static final int MOST_RUNNING = 60;
  private static final int FEW_RUNNING = 8;
  private static final Set<Kind> REDRIVEN = EnumSet.of(Kind.HOLD, Kind.WORK);
  private static final Pattern TOKEN = Pattern.compile("\"token\":\"([^\"]+)\"");

  private final SfnClient sfn;
  private final Answers answers;

  ExecutionCalls(SfnClient sfn, Answers answers) {
    this.sfn = sfn;
    this.answers = answers;
  }

  Map<String, BooleanSupplier> all() {
    return Map.of(
        "StartExecution", this::start,
        "StopExecution", this::stop,
        "RedriveExecution", this::redrive,
        "GetActivityTask", this::poll,
        "SendTaskHeartbeat", this::heartbeat,
        "SendTaskSuccess", this::succeed,
        "SendTaskFailure", this::fail,
        "UpdateMapRun", this::updateMapRun);
  }

  private boolean start() {
    boolean work = answers.random.nextBoolean();
    Machine machine =
        answers.any(
            answers.machines.values(),
            it -> work ? it.kind == Kind.WORK : !it.arn.equals(Definitions.CHILD));
    if (machine == null || running() >= MOST_RUNNING) {
      return false;
    }
    List<String> targets = new ArrayList<>(List.of(machine.arn));
    targets.addAll(machine.versions.keySet());
    targets.addAll(machine.aliases.keySet());
    String target = targets.get(answers.random.nextInt(targets.size()));
    String name = answers.fresh("run");
    String input = machine.kind == Kind.EACH ? "[1,2,3]" : "{\"work\":\"" + name + "\"}";
    StartExecutionResponse answer =
        sfn.startExecution(r -> r.stateMachineArn(target).name(name).input(input));
    Execution execution =
        new Execution(answer.executionArn(), machine, target, input, answer.startDate().toString());
    if (target.equals(machine.arn)) {
      execution.definition = machine.definition;
    } else {
      Answers.Version version = machine.versions.get(target);
      execution.definition = version == null ? null : version.definition();
    }
    if (machine.kind == Kind.QUICK) {
      ended(execution, ExecutionStatus.SUCCEEDED, input, null);
    }
    answers.executions.put(execution.arn, execution);
    return true;
  }

  private long running() {
    return answers.executions.values().stream().filter(Execution::runs).count();
  }

  private static void ended(
      Execution execution,
      ExecutionStatus status,
      @Nullable String output,
      @Nullable String error) {
    execution.status = status;
    execution.output = output;
    execution.error = error;
  }

  private boolean stop() {
    Execution execution =
        answers.any(answers.executions.values(), it -> it.runs() && it.machine.kind != Kind.ASK);
    if (execution == null || running() <= FEW_RUNNING) {
      return false;
    }
    sfn.stopExecution(r -> r.executionArn(execution.arn).error("Stopped").cause("by the test"));
    ended(execution, ExecutionStatus.ABORTED, null, "Stopped");
    answers.spend(execution);
    return true;
  }

  private boolean redrive() {
    Execution execution =
        answers.any(
            answers.executions.values(),
            it ->
                REDRIVEN.contains(it.machine.kind)
                    && (it.status == ExecutionStatus.ABORTED || it.status == ExecutionStatus.FAILED)
                    && answers.machines.containsKey(it.machine.arn));
    if (execution == null) {
      return false;
    }
    sfn.redriveExecution(r -> r.executionArn(execution.arn));
    ended(execution, ExecutionStatus.RUNNING, null, null);
    execution.end = null;
    execution.redrives++;
    return true;
  }

  private boolean poll() {
    Execution waiting = answers.any(answers.executions.values(), Execution::waitsForAWorker);
    if (waiting == null) {
      return false;
    }
    take(Objects.requireNonNull(waiting.machine.activity).arn);
    return true;
  }

  /// Takes a task of this activity, which must be one that waits.
  void take(String activity) {
    GetActivityTaskResponse task = sfn.getActivityTask(r -> r.activityArn(activity));
    Execution owner =
        answers.any(
            answers.executions.values(),
            it ->
                it.waitsForAWorker()
                    && Objects.requireNonNull(it.machine.activity).arn.equals(activity)
                    && it.input.equals(task.input()));
    assertThat(owner).as("the execution whose task was handed out: %s", task).isNotNull();
    Objects.requireNonNull(owner).token = task.taskToken();
  }

  private boolean heartbeat() {
    Execution execution = answers.any(answers.executions.values(), it -> it.token != null);
    if (execution == null) {
      return false;
    }
    sfn.sendTaskHeartbeat(r -> r.taskToken(execution.token));
    return true;
  }

  private boolean succeed() {
    Execution execution = withToken();
    if (execution == null) {
      return false;
    }
    String output = "\"" + answers.fresh("output") + "\"";
    sfn.sendTaskSuccess(r -> r.taskToken(execution.token).output(output));
    ended(execution, ExecutionStatus.SUCCEEDED, output, null);
    answers.spend(execution);
    return true;
  }

  private boolean fail() {
    Execution execution = withToken();
    if (execution == null) {
      return false;
    }
    String error = answers.fresh("Error");
    sfn.sendTaskFailure(r -> r.taskToken(execution.token).error(error).cause("by the test"));
    ended(execution, ExecutionStatus.FAILED, null, error);
    answers.spend(execution);
    return true;
  }

  /// An execution whose token is known: that of a worker, or the one that its child was given.
  private @Nullable Execution withToken() {
    Execution execution =
        answers.any(
            answers.executions.values(),
            it -> it.token != null || (it.runs() && it.machine.kind == Kind.ASK));
    if (execution != null && execution.token == null) {
      execution.token = tokenOfChild(execution);
    }
    return execution;
  }

  private String tokenOfChild(Execution parent) {
    String name = parent.arn.substring(parent.arn.lastIndexOf(':') + 1);
    String child = Definitions.CHILD.replace("stateMachine", "execution") + ":" + name;
    String input =
        await()
            .atMost(Duration.ofMinutes(1))
            .ignoreException(ExecutionDoesNotExistException.class)
            .until(
                () -> sfn.describeExecution(r -> r.executionArn(child)).input(), Objects::nonNull);
    Matcher token = TOKEN.matcher(input);
    assertThat(token.find()).as("a token in %s", input).isTrue();
    return token.group(1);
  }

  private boolean updateMapRun() {
    Execution parent =
        answers.any(answers.executions.values(), it -> it.runs() && it.machine.kind == Kind.EACH);
    if (parent == null) {
      return false;
    }
    String arn =
        await()
            .atMost(Duration.ofMinutes(1))
            .until(
                () -> sfn.listMapRuns(r -> r.executionArn(parent.arn)).mapRuns(),
                runs -> !runs.isEmpty())
            .getFirst()
            .mapRunArn();
    int concurrency = 1 + answers.random.nextInt(9);
    long tolerated = answers.random.nextInt(9);
    sfn.updateMapRun(
        r -> r.mapRunArn(arn).maxConcurrency(concurrency).toleratedFailureCount(tolerated));
    MapRun run = answers.mapRuns.computeIfAbsent(arn, _ -> new MapRun(arn, parent));
    run.concurrency = concurrency;
    run.tolerated = tolerated;
    return true;
  }
}
