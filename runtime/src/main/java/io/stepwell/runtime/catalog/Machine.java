package io.stepwell.runtime.catalog;

import io.stepwell.runtime.Account;
import io.stepwell.runtime.Orchestrator;
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
/// @param versions the published ones, oldest first
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
    List<Version> versions) {

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

  /// The version of a number, or null.
  public @Nullable Version version(String number) {
    for (Version version : versions) {
      if (Integer.toString(version.number()).equals(number)) {
        return version;
      }
    }
    return null;
  }

  Machine with(Revision next) {
    return new Machine(
        account, accountNumber, name, type, createdAt, deleting, next, tags, nextVersion, versions);
  }

  Machine with(Version published) {
    List<Version> more = new java.util.ArrayList<>(versions);
    more.add(published);
    return new Machine(
        account,
        accountNumber,
        name,
        type,
        createdAt,
        deleting,
        revision,
        tags,
        published.number() + 1,
        List.copyOf(more));
  }

  Machine beingDeleted() {
    return new Machine(
        account, accountNumber, name, type, createdAt, true, revision, tags, nextVersion, versions);
  }
}
