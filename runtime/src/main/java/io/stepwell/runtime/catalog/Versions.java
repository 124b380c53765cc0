package io.stepwell.runtime.catalog;

import io.stepwell.runtime.CallerException;
import io.stepwell.runtime.ErrorCode;
import io.stepwell.runtime.Releases.Published;
import io.stepwell.runtime.catalog.Arn.StateMachineArn;
import io.stepwell.runtime.catalog.Machine.Revision;
import io.stepwell.runtime.catalog.Machine.Version;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The rules of publishing versions: they are numbered from 1 and numbers are never used again; a
/// revision has one version at most; a version that an alias leads to can't be deleted.
public final class Versions {
  /// How callers name the revision of a machine that was never updated.
  private static final String INITIAL = "INITIAL";

  private final Entries entries;
  private final StateMachines machines;
  private final LongSupplier clock;
  private final Quotas quotas;

  Versions(Entries entries, StateMachines machines, LongSupplier clock, Quotas quotas) {
    this.entries = entries;
    this.machines = machines;
    this.clock = clock;
    this.quotas = quotas;
  }

  /// Publishes the current revision; one that was published before keeps its version.
  ///
  /// @param revisionId must be the current one, where given
  public Published publish(String text, @Nullable String revisionId, @Nullable String description) {
    StateMachineArn arn = Arn.parseStateMachine(text);
    StateMachines.refuseLabel(arn);
    return entries.change(
        change -> {
          Machine machine = machines.existing(arn);
          if (arn.qualifier() != null) {
            throw StateMachines.missing(text);
          }
          StateMachines.refuseDeleting(machine);
          checkRevision(machine.revision(), revisionId);
          Machine next = publish(change, machine, description, clock.getAsLong(), quotas);
          if (!next.equals(machine)) {
            change.put(next);
          }
          return published(next, next.versionOf(next.revision()));
        });
  }

  private static Published published(Machine machine, @Nullable Version version) {
    if (version == null) {
      throw new IllegalStateException("the revision was just published");
    }
    return new Published(machine.versionArn(version.number()), version.createdAt());
  }

  private static void checkRevision(Revision current, @Nullable String revisionId) {
    String id = current.id() == null ? INITIAL : current.id();
    if (revisionId != null && !revisionId.equals(id)) {
      throw new CallerException(
          ErrorCode.CONFLICT,
          "Failed to publish the State Machine version for revision %s. The current State Machine revision is %s."
              .formatted(revisionId, id));
    }
  }

  /// Gives the current revision a version; one that has one keeps it. The machine is the caller's
  /// to put.
  static Machine publish(
      Entries.Change change,
      Machine machine,
      @Nullable String description,
      long now,
      Quotas quotas) {
    if (machine.versionOf(machine.revision()) != null) {
      return machine;
    }
    if (machine.versions().size() >= quotas.versions()) {
      throw new CallerException(
          ErrorCode.SERVICE_QUOTA_EXCEEDED,
          "A state machine has %d versions at most; delete versions of '%s' that are no longer needed"
              .formatted(quotas.versions(), machine.arn()));
    }
    Version version = new Version(machine.nextVersion(), machine.revision(), description, now);
    change.put(machine, version);
    return machine.with(version);
  }

  /// Succeeds when there is none. Executions that run it go on.
  public void delete(String text) {
    StateMachineArn arn = Arn.parseStateMachine(text);
    if (!arn.isVersion()) {
      throw new CallerException(
          ErrorCode.VALIDATION, "The ARN is not that of a state machine version: '" + text + "'");
    }
    String number = Objects.requireNonNull(arn.qualifier());
    entries.perform(
        change -> {
          Machine machine = machines.find(arn);
          Version version = machine == null ? null : machine.version(number);
          if (machine != null && version != null) {
            refuseReferenced(machine, version);
            change.remove(machine, version);
            change.put(machine.without(version));
          }
        });
  }

  private static void refuseReferenced(Machine machine, Version version) {
    List<String> names =
        machine.aliases().stream()
            .filter(alias -> alias.leadsTo(version.number()))
            .map(Alias::name)
            .toList();
    if (!names.isEmpty()) {
      throw new CallerException(
          ErrorCode.CONFLICT,
          "Version to be deleted must not be referenced by an alias. Current list of aliases"
              + " referencing this version: ["
              + String.join(", ", names)
              + "]");
    }
  }

  /// The versions before a number, the newest first. A machine that is not there has none.
  public List<Published> list(String text, int before, int max) {
    StateMachineArn arn = Arn.parseStateMachine(text);
    StateMachines.refuseLabel(arn);
    List<Published> page = new ArrayList<>();
    Machine machine = arn.qualifier() == null ? machines.find(arn) : null;
    if (machine != null) {
      for (Version version : machine.versions().reversed()) {
        if (version.number() < before && page.size() < max) {
          page.add(published(machine, version));
        }
      }
    }
    return page;
  }
}
