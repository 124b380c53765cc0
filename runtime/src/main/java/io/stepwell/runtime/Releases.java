package io.stepwell.runtime;

import io.stepwell.runtime.Orchestrator.Page;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Versions, aliases and tags: what is done to state machines beside running them. As in
/// [Orchestrator], answers are durable and every mistake of the caller is a [CallerException].
public interface Releases {

  // ---- versions

  record Published(String versionArn, long createdAt) {}

  /// @param revisionId must be the current one, where given; `INITIAL` before the first update
  Published publish(
      String stateMachineArn, @Nullable String revisionId, @Nullable String description);

  /// Succeeds when there is none.
  void deleteVersion(String versionArn);

  /// The newest first.
  Page<Published> listVersions(String stateMachineArn, int maxResults, @Nullable String nextToken);

  // ---- aliases

  /// @param weight in percent
  record Routing(String versionArn, int weight) {}

  record AliasDetails(
      String arn,
      String name,
      @Nullable String description,
      List<Routing> routing,
      long createdAt,
      long updatedAt) {}

  AliasDetails createAlias(String name, @Nullable String description, List<Routing> routing);

  AliasDetails describeAlias(String aliasArn);

  /// Changes what is given.
  AliasDetails updateAlias(
      String aliasArn, @Nullable String description, @Nullable List<Routing> routing);

  /// Succeeds when the machine has no such alias.
  void deleteAlias(String aliasArn);

  /// @param stateMachineArn a machine's or a version's
  Page<AliasDetails> listAliases(
      String stateMachineArn, int maxResults, @Nullable String nextToken);

  // ---- tags

  /// The tags of a state machine or an activity, in the order in which they were given.
  Map<String, String> tags(String resourceArn);

  void tag(String resourceArn, Map<String, String> tags);

  void untag(String resourceArn, List<String> keys);
}
