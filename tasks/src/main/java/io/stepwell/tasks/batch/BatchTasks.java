package io.stepwell.tasks.batch;

import io.stepwell.tasks.TaskHandler;
import io.stepwell.tasks.TaskHandlers;
import io.stepwell.tasks.jobs.Jobs;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Serves `batch:submitJob` where `stepwell.yaml` describes jobs.
public final class BatchTasks implements TaskHandlers {
  private static final Pattern RESOURCE =
      Pattern.compile("arn:aws[a-zA-Z-]*:states:[^:]*:[^:]*:batch:submitJob(\\.sync)?");

  private final Jobs jobs;
  private final BatchJob.Settings settings;
  private final TaskHandlers elsewhere;

  /// @param elsewhere who serves the jobs that are not described here
  public BatchTasks(Jobs jobs, BatchJob.Settings settings, TaskHandlers elsewhere) {
    this.jobs = jobs;
    this.settings = settings;
    this.elsewhere = elsewhere;
  }

  @Override
  public @Nullable TaskHandler find(String resource) {
    Matcher matcher = RESOURCE.matcher(resource);
    return settings.jobs().isEmpty() || !matcher.matches()
        ? null
        : new BatchTask(jobs, settings, elsewhere.find(resource), matcher.group(1) != null);
  }
}
