package io.stepwell.tasks.jobs;

import io.stepwell.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// All that is needed to run a job, also after a restart. Kept as JSON in `job.json`.
///
/// @param id the same for a repeated submission; fit for a folder's name
/// @param queue what it shares its limit with
/// @param limit how many jobs of the queue run at once
/// @param details what the service that it belongs to wants to remember
/// @param arraySize how many children it has; 0 when it is no array
/// @param retries how a failed attempt is judged, besides the number of attempts
/// @param timeout of each attempt, or null
public record JobOrder(
    String id,
    Kind kind,
    String queue,
    int limit,
    Program program,
    Map<String, ?> details,
    int arraySize,
    List<Dependency> dependsOn,
    int attempts,
    List<RetryRule> retries,
    @Nullable Duration timeout,
    Instant createdAt) {

  /// Whose job it is.
  public enum Kind {
    BATCH {
      @Override
      Map<String, String> variables(JobOrder order, int attempt, @Nullable Integer index) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("AWS_BATCH_JOB_ID", index == null ? order.id : order.id + ":" + index);
        variables.put("AWS_BATCH_JOB_ATTEMPT", Integer.toString(attempt));
        variables.put("AWS_BATCH_JQ_NAME", order.queue.replaceFirst("^batch/", ""));
        variables.put("AWS_BATCH_CE_NAME", "stepwell");
        if (index != null) {
          variables.put("AWS_BATCH_JOB_ARRAY_INDEX", index.toString());
          variables.put("AWS_BATCH_JOB_ARRAY_SIZE", Integer.toString(order.arraySize));
        }
        return variables;
      }
    },
    GLUE {
      @Override
      Map<String, String> variables(JobOrder order, int attempt, @Nullable Integer index) {
        return Map.of();
      }
    };

    /// What the service adds to the environment of an attempt.
    ///
    /// @param index of a child in its array
    abstract Map<String, String> variables(JobOrder order, int attempt, @Nullable Integer index);
  }

  /// What is run.
  ///
  /// @param image of a container; null for a process
  /// @param directory an absolute path: where it runs, or what is mounted as `/work`
  public record Program(
      List<String> command,
      @Nullable String image,
      String directory,
      Map<String, String> environment) {}

  /// A job that has to succeed first.
  ///
  /// @param jobId empty for the neighbour in an own array
  public record Dependency(String jobId, Type type) {
    /// How arrays depend on each other, in AWS's words.
    public enum Type {
      ALL,
      N_TO_N,
      SEQUENTIAL
    }
  }

  /// One of AWS Batch's `EvaluateOnExit`: patterns that may end with `*`, all of which must match.
  public record RetryRule(
      @Nullable String onStatusReason,
      @Nullable String onReason,
      @Nullable String onExitCode,
      boolean retry) {

    boolean matches(AttemptEnd end) {
      return matches(onStatusReason, end.statusReason())
          && matches(onReason, end.reason())
          && matches(onExitCode, end.exitCode() == null ? null : end.exitCode().toString());
    }

    private static boolean matches(@Nullable String pattern, @Nullable String text) {
      if (pattern == null) {
        return true;
      }
      String regex =
          pattern.endsWith("*")
              ? Pattern.quote(pattern.substring(0, pattern.length() - 1)) + ".*"
              : Pattern.quote(pattern);
      return text != null
          && Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.DOTALL)
              .matcher(text)
              .matches();
    }
  }

  /// Whether an attempt that failed is followed by another.
  boolean retries(int attempt, AttemptEnd end) {
    if (attempt >= attempts || end.timedOut()) {
      return false;
    }
    return retries.stream()
        .filter(rule -> rule.matches(end))
        .findFirst()
        .map(RetryRule::retry)
        .orElse(true);
  }

  String json() {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    members.put("version", 1L);
    members.put("id", id);
    members.put("kind", kind.name());
    members.put("queue", queue);
    members.put("limit", (long) limit);
    members.put("command", program.command());
    members.put("image", program.image());
    members.put("directory", program.directory());
    members.put("environment", program.environment());
    members.put("details", details);
    members.put("arraySize", (long) arraySize);
    members.put(
        "dependsOn",
        dependsOn.stream().map(on -> Map.of("job", on.jobId(), "type", on.type().name())).toList());
    members.put("attempts", (long) attempts);
    members.put("retries", retries.stream().map(JobOrder::json).toList());
    members.put("timeoutMillis", timeout == null ? null : timeout.toMillis());
    members.put("createdAt", createdAt.toEpochMilli());
    return Json.write(members);
  }

  private static Map<String, @Nullable Object> json(RetryRule rule) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    members.put("onStatusReason", rule.onStatusReason());
    members.put("onReason", rule.onReason());
    members.put("onExitCode", rule.onExitCode());
    members.put("retry", rule.retry());
    return members;
  }

  static JobOrder of(Members all) {
    Map<String, @Nullable Object> details = new LinkedHashMap<>();
    all.object("details")
        .values()
        .forEach((name, value) -> details.put(String.valueOf(name), value));
    Instant createdAt = all.time("createdAt");
    return new JobOrder(
        all.text("id"),
        Kind.valueOf(all.text("kind")),
        all.text("queue"),
        (int) all.number("limit"),
        new Program(
            all.texts("command"),
            all.optional("image"),
            all.text("directory"),
            all.textsByName("environment")),
        details,
        (int) all.number("arraySize"),
        all.list("dependsOn").stream().map(JobOrder::dependency).toList(),
        (int) all.number("attempts"),
        all.list("retries").stream().map(JobOrder::rule).toList(),
        all.number("timeoutMillis") == 0 ? null : Duration.ofMillis(all.number("timeoutMillis")),
        createdAt == null ? Instant.EPOCH : createdAt);
  }

  private static Dependency dependency(Object value) {
    Members members = new Members((Map<?, ?>) value);
    return new Dependency(members.text("job"), Dependency.Type.valueOf(members.text("type")));
  }

  private static RetryRule rule(Object value) {
    Members members = new Members((Map<?, ?>) value);
    return new RetryRule(
        members.optional("onStatusReason"),
        members.optional("onReason"),
        members.optional("onExitCode"),
        Boolean.TRUE.equals(members.values().get("retry")));
  }
}
