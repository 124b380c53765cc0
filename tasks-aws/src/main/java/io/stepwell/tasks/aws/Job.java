package io.stepwell.tasks.aws;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// How a job is found, waited for and stopped, in the actions of its service. Paths are names of
/// members in PascalCase with dots between, and `0` for the first of a list.
///
/// @param handle where the submission's result has what finds the job, by parameter of the poll
/// @param poll the action that describes the job, and its parameters made of the handle
/// @param described where the answer has the job
/// @param status where the job has its status
/// @param good statuses of success
/// @param bad statuses of failure
/// @param stop the action that ends the job, and its parameters made of the handle
record Job(
    Map<String, String> handle,
    Call poll,
    String described,
    String status,
    Set<String> good,
    Set<String> bad,
    Call stop) {

  /// An action and its parameters.
  record Call(String action, Function<Map<?, ?>, Map<String, ?>> parameters) {}

  private static final String STOPPED_BY = "The Step Functions task has ended";

  private static final Map<String, Job> JOBS =
      Map.of(
          "batch:submitJob",
          new Job(
              Map.of("JobId", "JobId"),
              new Call("describeJobs", job -> Map.of("Jobs", List.of(text(job, "JobId")))),
              "Jobs.0",
              "Status",
              Set.of("SUCCEEDED"),
              Set.of("FAILED"),
              new Call(
                  "terminateJob",
                  job -> Map.of("JobId", text(job, "JobId"), "Reason", STOPPED_BY))),
          "glue:startJobRun",
          new Job(
              Map.of("RunId", "JobRunId", "JobName", "$JobName"),
              new Call("getJobRun", job -> only(job, "JobName", "RunId")),
              "JobRun",
              "JobRunState",
              Set.of("SUCCEEDED"),
              Set.of("FAILED", "STOPPED", "TIMEOUT", "ERROR", "EXPIRED"),
              new Call(
                  "batchStopJobRun",
                  job ->
                      Map.of(
                          "JobName",
                          text(job, "JobName"),
                          "JobRunIds",
                          List.of(text(job, "RunId"))))),
          "ecs:runTask",
          new Job(
              Map.of("Task", "Tasks.0.TaskArn", "Cluster", "Tasks.0.ClusterArn"),
              new Call(
                  "describeTasks",
                  job ->
                      Map.of("Cluster", text(job, "Cluster"), "Tasks", List.of(text(job, "Task")))),
              "Tasks.0",
              "LastStatus",
              Set.of("STOPPED"),
              Set.of(),
              new Call(
                  "stopTask",
                  job ->
                      Map.of(
                          "Cluster", text(job, "Cluster"),
                          "Task", text(job, "Task"),
                          "Reason", STOPPED_BY))),
          "codebuild:startBuild",
          new Job(
              Map.of("Id", "Build.Id"),
              new Call("batchGetBuilds", job -> Map.of("Ids", List.of(text(job, "Id")))),
              "Builds.0",
              "BuildStatus",
              Set.of("SUCCEEDED"),
              Set.of("FAILED", "FAULT", "STOPPED", "TIMED_OUT"),
              new Call("stopBuild", job -> only(job, "Id"))),
          "athena:startQueryExecution",
          new Job(
              Map.of("QueryExecutionId", "QueryExecutionId"),
              new Call("getQueryExecution", job -> only(job, "QueryExecutionId")),
              "QueryExecution",
              "Status.State",
              Set.of("SUCCEEDED"),
              Set.of("FAILED", "CANCELLED"),
              new Call("stopQueryExecution", job -> only(job, "QueryExecutionId"))));

  /// @param key service and action
  static @Nullable Job of(String key) {
    return JOBS.get(key);
  }

  /// What finds the job again.
  ///
  /// @param parameters of the submission, which `$NAME` refers to
  /// @return null when the submission's result does not name a job
  @Nullable Map<String, String> handle(Map<?, ?> parameters, Map<?, ?> submitted) {
    Map<String, String> found = new HashMap<>();
    for (Map.Entry<String, String> part : handle.entrySet()) {
      Object value =
          part.getValue().startsWith("$")
              ? parameters.get(part.getValue().substring(1))
              : at(submitted, part.getValue());
      if (!(value instanceof String text)) {
        return null;
      }
      found.put(part.getKey(), text);
    }
    return Map.copyOf(found);
  }

  /// What is at a path, or null.
  static @Nullable Object at(@Nullable Object value, String path) {
    Object found = value;
    for (String name : path.split("\\.")) {
      found =
          switch (found) {
            case Map<?, ?> members -> members.get(name);
            case List<?> items when name.equals("0") && !items.isEmpty() -> items.getFirst();
            case null, default -> null;
          };
    }
    return found;
  }

  private static String text(Map<?, ?> job, String name) {
    return String.valueOf(job.get(name));
  }

  private static Map<String, ?> only(Map<?, ?> job, String... names) {
    Map<String, Object> parameters = new HashMap<>();
    for (String name : names) {
      parameters.put(name, text(job, name));
    }
    return parameters;
  }
}
