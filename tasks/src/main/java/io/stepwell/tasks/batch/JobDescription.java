package io.stepwell.tasks.batch;

import io.stepwell.tasks.jobs.AttemptEnd;
import io.stepwell.tasks.jobs.JobOrder;
import io.stepwell.tasks.jobs.JobStatus;
import io.stepwell.tasks.jobs.JobView;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A job as DescribeJobs shows it, in PascalCase and with times in milliseconds, as the result of
/// `batch:submitJob.sync` has it. What a machine was not sized by is not shown.
final class JobDescription {
  private final JobView job;
  private final JobOrder order;

  JobDescription(JobView job) {
    this.job = job;
    this.order = job.order();
  }

  Map<String, @Nullable Object> members() {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    if (order.arraySize() > 0) {
      members.put("ArrayProperties", array());
    }
    members.put("Attempts", job.attempts().stream().map(this::attempt).toList());
    members.put("Container", container());
    members.put("CreatedAt", order.createdAt().toEpochMilli());
    members.put("DependsOn", detail("DependsOn"));
    members.put("JobArn", detail("JobArn"));
    members.put("JobDefinition", detail("JobDefinition"));
    members.put("JobId", order.id());
    members.put("JobName", detail("JobName"));
    members.put("JobQueue", detail("JobQueue"));
    members.put("Parameters", detail("Parameters"));
    members.put("PlatformCapabilities", List.of());
    members.put(
        "RetryStrategy",
        Map.of("Attempts", (long) order.attempts(), "EvaluateOnExit", detail("EvaluateOnExit")));
    put(members, "StartedAt", job.startedAt());
    members.put("Status", job.status().name());
    if (job.reason() != null || !job.attempts().isEmpty()) {
      members.put(
          "StatusReason",
          job.reason() == null ? "Essential container in task exited" : job.reason());
    }
    put(members, "StoppedAt", job.stoppedAt());
    members.put("Tags", detail("Tags"));
    if (order.timeout() != null) {
      members.put("Timeout", Map.of("AttemptDurationSeconds", order.timeout().toSeconds()));
    }
    return members;
  }

  private Object detail(String name) {
    Object value = order.details().get(name);
    return value == null ? "" : value;
  }

  private Map<String, Object> array() {
    Map<String, Object> summary = new LinkedHashMap<>();
    for (JobStatus status : JobStatus.values()) {
      summary.put(status.name(), (long) job.children().getOrDefault(status, 0));
    }
    return Map.of("Size", (long) order.arraySize(), "StatusSummary", summary);
  }

  private Map<String, @Nullable Object> attempt(AttemptEnd end) {
    Map<String, @Nullable Object> container = new LinkedHashMap<>();
    if (end.exitCode() != null) {
      container.put("ExitCode", (long) end.exitCode());
    }
    container.put("LogStreamName", logStream());
    container.put("NetworkInterfaces", List.of());
    if (end.reason() != null) {
      container.put("Reason", end.reason());
    }
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    members.put("Container", container);
    put(members, "StartedAt", end.startedAt());
    members.put(
        "StatusReason",
        end.statusReason() == null ? "Essential container in task exited" : end.statusReason());
    put(members, "StoppedAt", end.stoppedAt());
    return members;
  }

  private Map<String, @Nullable Object> container() {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    members.put("Command", order.program().command());
    members.put("Environment", detail("Environment"));
    AttemptEnd last = job.attempts().isEmpty() ? null : job.attempts().getLast();
    if (last != null && last.exitCode() != null) {
      members.put("ExitCode", (long) last.exitCode());
    }
    if (order.program().image() != null) {
      members.put("Image", order.program().image());
    }
    members.put("LogStreamName", logStream());
    members.put("MountPoints", List.of());
    members.put("NetworkInterfaces", List.of());
    if (last != null && last.reason() != null) {
      members.put("Reason", last.reason());
    }
    members.put("ResourceRequirements", List.of());
    members.put("Secrets", List.of());
    members.put("Ulimits", List.of());
    members.put("Volumes", List.of());
    return members;
  }

  /// Where the log is, from the folder of all jobs on.
  private String logStream() {
    return "%s/attempt-%d".formatted(order.id(), Math.max(1, job.attempts().size()));
  }

  private static void put(
      Map<String, @Nullable Object> members, String name, @Nullable Instant time) {
    if (time != null) {
      members.put(name, time.toEpochMilli());
    }
  }
}
