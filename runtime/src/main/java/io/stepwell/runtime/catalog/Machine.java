package io.stepwell.runtime.catalog;

import io.stepwell.runtime.Account;
import io.stepwell.runtime.Orchestrator;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A state machine as the catalog holds it; immutable.
///
/// ACTIVE from its creation; DELETING from DeleteStateMachine until its last execution has ended;
/// then it is gone and its name is free.
///
/// @param accountNumber the account's number in keys
/// @param revision the current one
/// @param nextVersion the number that the next published version takes; numbers are never reused
/// @param tags in the order in which they were given
/// @param versions the published ones, oldest first
/// @param aliases oldest first
public record Machine(
    Account account,
    int accountNumber,
    String name,
    Orchestrator.Type type,
    long createdAt,
    boolean deleting,
    Revision revision,
    Map<String, String> tags,
    int nextVersion,
    List<Version> versions,
    List<Alias> aliases) {

  public Machine {
    tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    versions = List.copyOf(versions);
    aliases = List.copyOf(aliases);
  }

  /// What a machine runs: never changed, only replaced.
  ///
  /// @param id null for the first revision of a machine
  /// @param definitionHash names the text in the catalog
  /// @param logging as callers gave it; null for AWS's default
  /// @param tracing as callers gave it; null for AWS's default
  /// @param at when it became the current one, in epoch milliseconds
  public record Revision(
      @Nullable String id,
      String definitionHash,
      String roleArn,
      @Nullable Object logging,
      @Nullable Object tracing,
      @Nullable Object encryption,
      long at) {}

  /// A revision that was published under a number.
  public record Version(
      int number, Revision revision, @Nullable String description, long createdAt) {}

  public String arn() {
    return Arn.stateMachine(account, name);
  }

  public String versionArn(int number) {
    return arn() + ":" + number;
  }

  public String aliasArn(Alias alias) {
    return arn() + ":" + alias.name();
  }

  /// The version of a number, or null.
  public @Nullable Version version(String number) {
    for (Version version : versions) {
      if (Integer.toString(version.number()).equals(number)) {
        return version;
      }
    }
    return null;
  }

  /// The alias of a name, or null.
  public @Nullable Alias alias(String alias) {
    for (Alias one : aliases) {
      if (one.name().equals(alias)) {
        return one;
      }
    }
    return null;
  }

  /// The version that a revision was published as, or null.
  @Nullable Version versionOf(Revision published) {
    for (Version version : versions) {
      if (version.revision().equals(published)) {
        return version;
      }
    }
    return null;
  }

  Machine with(Revision next) {
    return copy(deleting, next, tags, nextVersion, versions, aliases);
  }

  Machine with(Version published) {
    List<Version> more = new ArrayList<>(versions);
    more.add(published);
    return copy(deleting, revision, tags, published.number() + 1, more, aliases);
  }

  Machine without(Version deleted) {
    List<Version> fewer = versions.stream().filter(one -> !one.equals(deleted)).toList();
    return copy(deleting, revision, tags, nextVersion, fewer, aliases);
  }

  /// With an alias that is new, or that replaces the one of its name.
  Machine with(Alias alias) {
    List<Alias> all = new ArrayList<>(aliases);
    int at = all.indexOf(alias(alias.name()));
    if (at < 0) {
      all.add(alias);
    } else {
      all.set(at, alias);
    }
    return copy(deleting, revision, tags, nextVersion, versions, all);
  }

  Machine without(Alias deleted) {
    List<Alias> fewer = aliases.stream().filter(one -> !one.equals(deleted)).toList();
    return copy(deleting, revision, tags, nextVersion, versions, fewer);
  }

  Machine withTags(Map<String, String> others) {
    return copy(deleting, revision, others, nextVersion, versions, aliases);
  }

  Machine beingDeleted() {
    return copy(true, revision, tags, nextVersion, versions, aliases);
  }

  private Machine copy(
      boolean nowDeleting,
      Revision current,
      Map<String, String> newTags,
      int next,
      List<Version> published,
      List<Alias> named) {
    return new Machine(
        account,
        accountNumber,
        name,
        type,
        createdAt,
        nowDeleting,
        current,
        newTags,
        next,
        published,
        named);
  }
}
