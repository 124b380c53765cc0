package io.stepwell.tasks.batch;

import io.stepwell.json.Json;
import io.stepwell.json.Payload;
import io.stepwell.tasks.JobHandler;
import io.stepwell.tasks.TaskCall;
import io.stepwell.tasks.TaskHandler;
import io.stepwell.tasks.TaskOutcome;
import io.stepwell.tasks.jobs.JobStatus;
import io.stepwell.tasks.jobs.JobView;
import io.stepwell.tasks.jobs.Jobs;
import io.stepwell.tasks.jobs.Replies;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `batch:submitJob`, plain and as `.sync`. A job whose definition is not described here is
/// submitted elsewhere, if there is an endpoint.
///
/// The handle of a job that runs here is its id as a string.
final class BatchTask implements JobHandler {
  private final Jobs jobs;
  private final BatchJob.Settings settings;
  private final @Nullable TaskHandler elsewhere;
  private final boolean sync;

  /// @param elsewhere null when no endpoint serves Batch
  BatchTask(Jobs jobs, BatchJob.Settings settings, @Nullable TaskHandler elsewhere, boolean sync) {
    this.jobs = jobs;
    this.settings = settings;
    this.elsewhere = elsewhere;
    this.sync = sync;
  }

  @Override
  public TaskOutcome call(TaskCall call) throws InterruptedException {
    Submission submission = new Submission(call, settings);
    BatchJob job = submission.definition();
    if (job == null && elsewhere != null) {
      return elsewhere.call(call);
    }
    String problem = submission.problem();
    if (problem != null) {
      return new TaskOutcome.Failed(
          "States.Runtime",
          "The Parameters '%s' could not be used to start the Task: [%s]"
              .formatted(call.input().text(), problem));
    }
    if (job == null) {
      return refused(
          call,
          "JobDefinition not found; stepwell.yaml describes jobs as 'batch: {jobs: {NAME: {command:"
              + " [...]}}}', and 'endpoints: {batch: URL}' names an AWS-compatible server");
    }
    try {
      return submitted(call, jobs.submit(submission.order(job)));
    } catch (ClientException e) {
      return refused(call, e.message());
    }
  }

  private TaskOutcome submitted(TaskCall call, JobView view) {
    Map<String, Object> reply = new LinkedHashMap<>();
    reply.put("JobArn", String.valueOf(view.order().details().get("JobArn")));
    reply.put("JobId", view.order().id());
    reply.put("JobName", String.valueOf(view.order().details().get("JobName")));
    Payload output = Payload.of(Replies.withMetadata(reply, call.requestId()));
    return sync
        ? new TaskOutcome.Submitted(output, Payload.of(view.order().id()))
        : new TaskOutcome.Succeeded(output);
  }

  private static TaskOutcome refused(TaskCall call, String message) {
    return new TaskOutcome.Failed(
        "Batch.ClientException",
        "%s (Service: AWSBatch; Status Code: 400; Error Code: ClientException; Request ID: %s; Proxy: null)"
            .formatted(message, call.requestId()));
  }

  @Override
  public TaskOutcome await(TaskCall call, Payload handle) throws InterruptedException {
    if (!(handle.value() instanceof String id)) {
      return elsewhere instanceof JobHandler other
          ? other.await(call, handle)
          : new TaskOutcome.Failed(
              "States.TaskFailed", "The endpoint of Batch that has the job is not configured");
    }
    JobView ended = jobs.await(id);
    if (ended == null) {
      return new TaskOutcome.Failed("States.TaskFailed", "The job %s is gone".formatted(id));
    }
    Map<String, @Nullable Object> description = new JobDescription(ended).members();
    return ended.status() == JobStatus.SUCCEEDED
        ? new TaskOutcome.Succeeded(Payload.of(description))
        : new TaskOutcome.Failed("States.TaskFailed", Json.write(description));
  }

  @Override
  public void cancel(TaskCall call, @Nullable Payload handle) throws InterruptedException {
    if (handle == null || handle.value() instanceof String) {
      jobs.stop(Submission.id(call), "Terminated by the Step Functions task that submitted it");
    } else if (elsewhere instanceof JobHandler other) {
      other.cancel(call, handle);
    }
  }
}
