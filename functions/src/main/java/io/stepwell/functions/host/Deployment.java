package io.stepwell.functions.host;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// What a worker is started for: one revision of a function.
///
/// @param version `$LATEST` or a number
/// @param code finds the unpacked code and the layers, asked for when a worker starts
public record Deployment(
    String name,
    String version,
    String revision,
    String runtime,
    String handler,
    int timeoutSeconds,
    int memoryMegabytes,
    Map<String, String> environment,
    Code code) {

  /// Finds directories.
  public interface Code {
    /// Of the unpacked code.
    Path directory() throws IOException;

    /// Of the layers; a later one lies over an earlier one.
    List<Path> layers() throws IOException;
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
