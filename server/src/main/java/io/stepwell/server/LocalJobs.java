package io.stepwell.server;

import io.stepwell.tasks.TaskHandlers;
import io.stepwell.tasks.batch.BatchTasks;
import io.stepwell.tasks.glue.GlueTasks;
import io.stepwell.tasks.jobs.Jobs;
import io.stepwell.tasks.remote.RemoteServices;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Batch and Glue on this machine, below `jobs` in the data directory.
final class LocalJobs {
  private LocalJobs() {}

  /// @param url of this server, which jobs may call
  /// @param remote serves the jobs that are not described here
  static List<TaskHandlers> of(
      Configuration configuration,
      Path directory,
      String url,
      @Nullable RemoteServices remote,
      Parts parts) {
    Path below = directory.resolve("jobs");
    boolean any = !configuration.batch().jobs().isEmpty() || !configuration.glue().jobs().isEmpty();
    if (!any && !Files.isDirectory(below)) {
      return List.of();
    }
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("AWS_ENDPOINT_URL_SFN", url);
    variables.put("AWS_REGION", configuration.region());
    variables.put("AWS_DEFAULT_REGION", configuration.region());
    Jobs jobs = parts.add(Jobs.open(below, variables));
    TaskHandlers elsewhere = remote == null ? resource -> null : remote;
    return List.of(
        new BatchTasks(jobs, configuration.batch(), elsewhere),
        GlueTasks.open(jobs, configuration.glue(), directory.resolve("python"), elsewhere));
  }
}
