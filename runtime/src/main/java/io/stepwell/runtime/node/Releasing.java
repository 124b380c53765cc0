package io.stepwell.runtime.node;

import io.stepwell.runtime.Orchestrator.Page;
import io.stepwell.runtime.Releases;
import io.stepwell.runtime.catalog.Aliases;
import io.stepwell.runtime.catalog.Catalog;
import io.stepwell.runtime.catalog.Versions;
import io.stepwell.runtime.query.Pages;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The catalog's rules of versions, aliases and tags, in pages where they are lists.
final class Releasing implements Releases {
  private final Catalog catalog;
  private final Versions versions;
  private final Aliases aliases;
  private final Pages pages;

  Releasing(Catalog catalog, Pages pages) {
    this.catalog = catalog;
    this.versions = catalog.versions();
    this.aliases = catalog.aliases();
    this.pages = pages;
  }

  @Override
  public Published publish(
      String stateMachineArn, @Nullable String revisionId, @Nullable String description) {
    return versions.publish(stateMachineArn, revisionId, description);
  }

  @Override
  public void deleteVersion(String versionArn) {
    versions.delete(versionArn);
  }

  @Override
  public Page<Published> listVersions(
      String stateMachineArn, int maxResults, @Nullable String nextToken) {
    return pages.page(
        "ListStateMachineVersions " + stateMachineArn,
        maxResults,
        nextToken,
        (place, max) ->
            versions.list(
                stateMachineArn, place == null ? Integer.MAX_VALUE : Integer.parseInt(place), max),
        version -> version.versionArn().substring(version.versionArn().lastIndexOf(':') + 1));
  }

  @Override
  public AliasDetails createAlias(
      String name, @Nullable String description, List<Routing> routing) {
    return aliases.create(name, description, routing);
  }

  @Override
  public AliasDetails describeAlias(String aliasArn) {
    return aliases.describe(aliasArn);
  }

  @Override
  public AliasDetails updateAlias(
      String aliasArn, @Nullable String description, @Nullable List<Routing> routing) {
    return aliases.update(aliasArn, description, routing);
  }

  @Override
  public void deleteAlias(String aliasArn) {
    aliases.delete(aliasArn);
  }

  @Override
  public Page<AliasDetails> listAliases(
      String stateMachineArn, int maxResults, @Nullable String nextToken) {
    return pages.page(
        "ListStateMachineAliases " + stateMachineArn,
        maxResults,
        nextToken,
        (place, max) -> aliases.list(stateMachineArn, place, max),
        Aliases::place);
  }

  @Override
  public Map<String, String> tags(String resourceArn) {
    return catalog.tags().of(resourceArn);
  }

  @Override
  public void tag(String resourceArn, Map<String, String> tags) {
    catalog.tags().add(resourceArn, tags);
  }

  @Override
  public void untag(String resourceArn, List<String> keys) {
    catalog.tags().remove(resourceArn, keys);
  }
}
