package io.stepwell.tasks.glue;

import io.stepwell.tasks.TaskCall;
import io.stepwell.tasks.jobs.JobOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads the parameters of StartJobRun, and makes an order of them and of the job.
///
/// What sizes a machine (`MaxCapacity`, `WorkerType`, ...) is taken and has no effect. AWS's own
/// arguments (`--enable-metrics`, `--job-language`, ...) are passed on like any other.
final class RunRequest {
  private static final Duration TWO_DAYS = Duration.ofDays(2);
  private static final Set<String> NAMES =
      Set.of(
          "JobName",
          "JobRunId",
          "Arguments",
          "AllocatedCapacity",
          "Timeout",
          "MaxCapacity",
          "SecurityConfiguration",
          "NotificationProperty",
          "WorkerType",
          "NumberOfWorkers",
          "ExecutionClass",
          "JobRunQueuingEnabled",
          "ExecutionRoleSessionPolicy");

  private final TaskCall call;
  private final Map<?, ?> given;
  private final GlueJob.Settings settings;

  RunRequest(TaskCall call, GlueJob.Settings settings) {
    this.call = call;
    this.given = call.input().value() instanceof Map<?, ?> map ? map : Map.of();
    this.settings = settings;
  }

  /// The run's id: the same for a repeated call.
  static String id(TaskCall call) {
    UUID one =
        UUID.nameUUIDFromBytes(("glue/" + call.requestId()).getBytes(StandardCharsets.UTF_8));
    UUID two = UUID.nameUUIDFromBytes(one.toString().getBytes(StandardCharsets.UTF_8));
    return "jr_" + (one.toString() + two).replace("-", "");
  }

  /// @return null when `stepwell.yaml` describes none of that name
  @Nullable GlueJob job() {
    return settings.jobs().get(String.valueOf(given.get("JobName")));
  }

  /// @return why no run can be started, in AWS's words, or null
  @Nullable String problem() {
    for (Object name : given.keySet()) {
      if (!NAMES.contains(String.valueOf(name))) {
        return "The field '%s' is not supported by Step Functions".formatted(name);
      }
    }
    if (given.get("JobName") == null) {
      return "The field 'JobName' is required but was missing";
    }
    if (!(given.get("JobName") instanceof String)) {
      return "The value for the field 'JobName' must be a STRING";
    }
    if (given.get("Timeout") != null && !(given.get("Timeout") instanceof Number)) {
      return "The value for the field 'Timeout' must be a NUMBER";
    }
    if (given.get("Arguments") == null) {
      return null;
    }
    if (!(given.get("Arguments") instanceof Map<?, ?> arguments)) {
      return "The value for the field 'Arguments' must be an OBJECT";
    }
    return arguments.values().stream().allMatch(String.class::isInstance)
        ? null
        : "The values in the field 'Arguments' must be STRINGs";
  }

  JobOrder order(GlueJob job, Path modules) {
    Map<String, String> arguments = new LinkedHashMap<>(job.arguments());
    if (given.get("Arguments") instanceof Map<?, ?> own) {
      own.forEach((name, value) -> arguments.put(String.valueOf(name), String.valueOf(value)));
    }
    Map<String, String> environment = new LinkedHashMap<>(job.environment());
    String path = environment.get("PYTHONPATH");
    environment.put("PYTHONPATH", path == null ? modules.toString() : path + ":" + modules);
    environment.put("PYTHONUNBUFFERED", "1");
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("JobName", job.name());
    details.put("Arguments", arguments);
    details.put("TimeoutMinutes", timeout(job).toMinutes());
    details.put("Type", job.type().name());
    return new JobOrder(
        id(call),
        JobOrder.Kind.GLUE,
        "glue/" + job.name(),
        job.maxConcurrentRuns(),
        new JobOrder.Program(
            command(job, arguments),
            null,
            job.directory().toAbsolutePath().toString(),
            environment),
        details,
        0,
        List.of(),
        1 + job.maxRetries(),
        List.of(),
        timeout(job),
        Instant.now());
  }

  private Duration timeout(GlueJob job) {
    if (given.get("Timeout") instanceof Number minutes) {
      return Duration.ofMinutes(Math.max(1, minutes.longValue()));
    }
    return job.timeout() == null ? TWO_DAYS : job.timeout();
  }

  private List<String> command(GlueJob job, Map<String, String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(
        switch (job.type()) {
          case PYTHON_SHELL -> settings.python();
          case SPARK -> settings.sparkSubmit();
        });
    command.add(job.script().toAbsolutePath().toString());
    arguments.forEach(
        (name, value) -> {
          command.add(name);
          command.add(value);
        });
    command.addAll(
        List.of(
            "--JOB_NAME",
            job.name(),
            "--JOB_RUN_ID",
            id(call),
            "--JOB_ID",
            "j_" + id(call).substring(3)));
    return command;
  }
}
