package io.stepwell.functions;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The configuration after a change: a new revision, all else as it was.
final class Changes {
  private Changes() {}

  static FunctionConfiguration code(FunctionConfiguration old, CodeZip zip, Instant now) {
    return new FunctionConfiguration(
        old.name(),
        old.arn(),
        old.runtime(),
        old.role(),
        old.handler(),
        old.description(),
        old.timeoutSeconds(),
        old.memorySizeMegabytes(),
        old.environment(),
        old.tags(),
        old.architectures(),
        zip.size(),
        zip.sha256(),
        now,
        UUID.randomUUID().toString());
  }

  static FunctionConfiguration settings(
      FunctionConfiguration old, UpdateFunction request, Instant now) {
    return new FunctionConfiguration(
        old.name(),
        old.arn(),
        or(request.runtime(), old.runtime()),
        or(request.role(), old.role()),
        or(request.handler(), old.handler()),
        or(request.description(), old.description()),
        or(request.timeoutSeconds(), old.timeoutSeconds()),
        or(request.memorySizeMegabytes(), old.memorySizeMegabytes()),
        or(request.environment(), old.environment()),
        old.tags(),
        old.architectures(),
        old.codeSize(),
        old.codeSha256(),
        now,
        UUID.randomUUID().toString());
  }

  private static <T> T or(@Nullable T changed, T old) {
    return changed == null ? old : changed;
  }
}
