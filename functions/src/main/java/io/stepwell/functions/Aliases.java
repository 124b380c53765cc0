package io.stepwell.functions;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.Lock;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The aliases of functions: names for versions, such as `live`.
public final class Aliases {
  private static final Pattern NAME = Pattern.compile("(?!^[0-9]+$)([a-zA-Z0-9-_]{1,128})");
  private static final int MAX_ALIASES = 1_000;

  private final FunctionStore store;
  private final Lookup lookup;
  private final Lock changes;

  Aliases(FunctionStore store, Lookup lookup, Lock changes) {
    this.store = store;
    this.lookup = lookup;
    this.changes = changes;
  }

  /// What an alias is to be, or, when it is changed, what of it is to be other than it is.
  ///
  /// @param weights of other versions; empty takes those away that there are
  /// @param revisionId what its revision must be for a change to be made
  public record Wish(
      @Nullable String version,
      @Nullable String description,
      @Nullable Map<String, Double> weights,
      @Nullable String revisionId) {}

  public Alias create(String function, String name, Wish wish) {
    if (!NAME.matcher(name).matches()) {
      throw FunctionException.violated(
          name, "name", "satisfy regular expression pattern: (?!^[0-9]+$)([a-zA-Z0-9-_]+)");
    }
    changes.lock();
    try {
      FunctionConfiguration latest = lookup.latest(function);
      if (store.alias(latest.name(), name).isPresent()) {
        throw FunctionException.conflict("Alias already exists: " + latest.arn() + ":" + name);
      }
      if (store.aliases(latest.name()).size() >= MAX_ALIASES) {
        throw FunctionException.invalid(
            "Function %s has %d aliases already".formatted(latest.name(), MAX_ALIASES));
      }
      return save(latest, changed(new Alias(name, "", "", Map.of(), ""), wish));
    } finally {
      changes.unlock();
    }
  }

  public Alias update(String function, String name, Wish wish) {
    changes.lock();
    try {
      FunctionConfiguration latest = lookup.latest(function);
      Alias old =
          store
              .alias(latest.name(), name)
              .orElseThrow(() -> missing("Alias not found: ", latest, name));
      if (wish.revisionId() != null && !wish.revisionId().equals(old.revisionId())) {
        throw FunctionException.revision();
      }
      return save(latest, changed(old, wish));
    } finally {
      changes.unlock();
    }
  }

  public Alias get(String function, String name) {
    FunctionConfiguration latest = lookup.latest(function);
    return store
        .alias(latest.name(), name)
        .orElseThrow(() -> missing("Cannot find alias arn: ", latest, name));
  }

  /// Those of a function, by name.
  ///
  /// @param version only those that lead to it; null for all
  public List<Alias> list(String function, @Nullable String version) {
    return store.aliases(lookup.latest(function).name()).stream()
        .filter(alias -> version == null || alias.leadsTo(version))
        .toList();
  }

  /// An alias that is not there is as good as deleted, as on AWS.
  public void delete(String function, String name) {
    changes.lock();
    try {
      store.deleteAlias(lookup.latest(function).name(), name);
    } finally {
      changes.unlock();
    }
  }

  private static Alias changed(Alias old, Wish wish) {
    return new Alias(
        old.name(),
        wish.version() == null ? old.version() : wish.version(),
        wish.description() == null ? old.description() : wish.description(),
        wish.weights() == null ? old.weights() : wish.weights(),
        UUID.randomUUID().toString());
  }

  private Alias save(FunctionConfiguration latest, Alias alias) {
    requireVersion(latest, alias.version());
    if (alias.weights().size() > 1) {
      throw FunctionException.invalid(
          "Number of items in AdditionalVersionWeights cannot be greater than 1");
    }
    alias.weights().forEach((version, part) -> check(latest, alias, version, part));
    store.saveAlias(latest.name(), alias);
    return alias;
  }

  private void check(FunctionConfiguration latest, Alias alias, String version, double part) {
    if (!(part >= 0 && part <= 1)) {
      throw FunctionException.violated(
          "{" + version + "=" + part + "}",
          "routingConfig.additionalVersionWeights",
          "satisfy constraint: [Member must have value less than or equal to 1.0, Member must have"
              + " value greater than or equal to 0.0]");
    }
    if (version.equals(FunctionReference.LATEST)
        || alias.version().equals(FunctionReference.LATEST)) {
      throw FunctionException.invalid(
          "$LATEST is not supported for an alias pointing to more than 1 version");
    }
    if (version.equals(alias.version())) {
      throw FunctionException.invalid(
          "Invalid function version %s. Function version %s is already included in routing configuration."
              .formatted(version, version));
    }
    requireVersion(latest, version);
  }

  private void requireVersion(FunctionConfiguration latest, String version) {
    if (!version.equals(FunctionReference.LATEST)
        && store.version(latest.name(), version).isEmpty()) {
      throw FunctionException.notFound(latest.arn() + ":" + version);
    }
  }

  private static FunctionException missing(
      String what, FunctionConfiguration latest, String alias) {
    return new FunctionException(
        "ResourceNotFoundException", 404, what + latest.arn() + ":" + alias);
  }
}
