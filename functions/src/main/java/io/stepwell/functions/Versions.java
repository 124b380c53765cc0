package io.stepwell.functions;

import io.stepwell.functions.host.FunctionHost;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The published versions of functions: code and settings under a number, which never change and of
/// which none is given twice.
public final class Versions {
  private static final int MAX_VERSIONS = 10_000;

  private final FunctionStore store;
  private final Lookup lookup;
  private final CodeStorage code;
  private final FunctionHost host;
  private final Lock changes;

  Versions(FunctionStore store, Lookup lookup, CodeStorage code, FunctionHost host, Lock changes) {
    this.store = store;
    this.lookup = lookup;
    this.code = code;
    this.host = host;
    this.changes = changes;
  }

  /// Publishes `$LATEST`; when nothing has changed since the version before, that one is the answer.
  ///
  /// @param codeSha256 what the code must be; null for any
  /// @param revisionId what the revision must be; null for any
  /// @param description instead of that of `$LATEST`
  public FunctionConfiguration publish(
      String function,
      @Nullable String codeSha256,
      @Nullable String revisionId,
      @Nullable String description) {
    changes.lock();
    try {
      FunctionConfiguration latest = lookup.latest(function);
      if (codeSha256 != null && !codeSha256.equals(latest.codeSha256())) {
        throw FunctionException.invalid(
            "CodeSHA256 (%s) is different from current CodeSHA256 in $LATEST (%s). Please try again with the CodeSHA256 in $LATEST."
                .formatted(codeSha256, latest.codeSha256()));
      }
      if (revisionId != null && !revisionId.equals(latest.revisionId())) {
        throw FunctionException.revision();
      }
      return publish(latest, description);
    } finally {
      changes.unlock();
    }
  }

  /// Under the lock of changes.
  FunctionConfiguration publish(FunctionConfiguration latest, @Nullable String description) {
    List<FunctionConfiguration> earlier = store.versions(latest.name());
    if (!earlier.isEmpty() && Changes.same(latest, earlier.getLast())) {
      return earlier.getLast();
    }
    if (earlier.size() >= MAX_VERSIONS) {
      throw FunctionException.invalid(
          "Function %s has %d versions; delete some of them"
              .formatted(latest.name(), MAX_VERSIONS));
    }
    String number = Long.toString(store.nextVersion(latest.name()));
    FunctionConfiguration version = Changes.published(latest, number, description);
    store.saveVersion(version);
    return version;
  }

  /// `$LATEST` and the published versions by number, under ARNs that say which.
  public List<FunctionConfiguration> list(String function) {
    FunctionConfiguration latest = lookup.latest(function);
    FunctionConfiguration qualified =
        latest.withArn(lookup.arns().of(latest.name()) + ":" + FunctionReference.LATEST);
    return Stream.concat(Stream.of(qualified), store.versions(latest.name()).stream()).toList();
  }

  /// Deletes a version to which no alias leads. Calls that are running still end. A version that is
  /// not there is as good as deleted, as on AWS.
  void delete(FunctionConfiguration latest, String version) {
    if (version.equals(FunctionReference.LATEST)) {
      throw FunctionException.invalid(
          "$LATEST version cannot be deleted without deleting the function.");
    }
    if (!version.matches("\\d+")) {
      throw FunctionException.invalid(
          "Deletion of aliases is not currently supported: delete alias '%s' with DeleteAlias"
              .formatted(version));
    }
    List<String> referring =
        store.aliases(latest.name()).stream()
            .filter(alias -> alias.leadsTo(version))
            .map(Alias::name)
            .toList();
    if (!referring.isEmpty()) {
      throw FunctionException.conflict(
          "Unable to delete version because the following aliases reference it: " + referring);
    }
    store
        .version(latest.name(), version)
        .ifPresent(
            gone -> {
              store.deleteVersion(latest.name(), version);
              host.retire(gone.name(), gone.revisionId());
              code.forget(gone);
            });
  }
}
