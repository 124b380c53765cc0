package io.stepwell.runtime.catalog;

import io.stepwell.engine.Identity;
import io.stepwell.runtime.Account;
import io.stepwell.runtime.CallerException;
import io.stepwell.runtime.ErrorCode;
import io.stepwell.runtime.Orchestrator;
import io.stepwell.runtime.Orchestrator.CreateStateMachine;
import io.stepwell.runtime.Orchestrator.Created;
import io.stepwell.runtime.Orchestrator.StateMachine;
import io.stepwell.runtime.Orchestrator.UpdateStateMachine;
import io.stepwell.runtime.Orchestrator.Updated;
import io.stepwell.runtime.catalog.Arn.StateMachineArn;
import io.stepwell.runtime.catalog.Machine.Revision;
import io.stepwell.runtime.catalog.Machine.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The rules of CreateStateMachine, UpdateStateMachine and their like.
public final class StateMachines {
  private final Entries entries;
  private final Definitions definitions;
  private final LongSupplier clock;
  private final Supplier<String> ids;
  private final Quotas quotas;

  StateMachines(
      Entries entries,
      Definitions definitions,
      LongSupplier clock,
      Supplier<String> ids,
      Quotas quotas) {
    this.entries = entries;
    this.definitions = definitions;
    this.clock = clock;
    this.ids = ids;
    this.quotas = quotas;
  }

  /// Idempotent: the same request again gets the same answer. Role and tags are not compared, and
  /// not changed.
  public Created create(Account account, CreateStateMachine request) {
    Names.check(request.name());
    checkVersionDescription(request.publish(), request.versionDescription());
    LoggingRules.check(request.loggingConfiguration());
    EncryptionRules.check(request.encryptionConfiguration());
    Tags.check(Arn.stateMachine(account, request.name()), request.tags(), quotas);
    String hash = definitions.accept(request.definition(), request.type());
    return entries.change(
        change -> {
          int number = change.accountNumber(account);
          Machine existing = entries.machine(number, request.name());
          if (existing != null) {
            refuseDeleting(existing);
            return createdBefore(existing, request, hash);
          }
          refuseMore(number);
          return created(change, account, number, request, hash);
        });
  }

  private void refuseMore(int account) {
    if (entries.machineCount(account) >= quotas.stateMachines()) {
      throw new CallerException(
          ErrorCode.STATE_MACHINE_LIMIT_EXCEEDED,
          "State Machine Limit Exceeded: there are %d state machines, the most that are allowed"
              .formatted(quotas.stateMachines()));
    }
  }

  private Created created(
      Entries.Change change, Account account, int number, CreateStateMachine request, String hash) {
    long now = clock.getAsLong();
    Revision first =
        new Revision(
            null,
            hash,
            request.roleArn(),
            request.loggingConfiguration(),
            request.tracingConfiguration(),
            request.encryptionConfiguration(),
            now);
    Machine machine =
        new Machine(
            account,
            number,
            request.name(),
            request.type(),
            now,
            false,
            first,
            request.tags(),
            1,
            List.of(),
            List.of());
    change.definition(hash, request.definition());
    String versionArn = null;
    if (request.publish()) {
      machine = Versions.publish(change, machine, request.versionDescription(), now, quotas);
      versionArn = machine.versionArn(1);
    }
    change.put(machine);
    return new Created(machine.arn(), now, versionArn);
  }

  private static Created createdBefore(
      Machine machine, CreateStateMachine request, String definitionHash) {
    Revision revision = machine.revision();
    Version version = machine.versionOf(revision);
    boolean same =
        revision.definitionHash().equals(definitionHash)
            && machine.type() == request.type()
            && LoggingRules.shownLogging(revision.logging())
                .equals(LoggingRules.shownLogging(request.loggingConfiguration()))
            && LoggingRules.shownTracing(revision.tracing())
                .equals(LoggingRules.shownTracing(request.tracingConfiguration()))
            && EncryptionRules.shown(revision.encryption())
                .equals(EncryptionRules.shown(request.encryptionConfiguration()))
            && (!request.publish()
                || (version != null
                    && Objects.equals(version.description(), request.versionDescription())));
    if (!same) {
      throw new CallerException(
          ErrorCode.STATE_MACHINE_ALREADY_EXISTS,
          "State Machine Already Exists: '" + machine.arn() + "'");
    }
    String versionArn =
        request.publish() && version != null ? machine.versionArn(version.number()) : null;
    return new Created(machine.arn(), machine.createdAt(), versionArn);
  }

  /// Takes effect for executions that start afterwards. The first update gives the machine its
  /// revision id; after that, and when all it does is publish, an update that changes nothing keeps
  /// the revision.
  public Updated update(UpdateStateMachine request) {
    StateMachineArn arn = Arn.parseStateMachine(request.stateMachineArn());
    refuseLabel(arn);
    if (arn.qualifier() != null) {
      throw missing(request.stateMachineArn());
    }
    checkVersionDescription(request.publish(), request.versionDescription());
    if (request.definition() == null
        && request.roleArn() == null
        && request.loggingConfiguration() == null
        && request.tracingConfiguration() == null
        && request.encryptionConfiguration() == null
        && !request.publish()) {
      throw new CallerException(
          ErrorCode.MISSING_REQUIRED_PARAMETER,
          "Either the definition, the role ARN, the LoggingConfiguration, or the"
              + " TracingConfiguration must be specified");
    }
    LoggingRules.check(request.loggingConfiguration());
    EncryptionRules.check(request.encryptionConfiguration());
    Machine seen = existing(arn);
    refuseDeleting(seen);
    String text = request.definition();
    String hash = text == null ? null : definitions.accept(text, seen.type());
    return entries.change(change -> updated(change, existing(arn), request, hash));
  }

  private Updated updated(
      Entries.Change change,
      Machine machine,
      UpdateStateMachine request,
      @Nullable String definitionHash) {
    refuseDeleting(machine);
    long now = clock.getAsLong();
    Revision current = machine.revision();
    Revision wanted =
        new Revision(
            current.id(),
            definitionHash == null ? current.definitionHash() : definitionHash,
            orElse(request.roleArn(), current.roleArn()),
            request.loggingConfiguration() == null
                ? current.logging()
                : request.loggingConfiguration(),
            request.tracingConfiguration() == null
                ? current.tracing()
                : request.tracingConfiguration(),
            request.encryptionConfiguration() == null
                ? current.encryption()
                : request.encryptionConfiguration(),
            current.at());
    Machine next = machine;
    boolean firstUpdate = current.id() == null && !request.publish();
    if (!wanted.equals(current) || firstUpdate) {
      next = machine.with(renewed(wanted, now));
      String text = request.definition();
      if (definitionHash != null && text != null) {
        change.definition(definitionHash, text);
      }
    }
    String versionArn = null;
    if (request.publish()) {
      next = Versions.publish(change, next, request.versionDescription(), now, quotas);
      Version version = Objects.requireNonNull(next.versionOf(next.revision()));
      versionArn = next.versionArn(version.number());
    }
    if (!next.equals(machine)) {
      change.put(next);
    }
    return new Updated(now, next.revision().id(), versionArn);
  }

  private Revision renewed(Revision wanted, long now) {
    return new Revision(
        ids.get(),
        wanted.definitionHash(),
        wanted.roleArn(),
        wanted.logging(),
        wanted.tracing(),
        wanted.encryption(),
        now);
  }

  /// Marks a machine as being deleted. Empty when there is none: deleting what is not there succeeds.
  public Optional<Machine> beginDelete(String text) {
    StateMachineArn arn = Arn.parseStateMachine(text);
    refuseLabel(arn);
    if (arn.qualifier() != null) {
      throw new CallerException(
          ErrorCode.VALIDATION,
          "Only a whole state machine can be deleted; there are operations of their own for"
              + " versions"
              + " and aliases: '%s'".formatted(text));
    }
    return entries.change(
        change -> {
          Machine machine = find(arn);
          if (machine != null && !machine.deleting()) {
            machine = machine.beingDeleted();
            change.put(machine);
          }
          return Optional.ofNullable(machine);
        });
  }

  /// Removes a machine that was being deleted and has no running executions any more.
  public void endDelete(int account, String name) {
    entries.perform(
        change -> {
          Machine machine = entries.machine(account, name);
          if (machine != null && machine.deleting()) {
            change.remove(machine);
          }
        });
  }

  public StateMachine describe(String text) {
    StateMachineArn arn = Arn.parseStateMachine(text);
    refuseLabel(arn);
    Machine machine = existing(arn);
    String qualifier = arn.qualifier();
    if (qualifier == null) {
      return shown(machine, machine.revision(), machine.arn(), null);
    }
    Version version = machine.version(qualifier);
    if (version == null) {
      throw missing(text);
    }
    String versionArn = machine.versionArn(version.number());
    return shown(machine, version.revision(), versionArn, version.description());
  }

  /// The first machines behind a name, in the order of names; their definitions are left out.
  public List<StateMachine> list(Account account, String after, int max) {
    List<StateMachine> page = new ArrayList<>();
    Integer number = entries.accountNumber(account);
    if (number != null) {
      for (Machine machine : entries.machinesAfter(number, after)) {
        if (page.size() == max) {
          break;
        }
        page.add(listed(machine));
      }
    }
    return page;
  }

  /// The first machines behind a name whose names contain a text, in the order of names.
  ///
  /// @param part in lower case
  public List<Machine> named(Account account, String part, String after, int max) {
    List<Machine> page = new ArrayList<>();
    Integer number = entries.accountNumber(account);
    if (number != null) {
      for (Machine machine : entries.machinesAfter(number, after)) {
        if (page.size() == max) {
          break;
        }
        if (machine.name().toLowerCase(Locale.ROOT).contains(part)) {
          page.add(machine);
        }
      }
    }
    return page;
  }

  /// What an execution uses: the definition and role it was started with, whatever became of the
  /// machine since.
  public StateMachine describeUsed(
      Identity identity, String definitionHash, String roleArn, long startedAt) {
    Account account = new Account(identity.partition(), identity.region(), identity.account());
    StateMachineArn arn = new StateMachineArn(account, identity.stateMachine(), null);
    Machine machine = find(arn);
    Revision used = machine == null ? null : used(machine, definitionHash, roleArn);
    if (machine != null && used != null) {
      return shown(machine, used, machine.arn(), null);
    }
    Revision lost = new Revision(null, definitionHash, roleArn, null, null, null, startedAt);
    Machine shell =
        new Machine(
            account,
            0,
            identity.stateMachine(),
            Orchestrator.Type.STANDARD,
            startedAt,
            false,
            lost,
            Map.of(),
            1,
            List.of(),
            List.of());
    return shown(shell, lost, shell.arn(), null);
  }

  private static @Nullable Revision used(Machine machine, String hash, String roleArn) {
    Revision current = machine.revision();
    if (current.definitionHash().equals(hash) && current.roleArn().equals(roleArn)) {
      return current;
    }
    for (Version version : machine.versions()) {
      Revision published = version.revision();
      if (published.definitionHash().equals(hash) && published.roleArn().equals(roleArn)) {
        return published;
      }
    }
    return null;
  }

  /// The machines whose deletion has begun and not ended.
  public List<Machine> beingDeleted() {
    List<Machine> all = new ArrayList<>();
    for (int account : entries.accountNumbers()) {
      for (Machine machine : entries.machinesAfter(account, "")) {
        if (machine.deleting()) {
          all.add(machine);
        }
      }
    }
    return all;
  }

  /// The machine, or null.
  public @Nullable Machine find(StateMachineArn arn) {
    Integer account = entries.accountNumber(arn.account());
    return account == null ? null : entries.machine(account, arn.name());
  }

  /// @throws CallerException StateMachineDoesNotExist
  public Machine existing(StateMachineArn arn) {
    Machine machine = find(arn);
    if (machine == null) {
      throw missing(arn.text());
    }
    return machine;
  }

  static CallerException missing(String arn) {
    return new CallerException(
        ErrorCode.STATE_MACHINE_DOES_NOT_EXIST, "State Machine Does Not Exist: '" + arn + "'");
  }

  /// A machine inside a machine, which a Distributed Map state is, can't be named by itself.
  static void refuseLabel(StateMachineArn arn) {
    if (arn.isLabeled()) {
      throw new CallerException(
          ErrorCode.VALIDATION,
          "API does not support labeled ARNs: '" + arn.text() + "'",
          Map.of("reason", "API_DOES_NOT_SUPPORT_LABELED_ARNS"));
    }
  }

  static void refuseDeleting(Machine machine) {
    if (machine.deleting()) {
      throw new CallerException(
          ErrorCode.STATE_MACHINE_DELETING,
          "State Machine is being deleted: '" + machine.arn() + "'");
    }
  }

  /// A machine as it is described, with a given revision.
  public StateMachine shown(
      Machine machine, Revision revision, String arn, @Nullable String description) {
    String definition = definitions.text(revision.definitionHash());
    return new StateMachine(
        arn,
        machine.name(),
        machine.type(),
        machine.deleting(),
        definition,
        revision.roleArn(),
        machine.createdAt(),
        revision.at(),
        revision.id(),
        description,
        LoggingRules.shownLogging(revision.logging()),
        LoggingRules.shownTracing(revision.tracing()),
        EncryptionRules.shown(revision.encryption()),
        definitions.plan(revision.definitionHash()).variableReferences());
  }

  /// A machine as it is listed.
  public static StateMachine listed(Machine machine) {
    Revision revision = machine.revision();
    return new StateMachine(
        machine.arn(),
        machine.name(),
        machine.type(),
        machine.deleting(),
        "",
        revision.roleArn(),
        machine.createdAt(),
        revision.at(),
        revision.id(),
        null,
        null,
        null,
        null,
        Map.of());
  }

  private static void checkVersionDescription(boolean publish, @Nullable String description) {
    if (description != null && !publish) {
      throw new CallerException(
          ErrorCode.VALIDATION, "Version description can only be set when publish is true");
    }
  }

  private static String orElse(@Nullable String text, String otherwise) {
    return text == null ? otherwise : text;
  }
}
