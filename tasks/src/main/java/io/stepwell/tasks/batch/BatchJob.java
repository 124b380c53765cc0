package io.stepwell.tasks.batch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A job definition of `stepwell.yaml`.
///
/// @param command may contain `Ref::name`, which a parameter of that name replaces
/// @param image of a container, or null for a process
/// @param directory where it runs
/// @param parameters their defaults
/// @param attempts when the submission does not say
/// @param timeout of an attempt, when the submission does not say; null for none
public record BatchJob(
    String name,
    List<String> command,
    @Nullable String image,
    Path directory,
    Map<String, String> environment,
    Map<String, String> parameters,
    int attempts,
    @Nullable Duration timeout) {

  /// @param queues how many jobs of a queue run at once; when there are none, every name is a queue
  ///     with as many as there are processors
  public record Settings(Map<String, BatchJob> jobs, Map<String, Integer> queues) {
    public static final Settings NONE = new Settings(Map.of(), Map.of());
  }
}
