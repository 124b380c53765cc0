package io.stepwell.tasks.glue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A job of `stepwell.yaml`.
///
/// @param script a Python file, or for Spark also a jar
/// @param arguments their defaults, with the `--` in front
/// @param maxRetries how often a failed run is tried again
/// @param timeout of a run; null for AWS's two days
/// @param maxConcurrentRuns beyond which a start is refused
public record GlueJob(
    String name,
    Type type,
    Path script,
    Path directory,
    Map<String, String> arguments,
    Map<String, String> environment,
    int maxRetries,
    @Nullable Duration timeout,
    int maxConcurrentRuns) {

  /// What runs it.
  public enum Type {
    PYTHON_SHELL,
    SPARK
  }

  /// @param python the interpreter
  /// @param sparkSubmit the program that submits Spark applications
  public record Settings(Map<String, GlueJob> jobs, String python, String sparkSubmit) {
    public static final Settings NONE = new Settings(Map.of(), "python3", "spark-submit");
  }
}
