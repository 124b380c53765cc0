package io.stepwell.cli.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.stepwell.cli.durability.Answers.Alias;
import io.stepwell.cli.durability.Answers.Execution;
import io.stepwell.cli.durability.Answers.Machine;
import io.stepwell.cli.durability.Answers.MapRun;
import io.stepwell.cli.durability.Answers.Version;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.ActivityDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.ActivityListItem;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.DescribeMapRunResponse;
import software.amazon.awssdk.services.sfn.model.DescribeStateMachineAliasResponse;
import software.amazon.awssdk.services.sfn.model.DescribeStateMachineResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.StateMachineAliasListItem;
import software.amazon.awssdk.services.sfn.model.StateMachineDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.StateMachineListItem;
import software.amazon.awssdk.services.sfn.model.StateMachineStatus;
import software.amazon.awssdk.services.sfn.model.StateMachineVersionListItem;
import software.amazon.awssdk.services.sfn.model.Tag;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;

/// Asks a server for all that it has ever acknowledged, and compares.
final class Audit {
  /// What has ended long ago is looked at in samples.
  private static final int SAMPLE = 40;

  private final SfnClient sfn;
  private final Answers answers;

  Audit(SfnClient sfn, Answers answers) {
    this.sfn = sfn;
    this.answers = answers;
  }

  void all() {
    assertThat(sfn.listStateMachinesPaginator().stateMachines())
        .extracting(StateMachineListItem::stateMachineArn)
        .containsExactlyInAnyOrderElementsOf(answers.machines.keySet());
    answers.machines.values().forEach(this::machine);
    for (String gone : sample(answers.goneMachines)) {
      assertThatThrownBy(() -> sfn.describeStateMachine(r -> r.stateMachineArn(gone)))
          .isInstanceOf(StateMachineDoesNotExistException.class);
    }
    assertThat(sfn.listActivitiesPaginator().activities())
        .extracting(ActivityListItem::activityArn)
        .containsExactlyInAnyOrderElementsOf(answers.activities.keySet());
    answers.activities.values().forEach(it -> tags(it.arn, it.tags));
    for (String gone : sample(answers.goneActivities)) {
      assertThatThrownBy(() -> sfn.describeActivity(r -> r.activityArn(gone)))
          .isInstanceOf(ActivityDoesNotExistException.class);
    }
    answers.executions.values().stream().filter(Execution::runs).forEach(this::execution);
    sample(answers.executions.values()).forEach(this::execution);
    sample(answers.mapRuns.values()).forEach(this::mapRun);
    for (String token : sample(answers.spentTokens)) {
      assertThatThrownBy(() -> sfn.sendTaskSuccess(r -> r.taskToken(token).output("0")))
          .isInstanceOf(TaskTimedOutException.class);
    }
  }

  private <T> List<T> sample(Collection<T> all) {
    return answers
        .random
        .ints(Math.min(SAMPLE, all.size()), 0, Math.max(1, all.size()))
        .distinct()
        .mapToObj(List.copyOf(all)::get)
        .toList();
  }

  private void machine(Machine machine) {
    DescribeStateMachineResponse now =
        sfn.describeStateMachine(r -> r.stateMachineArn(machine.arn));
    assertThat(now.status()).isEqualTo(StateMachineStatus.ACTIVE);
    assertThat(now.definition()).isEqualTo(machine.definition);
    assertThat(now.roleArn()).isEqualTo(machine.role);
    assertThat(now.loggingConfiguration().level()).isEqualTo(machine.level);
    assertThat(now.tracingConfiguration().enabled()).isEqualTo(machine.traced);
    if (machine.revision != null) {
      assertThat(now.revisionId()).as("revision of %s", machine.arn).isEqualTo(machine.revision);
    }
    machine.revision = now.revisionId();
    tags(machine.arn, machine.tags);
    versions(machine);
    aliases(machine);
    if (!machine.arn.equals(Definitions.CHILD)) {
      assertThat(
              sfn.listExecutionsPaginator(
                      r -> r.stateMachineArn(machine.arn).statusFilter(ExecutionStatus.RUNNING))
                  .executions())
          .extracting(ExecutionListItem::executionArn)
          .containsAll(running(machine));
    }
  }

  private Set<String> running(Machine machine) {
    return answers.executions.values().stream()
        .filter(it -> it.machine == machine && it.runs())
        .map(it -> it.arn)
        .collect(Collectors.toSet());
  }

  private void tags(String resource, Map<String, String> tags) {
    Map<String, String> now =
        sfn.listTagsForResource(r -> r.resourceArn(resource)).tags().stream()
            .collect(Collectors.toMap(Tag::key, Tag::value));
    assertThat(now).as("tags of %s", resource).isEqualTo(tags);
  }

  private void versions(Machine machine) {
    assertThat(
            sfn.listStateMachineVersions(r -> r.stateMachineArn(machine.arn))
                .stateMachineVersions())
        .extracting(StateMachineVersionListItem::stateMachineVersionArn)
        .containsExactlyInAnyOrderElementsOf(machine.versions.keySet());
    for (Version version : machine.versions.values()) {
      DescribeStateMachineResponse now =
          sfn.describeStateMachine(r -> r.stateMachineArn(version.arn()));
      assertThat(now.definition()).isEqualTo(version.definition());
      assertThat(now.description()).isEqualTo(version.description());
    }
  }

  private void aliases(Machine machine) {
    assertThat(
            sfn.listStateMachineAliases(r -> r.stateMachineArn(machine.arn)).stateMachineAliases())
        .extracting(StateMachineAliasListItem::stateMachineAliasArn)
        .containsExactlyInAnyOrderElementsOf(machine.aliases.keySet());
    for (Alias alias : machine.aliases.values()) {
      DescribeStateMachineAliasResponse now =
          sfn.describeStateMachineAlias(r -> r.stateMachineAliasArn(alias.arn()));
      assertThat(now.description()).isEqualTo(alias.description());
      assertThat(now.routingConfiguration()).isEqualTo(alias.routes());
    }
  }

  private void execution(Execution execution) {
    DescribeExecutionResponse now =
        await("%s is %s".formatted(execution.arn, execution.status))
            .atMost(Duration.ofMinutes(1))
            .pollDelay(Duration.ZERO)
            .until(
                () -> sfn.describeExecution(r -> r.executionArn(execution.arn)),
                it -> it.status() == execution.status || execution.runs());
    assertThat(now.status()).as("status of %s: %s", execution.arn, now).isEqualTo(execution.status);
    assertThat(now.input()).isEqualTo(execution.input);
    assertThat(now.output()).isEqualTo(execution.output);
    assertThat(now.error()).isEqualTo(execution.error);
    assertThat(now.redriveCount()).isEqualTo(execution.redrives);
    assertThat(now.startDate().toString()).isEqualTo(execution.started);
    if (!execution.target.equals(execution.machine.arn)) {
      assertThat(now.stateMachineAliasArn() + " " + now.stateMachineVersionArn())
          .contains(execution.target);
    }
    String definition =
        sfn.describeStateMachineForExecution(r -> r.executionArn(execution.arn)).definition();
    if (execution.definition != null) {
      assertThat(definition).as("definition of %s", execution.arn).isEqualTo(execution.definition);
    }
    execution.definition = definition;
    if (execution.runs()) {
      running(execution);
    } else {
      closed(execution, now);
    }
  }

  private void running(Execution execution) {
    if (execution.token != null) {
      sfn.sendTaskHeartbeat(r -> r.taskToken(execution.token)); // is taken
    }
    if (execution.redrives == 0 && answers.canStart(execution.target)) {
      String name = execution.arn.substring(execution.arn.lastIndexOf(':') + 1);
      assertThat(
              sfn.startExecution(
                      r -> r.stateMachineArn(execution.target).name(name).input(execution.input))
                  .executionArn())
          .as("the same start again")
          .isEqualTo(execution.arn);
    }
  }

  /// What has ended stays as it was first seen, to the last member.
  private void closed(Execution execution, DescribeExecutionResponse now) {
    String end = now.toString();
    if (execution.end != null) {
      assertThat(end).isEqualTo(execution.end);
    }
    execution.end = end;
  }

  private void mapRun(MapRun run) {
    DescribeMapRunResponse now =
        await("%s is as its parent".formatted(run.arn))
            .atMost(Duration.ofMinutes(1))
            .pollDelay(Duration.ZERO)
            .until(
                () -> sfn.describeMapRun(r -> r.mapRunArn(run.arn)),
                it -> it.statusAsString().equals(run.parent.status.toString()));
    assertThat(now.maxConcurrency()).isEqualTo(run.concurrency);
    assertThat(now.toleratedFailureCount()).isEqualTo(run.tolerated);
    assertThat(now.executionArn()).isEqualTo(run.parent.arn);
  }
}
