package io.stepwell.engine;

import io.stepwell.json.Payload;
import org.jspecify.annotations.Nullable;

/// What an execution is started with; kept for its whole life.
///
/// @param definitionHash names the definition in the catalog
/// @param deadline when the execution times out, in epoch milliseconds; null for never
/// @param versionArn when started through a version or an alias
/// @param aliasArn when started through an alias
/// @param parent the ARN of the map run that started it, or that of the execution whose task did,
///     followed by `#` and the task's request id; null when nobody's task did
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
