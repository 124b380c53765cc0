package io.stepwell.cli.durability;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.LogLevel;
import software.amazon.awssdk.services.sfn.model.RoutingConfigurationListItem;

/// All that a server has acknowledged, as its caller remembers it.
final class Answers {
  /// What a state machine does.
  enum Kind {
    /// It ends by itself.
    QUICK,
    /// It waits for longer than any test.
    HOLD,
    /// It asks the workers of an activity.
    WORK,
    /// It starts another with its task token, and waits for that.
    ASK,
    /// A distributed Map whose children wait.
    EACH
  }

  record Version(String arn, String definition, @Nullable String description) {}

  record Alias(String arn, String description, List<RoutingConfigurationListItem> routes) {}

  /// A state machine; what is null was not told by the server yet, and is as it is first seen.
  static final class Machine {
    final String arn;
    final Kind kind;
    final @Nullable Activity activity;
    String definition;
    String role;
    LogLevel level = LogLevel.OFF;
    boolean traced;
    @Nullable String revision;
    final Map<String, String> tags = new TreeMap<>();
    final Map<String, Version> versions = new LinkedHashMap<>();
    final Map<String, Alias> aliases = new LinkedHashMap<>();

    Machine(String arn, Kind kind, @Nullable Activity activity, String definition, String role) {
      this.arn = arn;
      this.kind = kind;
      this.activity = activity;
      this.definition = definition;
      this.role = role;
    }

    /// Whether an alias leads to this version.
    boolean isRouted(String version) {
      return aliases.values().stream()
          .flatMap(alias -> alias.routes().stream())
          .anyMatch(route -> route.stateMachineVersionArn().equals(version));
    }
  }

  static final class Activity {
    final String arn;
    final Map<String, String> tags = new TreeMap<>();

    Activity(String arn) {
      this.arn = arn;
    }
  }

  static final class Execution {
    final String arn;
    final Machine machine;
    final String target;
    final String input;
    final String started;
    ExecutionStatus status = ExecutionStatus.RUNNING;
    @Nullable String output;
    @Nullable String error;
    int redrives;
    @Nullable String token;
    @Nullable String definition;
    @Nullable String end;

    /// @param target what was started: a machine, a version or an alias
    /// @param started the date that the server gave
    Execution(String arn, Machine machine, String target, String input, String started) {
      this.arn = arn;
      this.machine = machine;
      this.target = target;
      this.input = input;
      this.started = started;
    }

    boolean runs() {
      return status == ExecutionStatus.RUNNING;
    }

    boolean waitsForAWorker() {
      return runs() && machine.kind == Kind.WORK && token == null;
    }
  }

  static final class MapRun {
    final String arn;
    final Execution parent;
    int concurrency;
    long tolerated;

    MapRun(String arn, Execution parent) {
      this.arn = arn;
      this.parent = parent;
    }
  }

  final Random random;
  final Map<String, Machine> machines = new LinkedHashMap<>();
  final Set<String> goneMachines = new TreeSet<>();
  final Map<String, Activity> activities = new LinkedHashMap<>();
  final Set<String> goneActivities = new TreeSet<>();
  final Map<String, Execution> executions = new LinkedHashMap<>();
  final Map<String, MapRun> mapRuns = new LinkedHashMap<>();
  final List<String> spentTokens = new ArrayList<>();
  private int names;

  Answers(Random random) {
    this.random = random;
  }

  String fresh(String prefix) {
    return prefix + "-" + ++names;
  }

  /// One of those that fit, if there is one.
  <T> @Nullable T any(Collection<T> all, Predicate<? super T> fit) {
    List<T> fitting = all.stream().filter(fit).toList();
    return fitting.isEmpty() ? null : fitting.get(random.nextInt(fitting.size()));
  }

  boolean hasRunning(Machine machine) {
    return executions.values().stream().anyMatch(it -> it.machine == machine && it.runs());
  }

  /// Whether this machine, version or alias is there.
  boolean canStart(String target) {
    return machines.values().stream()
        .anyMatch(
            it ->
                it.arn.equals(target)
                    || it.versions.containsKey(target)
                    || it.aliases.containsKey(target));
  }

  /// The token of an execution's task will not be taken any more.
  void spend(Execution execution) {
    if (execution.token != null) {
      spentTokens.add(execution.token);
      execution.token = null;
    }
  }
}
