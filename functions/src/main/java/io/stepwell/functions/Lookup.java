package io.stepwell.functions;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds the function, and the version of it, that a caller names.
final class Lookup {
  private final FunctionStore store;
  private final Arns arns;

  Lookup(FunctionStore store, Arns arns) {
    this.store = store;
    this.arns = arns;
  }

  Arns arns() {
    return arns;
  }

  /// The function itself, whatever is asked of it: a qualifier may only be `$LATEST`.
  FunctionConfiguration latest(String function) {
    FunctionReference reference = FunctionReference.parse(function);
    String qualifier = reference.qualifier();
    if (qualifier != null && !qualifier.equals(FunctionReference.LATEST)) {
      throw notFound(reference, qualifier);
    }
    return latest(reference, qualifier);
  }

  /// What a name and a qualifier lead to, under the ARN with that qualifier. Of an alias it is the
  /// version that most calls get.
  FunctionConfiguration qualified(String function, @Nullable String beside) {
    FunctionReference reference = FunctionReference.parse(function).qualified(beside);
    String qualifier = reference.qualifier();
    if (qualifier == null) {
      return latest(reference, null);
    }
    return version(reference, qualifier, alias(reference, qualifier).map(Alias::version))
        .withArn(arns.of(reference, qualifier));
  }

  /// The version that serves a request, under the ARN that was called.
  FunctionConfiguration called(InvokeFunction request) {
    FunctionReference reference =
        FunctionReference.parse(request.function()).qualified(request.qualifier());
    String qualifier = reference.qualifier();
    if (qualifier == null) {
      return latest(reference, FunctionReference.LATEST);
    }
    return version(
            reference,
            qualifier,
            alias(reference, qualifier).map(alias -> alias.versionFor(request.requestId())))
        .withArn(arns.of(reference, qualifier));
  }

  private FunctionConfiguration version(
      FunctionReference reference, String qualifier, Optional<String> ofAlias) {
    FunctionConfiguration latest = latest(reference, qualifier);
    String version = ofAlias.orElse(qualifier);
    return version.equals(FunctionReference.LATEST)
        ? latest
        : store.version(latest.name(), version).orElseThrow(() -> notFound(reference, qualifier));
  }

  private FunctionConfiguration latest(FunctionReference reference, @Nullable String shown) {
    if (!arns.isHere(reference)) {
      throw notFound(reference, shown);
    }
    return store.find(reference.name()).orElseThrow(() -> notFound(reference, shown));
  }

  private Optional<Alias> alias(FunctionReference reference, String qualifier) {
    return store.alias(reference.name(), qualifier);
  }

  private FunctionException notFound(FunctionReference reference, @Nullable String qualifier) {
    return FunctionException.notFound(arns.of(reference, qualifier));
  }
}
