package io.stepwell.runtime.catalog;

import io.stepwell.runtime.CallerException;
import io.stepwell.runtime.ErrorCode;
import io.stepwell.runtime.Releases.AliasDetails;
import io.stepwell.runtime.Releases.Routing;
import io.stepwell.runtime.catalog.Alias.Route;
import io.stepwell.runtime.catalog.Arn.StateMachineArn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The rules of aliases: each leads to one or two versions of its machine, by weights that add up
/// to 100.
public final class Aliases {
  private static final Map<String, String> BAD_ROUTING =
      Map.of("reason", "INVALID_ROUTING_CONFIGURATION");

  private final Entries entries;
  private final StateMachines machines;
  private final LongSupplier clock;
  private final Quotas quotas;

  Aliases(Entries entries, StateMachines machines, LongSupplier clock, Quotas quotas) {
    this.entries = entries;
    this.machines = machines;
    this.clock = clock;
    this.quotas = quotas;
  }

  /// Idempotent: the same request again gets the same answer.
  public AliasDetails create(String name, @Nullable String description, List<Routing> routing) {
    StateMachineArn arn = machineOf(routing);
    return entries.change(
        change -> {
          Machine machine = machine(arn);
          StateMachines.refuseDeleting(machine);
          List<Route> routes = routes(machine, routing);
          Alias existing = machine.alias(name);
          if (existing != null) {
            refuseOther(existing, description, routes);
            return shown(machine, existing);
          }
          checkQuota(machine);
          long now = clock.getAsLong();
          Alias alias = new Alias(name, description, routes, now, now);
          change.put(machine, alias);
          change.put(machine.with(alias));
          return shown(machine, alias);
        });
  }

  private static void refuseOther(
      Alias existing, @Nullable String description, List<Route> routes) {
    if (!Objects.equals(existing.description(), description) || !existing.routes().equals(routes)) {
      throw new CallerException(
          ErrorCode.CONFLICT,
          "Failed to create alias because an alias with the same name and a different routing"
              + " configuration already exists.");
    }
  }

  private void checkQuota(Machine machine) {
    if (machine.aliases().size() >= quotas.aliases()) {
      throw new CallerException(
          ErrorCode.SERVICE_QUOTA_EXCEEDED,
          "A state machine has %d aliases at most; delete aliases of '%s' that are no longer needed"
              .formatted(quotas.aliases(), machine.arn()));
    }
  }

  public AliasDetails describe(String text) {
    StateMachineArn arn = aliasArn(text);
    Machine machine = machine(arn);
    return shown(machine, existing(machine, arn));
  }

  /// Changes what is given. Takes effect for the next start.
  public AliasDetails update(
      String text, @Nullable String description, @Nullable List<Routing> routing) {
    StateMachineArn arn = aliasArn(text);
    if (description == null && routing == null) {
      throw new CallerException(
          ErrorCode.VALIDATION,
          "Either the description or the routing configuration must be specified",
          Map.of("reason", "MISSING_REQUIRED_PARAMETER"));
    }
    StateMachineArn routed = routing == null ? null : machineOf(routing);
    return entries.change(
        change -> {
          Machine machine = machine(arn);
          Alias alias = existing(machine, arn);
          StateMachines.refuseDeleting(machine);
          if (routed != null && routing != null && !routed.text().equals(machine.arn())) {
            throw notVersions(routing);
          }
          Alias next =
              new Alias(
                  alias.name(),
                  description == null ? alias.description() : description,
                  routing == null ? alias.routes() : routes(machine, routing),
                  alias.createdAt(),
                  clock.getAsLong());
          change.put(machine, next);
          change.put(machine.with(next));
          return shown(machine, next);
        });
  }

  /// The versions stay. Succeeds when the machine has no such alias.
  public void delete(String text) {
    StateMachineArn arn = aliasArn(text);
    entries.perform(
        change -> {
          Machine machine = machine(arn);
          Alias alias = machine.alias(Objects.requireNonNull(arn.qualifier()));
          if (alias != null) {
            change.remove(machine, alias);
            change.put(machine.without(alias));
          }
        });
  }

  /// A machine's aliases, or those that lead to a version, the oldest first.
  ///
  /// @param after the place of the last one on the page before; null for the first page
  public List<AliasDetails> list(String text, @Nullable String after, int max) {
    StateMachineArn arn = Arn.parseStateMachine(text);
    StateMachines.refuseLabel(arn);
    Machine machine = machines.existing(arn);
    StateMachines.refuseDeleting(machine);
    String qualifier = arn.qualifier();
    if (qualifier != null && machine.version(qualifier) == null) {
      throw missing();
    }
    return machine.aliases().stream()
        .filter(alias -> qualifier == null || alias.leadsTo(Integer.parseInt(qualifier)))
        .map(alias -> shown(machine, alias))
        .filter(alias -> after == null || place(alias).compareTo(after) > 0)
        .limit(max)
        .toList();
  }

  /// Its place in the list: by time, then by name.
  public static String place(AliasDetails alias) {
    return "%016x%s".formatted(alias.createdAt(), alias.name());
  }

  private static StateMachineArn aliasArn(String text) {
    StateMachineArn arn = Arn.parseStateMachine(text);
    if (arn.qualifier() == null || arn.isVersion()) {
      throw new CallerException(
          ErrorCode.VALIDATION, "The ARN is not that of a state machine alias: '" + text + "'");
    }
    return arn;
  }

  private Machine machine(StateMachineArn arn) {
    Machine machine = machines.find(arn);
    if (machine == null) {
      throw missing();
    }
    return machine;
  }

  private static Alias existing(Machine machine, StateMachineArn arn) {
    String name = arn.qualifier();
    Alias alias = name == null ? null : machine.alias(name);
    if (alias == null) {
      throw missing();
    }
    return alias;
  }

  /// The machine whose versions these are, when the routing is well formed.
  private static StateMachineArn machineOf(List<Routing> routing) {
    List<StateMachineArn> arns =
        routing.stream().map(route -> Arn.parseStateMachine(route.versionArn())).toList();
    StateMachineArn first = arns.getFirst();
    for (StateMachineArn arn : arns) {
      if (!arn.isVersion() || !arn.machine().equals(first.machine())) {
        throw notVersions(routing);
      }
    }
    if (arns.stream().distinct().count() < arns.size()) {
      throw badRouting(
          "Routing configuration must contain distinct state machine version ARNs. Received: "
              + arnsOf(routing));
    }
    List<Integer> weights = routing.stream().map(Routing::weight).toList();
    if (weights.stream().mapToInt(Integer::intValue).sum() != Alias.WHOLE) {
      throw badRouting("Sum of routing configuration weights must equal 100. Received: " + weights);
    }
    return first.machine();
  }

  private static List<Route> routes(Machine machine, List<Routing> routing) {
    List<Route> routes = new ArrayList<>();
    for (Routing route : routing) {
      StateMachineArn arn = Arn.parseStateMachine(route.versionArn());
      Machine.Version version = machine.version(Objects.requireNonNull(arn.qualifier()));
      if (version == null) {
        throw missing();
      }
      routes.add(new Route(version.number(), route.weight()));
    }
    return routes;
  }

  private static CallerException notVersions(List<Routing> routing) {
    return badRouting(
        "Routing configuration must contain state machine version ARNs. Received: "
            + arnsOf(routing));
  }

  private static List<String> arnsOf(List<Routing> routing) {
    return routing.stream().map(Routing::versionArn).toList();
  }

  private static CallerException badRouting(String message) {
    return new CallerException(ErrorCode.VALIDATION, message, BAD_ROUTING);
  }

  private static CallerException missing() {
    return new CallerException(
        ErrorCode.RESOURCE_NOT_FOUND, "Request references a resource that does not exist.");
  }

  private static AliasDetails shown(Machine machine, Alias alias) {
    return new AliasDetails(
        machine.aliasArn(alias),
        alias.name(),
        alias.description(),
        alias.routes().stream()
            .map(route -> new Routing(machine.versionArn(route.version()), route.weight()))
            .toList(),
        alias.createdAt(),
        alias.updatedAt());
  }
}
