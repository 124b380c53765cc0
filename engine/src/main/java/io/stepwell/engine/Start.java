package io.stepwell.engine;

import io.stepwell.json.Payload;
import org.jspecify.annotations.Nullable;

/// What an execution is started with; kept for its whole life.
///
/// @param definitionHash names the definition in the catalog
/// @param deadline when the execution times out, in epoch milliseconds; null for never
/// @param versionArn when started through a version or an alias
/// @param aliasArn when started through an alias
/// @param parent who started it, unless a caller did: the ARN of a map run and what it calls its
///     child, or the ARN of an execution, `/`, and the request id of its task
public record Start(
    Identity identity,
    String definitionHash,
    String roleArn,
    Payload input,
    @Nullable Long deadline,
    @Nullable String versionArn,
    @Nullable String aliasArn,
    @Nullable String traceHeader,
    @Nullable String parent) {

  /// The same with another deadline.
  public Start withDeadline(long at) {
    return new Start(
        identity, definitionHash, roleArn, input, at, versionArn, aliasArn, traceHeader, parent);
  }
}
