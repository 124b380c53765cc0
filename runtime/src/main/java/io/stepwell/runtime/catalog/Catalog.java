package io.stepwell.runtime.catalog;

import io.stepwell.runtime.Account;
import io.stepwell.runtime.catalog.Arn.StateMachineArn;
import io.stepwell.runtime.catalog.Machine.Revision;
import io.stepwell.runtime.catalog.Machine.Version;
import io.stepwell.store.Lease;
import io.stepwell.store.Store;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The catalog as its readers see it: immutable entries that are replaced when their change is
/// durable, so that a reader never waits. The rules of changing it are [StateMachines] and
/// [Activities].
public final class Catalog {
  private final Entries entries;
  private final Definitions definitions;
  private final StateMachines stateMachines;
  private final Activities activities;
  private final Versions versions;
  private final Aliases aliases;
  private final Tags tags;
  private final RandomGenerator random;

  private Catalog(
      Entries entries,
      Definitions definitions,
      LongSupplier clock,
      RandomGenerator random,
      Quotas quotas) {
    this.entries = entries;
    this.definitions = definitions;
    this.random = random;
    this.stateMachines = new StateMachines(entries, definitions, clock, this::uuid, quotas);
    this.activities = new Activities(entries, clock, quotas);
    this.versions = new Versions(entries, stateMachines, clock, quotas);
    this.aliases = new Aliases(entries, stateMachines, clock, quotas);
    this.tags = new Tags(entries, activities, stateMachines, quotas);
  }

  /// Reads the catalog of a store.
  ///
  /// @param clock epoch milliseconds
  /// @param random for revision ids and the choice between an alias's versions
  public static Catalog open(
      Store store,
      Lease lease,
      DefinitionCompiler compiler,
      LongSupplier clock,
      RandomGenerator random,
      Quotas quotas) {
    Entries entries = Entries.load(store, lease);
    return new Catalog(entries, new Definitions(store, compiler), clock, random, quotas);
  }

  public StateMachines stateMachines() {
    return stateMachines;
  }

  public Activities activities() {
    return activities;
  }

  public Versions versions() {
    return versions;
  }

  public Aliases aliases() {
    return aliases;
  }

  public Tags tags() {
    return tags;
  }

  public Definitions definitions() {
    return definitions;
  }

  /// The account's number in keys, or null when nothing was ever created in it.
  public @Nullable Integer accountNumber(Account account) {
    return entries.accountNumber(account);
  }

  public Account account(int number) {
    return entries.account(number);
  }

  /// All account numbers.
  public List<Integer> accountNumbers() {
    return entries.accountNumbers();
  }

  /// The machine of this name, or null.
  public @Nullable Machine machine(Account account, String name) {
    Integer number = entries.accountNumber(account);
    return number == null ? null : entries.machine(number, name);
  }

  /// Whether an activity of this ARN exists.
  public boolean activityExists(String arn) {
    return activities.find(arn) != null;
  }

  /// Whether the machine of this name is being deleted.
  public boolean deleting(int account, String name) {
    Machine machine = entries.machine(account, name);
    return machine != null && machine.deleting();
  }

  /// What an execution is started with.
  ///
  /// @param versionArn when it was asked for by a version, or by an alias that led to one
  /// @param aliasArn when it was asked for by an alias
  public record Runs(
      Machine machine, Revision revision, @Nullable String versionArn, @Nullable String aliasArn) {}

  /// What to run for an ARN that a caller gave to start an execution. An alias that leads to two
  /// versions chooses by their weights, each time anew.
  ///
  /// @throws io.stepwell.runtime.CallerException StateMachineDoesNotExist, StateMachineDeleting
  public Runs runs(StateMachineArn arn) {
    StateMachines.refuseLabel(arn);
    Machine machine = stateMachines.existing(arn);
    StateMachines.refuseDeleting(machine);
    String qualifier = arn.qualifier();
    if (qualifier == null) {
      return new Runs(machine, machine.revision(), null, null);
    }
    Alias alias = machine.alias(qualifier);
    Version version =
        alias == null
            ? machine.version(qualifier)
            : machine.version(Integer.toString(alias.version(percent())));
    if (version == null) {
      throw StateMachines.missing(arn.text());
    }
    return new Runs(
        machine,
        version.revision(),
        machine.versionArn(version.number()),
        alias == null ? null : machine.aliasArn(alias));
  }

  private int percent() {
    synchronized (random) {
      return random.nextInt(Alias.WHOLE);
    }
  }

  private String uuid() {
    synchronized (random) {
      return Ids.uuid(random);
    }
  }
}
