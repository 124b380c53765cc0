package io.stepwell.cli.durability;

import io.stepwell.cli.durability.Answers.Activity;
import io.stepwell.cli.durability.Answers.Alias;
import io.stepwell.cli.durability.Answers.Kind;
import io.stepwell.cli.durability.Answers.Machine;
import io.stepwell.cli.durability.Answers.Version;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.CreateStateMachineResponse;
import software.amazon.awssdk.services.sfn.model.LogDestination;
import software.amazon.awssdk.services.sfn.model.LogLevel;
import software.amazon.awssdk.services.sfn.model.RoutingConfigurationListItem;
import software.amazon.awssdk.services.sfn.model.Tag;
import software.amazon.awssdk.services.sfn.model.UpdateStateMachineResponse;

/// The calls that write what is no execution: state machines, versions, aliases, activities, tags.
/// Each makes one call of the API and remembers its answer, or says that there is nothing to do.
final class ResourceCalls {
  private static final String ROLE = "arn:aws:iam::123456789012:role/";
  private static final LogDestination DESTINATION =
      LogDestination.builder()
          .cloudWatchLogsLogGroup(
              group -> group.logGroupArn("arn:aws:logs:us-east-1:123456789012:log-group:steps:*"))
          .build();
  private static final int MACHINES = 12;
  private static final int ACTIVITIES = 8;

  private final SfnClient sfn;
  private final Answers answers;

  ResourceCalls(SfnClient sfn, Answers answers) {
    this.sfn = sfn;
    this.answers = answers;
  }

  Map<String, BooleanSupplier> all() {
    return Map.ofEntries(
        Map.entry("CreateStateMachine", () -> createMachine(anyKind())),
        Map.entry("UpdateStateMachine", this::updateMachine),
        Map.entry("DeleteStateMachine", this::deleteMachine),
        Map.entry("PublishStateMachineVersion", this::publish),
        Map.entry("DeleteStateMachineVersion", this::deleteVersion),
        Map.entry("CreateStateMachineAlias", this::createAlias),
        Map.entry("UpdateStateMachineAlias", this::updateAlias),
        Map.entry("DeleteStateMachineAlias", this::deleteAlias),
        Map.entry("CreateActivity", this::createActivity),
        Map.entry("DeleteActivity", this::deleteActivity),
        Map.entry("TagResource", this::tag),
        Map.entry("UntagResource", this::untag));
  }

  private Kind anyKind() {
    return Objects.requireNonNull(answers.any(EnumSet.allOf(Kind.class), _ -> true));
  }

  boolean createMachine(Kind kind) {
    Activity activity = answers.any(answers.activities.values(), _ -> kind == Kind.WORK);
    if (answers.machines.size() >= MACHINES || (kind == Kind.WORK && activity == null)) {
      return false;
    }
    String name = answers.fresh(kind.name());
    String definition = Definitions.of(kind, activity, name);
    String role = ROLE + name;
    boolean publish = answers.random.nextInt(3) == 0;
    CreateStateMachineResponse answer =
        sfn.createStateMachine(
            r ->
                r.name(name)
                    .definition(definition)
                    .roleArn(role)
                    .publish(publish)
                    .versionDescription(publish ? "at birth" : null)
                    .tags(Tag.builder().key("kind").value(kind.name()).build()));
    Machine machine = new Machine(answer.stateMachineArn(), kind, activity, definition, role);
    machine.tags.put("kind", kind.name());
    published(machine, answer.stateMachineVersionArn(), "at birth");
    answers.machines.put(machine.arn, machine);
    return true;
  }

  private boolean updateMachine() {
    Machine machine = anyMachine();
    if (machine == null) {
      return false;
    }
    String definition = Definitions.of(machine.kind, machine.activity, answers.fresh("changed"));
    String role = ROLE + answers.fresh("role");
    LogLevel level = answers.random.nextBoolean() ? LogLevel.ALL : LogLevel.ERROR;
    boolean traced = answers.random.nextBoolean();
    boolean publish = answers.random.nextInt(3) == 0;
    UpdateStateMachineResponse answer =
        sfn.updateStateMachine(
            r ->
                r.stateMachineArn(machine.arn)
                    .definition(definition)
                    .roleArn(role)
                    .tracingConfiguration(t -> t.enabled(traced))
                    .loggingConfiguration(
                        log ->
                            log.level(level).includeExecutionData(true).destinations(DESTINATION))
                    .publish(publish)
                    .versionDescription(publish ? "changed" : null));
    machine.definition = definition;
    machine.role = role;
    machine.level = level;
    machine.traced = traced;
    machine.revision = answer.revisionId();
    published(machine, answer.stateMachineVersionArn(), "changed");
    return true;
  }

  private static void published(Machine machine, @Nullable String arn, String description) {
    if (arn != null) {
      machine.versions.put(arn, new Version(arn, machine.definition, description));
    }
  }

  /// The oldest are kept, which are one of each kind and the child.
  private boolean deleteMachine() {
    Machine machine =
        answers.any(
            answers.machines.values().stream().skip(1 + Kind.values().length).toList(),
            it -> !answers.hasRunning(it));
    if (machine == null) {
      return false;
    }
    sfn.deleteStateMachine(r -> r.stateMachineArn(machine.arn));
    answers.machines.remove(machine.arn);
    answers.goneMachines.add(machine.arn);
    return true;
  }

  private boolean publish() {
    Machine machine = anyMachine();
    if (machine == null) {
      return false;
    }
    String arn =
        sfn.publishStateMachineVersion(r -> r.stateMachineArn(machine.arn).description("published"))
            .stateMachineVersionArn();
    // the same revision is the same version, and keeps its description
    machine.versions.putIfAbsent(arn, new Version(arn, machine.definition, "published"));
    return true;
  }

  private boolean deleteVersion() {
    Machine machine = answers.any(answers.machines.values(), it -> unrouted(it) != null);
    if (machine == null) {
      return false;
    }
    String arn = unrouted(machine);
    if (arn == null) {
      return false;
    }
    sfn.deleteStateMachineVersion(r -> r.stateMachineVersionArn(arn));
    machine.versions.remove(arn);
    return true;
  }

  private static @Nullable String unrouted(Machine machine) {
    return machine.versions.keySet().stream()
        .filter(version -> !machine.isRouted(version))
        .findFirst()
        .orElse(null);
  }

  private boolean createAlias() {
    Machine machine =
        answers.any(
            answers.machines.values(), it -> !it.versions.isEmpty() && it.aliases.size() < 3);
    if (machine == null) {
      return false;
    }
    List<RoutingConfigurationListItem> routes = routes(machine);
    String description = answers.fresh("an alias");
    String arn =
        sfn.createStateMachineAlias(
                r ->
                    r.name(answers.fresh("alias"))
                        .description(description)
                        .routingConfiguration(routes))
            .stateMachineAliasArn();
    machine.aliases.put(arn, new Alias(arn, description, routes));
    return true;
  }

  private boolean updateAlias() {
    Machine machine = answers.any(answers.machines.values(), it -> !it.aliases.isEmpty());
    if (machine == null) {
      return false;
    }
    Alias alias = answers.any(machine.aliases.values(), _ -> true);
    if (alias == null) {
      return false;
    }
    List<RoutingConfigurationListItem> routes = routes(machine);
    String description = answers.fresh("changed");
    sfn.updateStateMachineAlias(
        r ->
            r.stateMachineAliasArn(alias.arn())
                .description(description)
                .routingConfiguration(routes));
    machine.aliases.put(alias.arn(), new Alias(alias.arn(), description, routes));
    return true;
  }

  private List<RoutingConfigurationListItem> routes(Machine machine) {
    List<String> versions = List.copyOf(machine.versions.keySet());
    int first = answers.random.nextInt(versions.size());
    if (versions.size() == 1 || answers.random.nextBoolean()) {
      return List.of(route(versions.get(first), 100));
    }
    int weight = 1 + answers.random.nextInt(99);
    String other = versions.get((first + 1) % versions.size());
    return List.of(route(versions.get(first), weight), route(other, 100 - weight));
  }

  private static RoutingConfigurationListItem route(String version, int weight) {
    return RoutingConfigurationListItem.builder()
        .stateMachineVersionArn(version)
        .weight(weight)
        .build();
  }

  private boolean deleteAlias() {
    Machine machine = answers.any(answers.machines.values(), it -> it.aliases.size() > 1);
    if (machine == null) {
      return false;
    }
    String arn = answers.any(machine.aliases.keySet(), _ -> true);
    if (arn == null) {
      return false;
    }
    sfn.deleteStateMachineAlias(r -> r.stateMachineAliasArn(arn));
    machine.aliases.remove(arn);
    return true;
  }

  boolean createActivity() {
    if (answers.activities.size() >= ACTIVITIES) {
      return false;
    }
    String arn =
        sfn.createActivity(
                r ->
                    r.name(answers.fresh("activity"))
                        .tags(Tag.builder().key("kind").value("activity").build()))
            .activityArn();
    Activity activity = new Activity(arn);
    activity.tags.put("kind", "activity");
    answers.activities.put(arn, activity);
    return true;
  }

  private boolean deleteActivity() {
    Activity activity =
        answers.any(
            answers.activities.values(),
            it ->
                answers.machines.values().stream().noneMatch(machine -> machine.activity == it)
                    && answers.executions.values().stream()
                        .noneMatch(execution -> execution.machine.activity == it));
    if (activity == null) {
      return false;
    }
    sfn.deleteActivity(r -> r.activityArn(activity.arn));
    answers.activities.remove(activity.arn);
    answers.goneActivities.add(activity.arn);
    return true;
  }

  private boolean tag() {
    Machine machine = anyMachine();
    Activity activity = answers.any(answers.activities.values(), _ -> true);
    String key = "tag" + answers.random.nextInt(9);
    String value = answers.fresh("value");
    List<Tag> tags = List.of(Tag.builder().key(key).value(value).build());
    if (machine != null && (activity == null || answers.random.nextBoolean())) {
      sfn.tagResource(r -> r.resourceArn(machine.arn).tags(tags));
      machine.tags.put(key, value);
      return true;
    }
    if (activity != null) {
      sfn.tagResource(r -> r.resourceArn(activity.arn).tags(tags));
      activity.tags.put(key, value);
    }
    return activity != null;
  }

  private boolean untag() {
    Machine machine = answers.any(answers.machines.values(), it -> !it.tags.isEmpty());
    if (machine == null) {
      return false;
    }
    String key = answers.any(machine.tags.keySet(), _ -> true);
    if (key == null) {
      return false;
    }
    sfn.untagResource(r -> r.resourceArn(machine.arn).tagKeys(key));
    machine.tags.remove(key);
    return true;
  }

  private @Nullable Machine anyMachine() {
    return answers.any(answers.machines.values(), _ -> true);
  }
}
