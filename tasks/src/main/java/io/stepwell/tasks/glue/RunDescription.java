package io.stepwell.tasks.glue;

import io.stepwell.tasks.jobs.AttemptEnd;
import io.stepwell.tasks.jobs.JobStatus;
import io.stepwell.tasks.jobs.JobView;
import io.stepwell.tasks.jobs.LogTail;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A run as GetJobRun shows it, in PascalCase and with times in milliseconds, as the result of
/// `glue:startJobRun.sync` has it. What a machine was not sized by is not shown.
final class RunDescription {
  static final String STOPPED = "Job run was stopped by the Step Functions task that started it";

  private RunDescription() {}

  static Map<String, @Nullable Object> of(JobView job) {
    Map<String, ?> details = job.order().details();
    Instant started = job.startedAt() == null ? job.order().createdAt() : job.startedAt();
    Instant stopped = job.stoppedAt() == null ? Instant.now() : job.stoppedAt();
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    members.put("Arguments", details.get("Arguments"));
    members.put("Attempt", Math.max(0L, job.attempts().size() - 1L));
    members.put("CompletedOn", stopped.toEpochMilli());
    String error = error(job);
    if (error != null) {
      members.put("ErrorMessage", error);
    }
    members.put("ExecutionTime", Math.max(0, Duration.between(started, stopped).toSeconds()));
    members.put("Id", job.order().id());
    members.put("JobName", details.get("JobName"));
    members.put("JobRunState", state(job));
    members.put("LastModifiedOn", stopped.toEpochMilli());
    members.put(
        "LogGroupName",
        "SPARK".equals(details.get("Type")) ? "/aws-glue/jobs" : "/aws-glue/python-jobs");
    members.put("PredecessorRuns", List.of());
    members.put("StartedOn", started.toEpochMilli());
    members.put("Timeout", details.get("TimeoutMinutes"));
    return members;
  }

  private static String state(JobView job) {
    if (job.status() == JobStatus.SUCCEEDED) {
      return "SUCCEEDED";
    }
    if (STOPPED.equals(job.reason())) {
      return "STOPPED";
    }
    return !job.attempts().isEmpty() && job.attempts().getLast().timedOut() ? "TIMEOUT" : "FAILED";
  }

  /// What the script said last, as Glue tells the exception; otherwise why it was not run to its end.
  private static @Nullable String error(JobView job) {
    if (job.status() == JobStatus.SUCCEEDED) {
      return null;
    }
    AttemptEnd last = job.attempts().isEmpty() ? null : job.attempts().getLast();
    if (last == null
        || last.exitCode() == null
        || last.timedOut()
        || STOPPED.equals(job.reason())) {
      return job.reason();
    }
    String line = job.log() == null ? null : LogTail.lastLine(job.log());
    return line == null ? "Command failed with exit code " + last.exitCode() : line;
  }
}
