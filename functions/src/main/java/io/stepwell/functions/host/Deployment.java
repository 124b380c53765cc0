package io.stepwell.functions.host;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/// What a worker is started for: one revision of a function.
///
/// @param code finds the directory of the unpacked code, asked for when a worker starts
public record Deployment(
    String name,
    String arn,
    String revision,
    String runtime,
    String handler,
    int timeoutSeconds,
    int memoryMegabytes,
    Map<String, String> environment,
    Code code) {

  /// Finds the directory of the unpacked code.
  public interface Code {
    Path directory() throws IOException;
  }

  /// Workers serve calls of their own revision only.
  Key key() {
    return new Key(name, revision);
  }

  record Key(String name, String revision) {}

  /// Without the environment's values.
  @Override
  public String toString() {
    return name + " (" + runtime + ", " + handler + ")";
  }
}
