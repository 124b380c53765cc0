package io.stepwell.tasks.glue;

import io.stepwell.json.Json;
import io.stepwell.json.Payload;
import io.stepwell.tasks.JobHandler;
import io.stepwell.tasks.TaskCall;
import io.stepwell.tasks.TaskHandler;
import io.stepwell.tasks.TaskOutcome;
import io.stepwell.tasks.jobs.JobOrder;
import io.stepwell.tasks.jobs.JobStatus;
import io.stepwell.tasks.jobs.JobView;
import io.stepwell.tasks.jobs.Jobs;
import io.stepwell.tasks.jobs.Replies;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `glue:startJobRun`, plain and as `.sync`. A job that is not described here is started elsewhere,
/// if there is an endpoint.
///
/// The handle of a run here is its id as a string.
final class GlueTask implements JobHandler {
  private final Jobs jobs;
  private final GlueJob.Settings settings;
  private final Path modules;
  private final @Nullable TaskHandler elsewhere;
  private final boolean sync;

  /// @param modules what scripts may import
  /// @param elsewhere null when no endpoint serves Glue
  GlueTask(
      Jobs jobs,
      GlueJob.Settings settings,
      Path modules,
      @Nullable TaskHandler elsewhere,
      boolean sync) {
    this.jobs = jobs;
    this.settings = settings;
    this.modules = modules;
    this.elsewhere = elsewhere;
    this.sync = sync;
  }

  @Override
  public TaskOutcome call(TaskCall call) throws InterruptedException {
    RunRequest request = new RunRequest(call, settings);
    GlueJob job = request.job();
    if (job == null && elsewhere != null) {
      return elsewhere.call(call);
    }
    String problem = request.problem();
    if (problem != null) {
      return new TaskOutcome.Failed(
          "States.Runtime",
          "The Parameters '%s' could not be used to start the Task: [%s]"
              .formatted(call.input().text(), problem));
    }
    if (job == null) {
      return refused(
          call,
          "EntityNotFoundException",
          "Failed to start job run due to missing metadata; stepwell.yaml describes jobs as 'glue:"
              + " {jobs: {NAME: {script: FILE}}}', and 'endpoints: {glue: URL}' names an"
              + " AWS-compatible server");
    }
    String id = RunRequest.id(call);
    if (jobs.find(id) == null && jobs.open(order -> isOf(order, job)) >= job.maxConcurrentRuns()) {
      return refused(
          call, "ConcurrentRunsExceededException", "Concurrent runs exceeded for " + job.name());
    }
    return submitted(call, jobs.submit(request.order(job, modules)));
  }

  private static boolean isOf(JobOrder order, GlueJob job) {
    return order.kind() == JobOrder.Kind.GLUE && job.name().equals(order.details().get("JobName"));
  }

  private TaskOutcome submitted(TaskCall call, JobView view) {
    Payload output =
        Payload.of(Replies.withMetadata(Map.of("JobRunId", view.order().id()), call.requestId()));
    return sync
        ? new TaskOutcome.Submitted(output, Payload.of(view.order().id()))
        : new TaskOutcome.Succeeded(output);
  }

  private static TaskOutcome refused(TaskCall call, String type, String message) {
    return new TaskOutcome.Failed(
        "Glue." + type,
        "%s (Service: AWSGlue; Status Code: 400; Error Code: %s; Request ID: %s; Proxy: null)"
            .formatted(message, type, call.requestId()));
  }

  @Override
  public TaskOutcome await(TaskCall call, Payload handle) throws InterruptedException {
    if (!(handle.value() instanceof String id)) {
      return elsewhere instanceof JobHandler other
          ? other.await(call, handle)
          : new TaskOutcome.Failed(
              "States.TaskFailed", "The endpoint of Glue that has the run is not configured");
    }
    JobView ended = jobs.await(id);
    if (ended == null) {
      return new TaskOutcome.Failed("States.TaskFailed", "The job run %s is gone".formatted(id));
    }
    Map<String, @Nullable Object> description = RunDescription.of(ended);
    return ended.status() == JobStatus.SUCCEEDED
        ? new TaskOutcome.Succeeded(Payload.of(description))
        : new TaskOutcome.Failed("States.TaskFailed", Json.write(description));
  }

  @Override
  public void cancel(TaskCall call, @Nullable Payload handle) throws InterruptedException {
    if (handle == null || handle.value() instanceof String) {
      jobs.stop(RunRequest.id(call), RunDescription.STOPPED);
    } else if (elsewhere instanceof JobHandler other) {
      other.cancel(call, handle);
    }
  }
}
