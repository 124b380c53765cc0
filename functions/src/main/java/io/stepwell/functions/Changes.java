package io.stepwell.functions;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The configuration after a change: a new revision, all else as it was.
final class Changes {
  private Changes() {}

  static FunctionConfiguration code(FunctionConfiguration old, CodeZip zip, Instant now) {
    return new FunctionConfiguration(
        old.name(),
        old.arn(),
        old.version(),
        old.runtime(),
        old.role(),
        old.handler(),
        old.description(),
        old.timeoutSeconds(),
        old.memorySizeMegabytes(),
        old.environment(),
        old.tags(),
        old.architectures(),
        old.layers(),
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
        old.version(),
        or(request.runtime(), old.runtime()),
        or(request.role(), old.role()),
        or(request.handler(), old.handler()),
        or(request.description(), old.description()),
        or(request.timeoutSeconds(), old.timeoutSeconds()),
        or(request.memorySizeMegabytes(), old.memorySizeMegabytes()),
        or(request.environment(), old.environment()),
        old.tags(),
        old.architectures(),
        or(request.layers(), old.layers()),
        old.codeSize(),
        old.codeSha256(),
        now,
        UUID.randomUUID().toString());
  }

  /// `$LATEST` as it is now, under a number. The date stays, as on AWS.
  static FunctionConfiguration published(
      FunctionConfiguration latest, String version, @Nullable String description) {
    return new FunctionConfiguration(
        latest.name(),
        latest.arn() + ":" + version,
        version,
        latest.runtime(),
        latest.role(),
        latest.handler(),
        or(description, latest.description()),
        latest.timeoutSeconds(),
        latest.memorySizeMegabytes(),
        latest.environment(),
        Map.of(),
        latest.architectures(),
        latest.layers(),
        latest.codeSize(),
        latest.codeSha256(),
        latest.lastModified(),
        UUID.randomUUID().toString());
  }

  /// Whether code and settings are those of the version: then there is nothing to publish.
  static boolean same(FunctionConfiguration latest, FunctionConfiguration version) {
    return latest.codeSha256().equals(version.codeSha256())
        && latest.runtime().equals(version.runtime())
        && latest.role().equals(version.role())
        && latest.handler().equals(version.handler())
        && latest.timeoutSeconds() == version.timeoutSeconds()
        && latest.memorySizeMegabytes() == version.memorySizeMegabytes()
        && latest.environment().equals(version.environment())
        && latest.layers().equals(version.layers());
  }

  private static <T> T or(@Nullable T changed, T old) {
    return changed == null ? old : changed;
  }
}
