package io.stepwell.tasks.batch;

import io.stepwell.tasks.TaskCall;
import io.stepwell.tasks.jobs.JobOrder;
import io.stepwell.tasks.jobs.JobOrder.Dependency;
import io.stepwell.tasks.jobs.JobOrder.RetryRule;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads the parameters of SubmitJob, and makes an order of them and of the job's definition.
///
/// What sizes a machine (`Vcpus`, `Memory`, `ResourceRequirements`, node and EKS overrides, fair
/// shares) is taken and has no effect.
final class Submission {
  private static final int MAX_ARRAY = 10_000;
  private static final int MAX_ATTEMPTS = 10;
  private static final Set<String> NAMES =
      Set.of(
          "JobName",
          "JobDefinition",
          "JobQueue",
          "ArrayProperties",
          "DependsOn",
          "Parameters",
          "ContainerOverrides",
          "RetryStrategy",
          "Timeout",
          "Tags",
          "PropagateTags",
          "ShareIdentifier",
          "SchedulingPriorityOverride",
          "NodeOverrides",
          "EksPropertiesOverride",
          "EcsPropertiesOverride",
          "ConsumableResourcePropertiesOverride");

  private final TaskCall call;
  private final Map<?, ?> given;
  private final BatchJob.Settings settings;

  Submission(TaskCall call, BatchJob.Settings settings) {
    this.call = call;
    this.given = call.input().value() instanceof Map<?, ?> map ? map : Map.of();
    this.settings = settings;
  }

  /// The job's id: the same for a repeated call.
  static String id(TaskCall call) {
    return UUID.nameUUIDFromBytes(("batch/" + call.requestId()).getBytes(StandardCharsets.UTF_8))
        .toString();
  }

  /// @return why it is no submission, in AWS's words, or null
  @Nullable String problem() {
    for (Object name : given.keySet()) {
      if (!NAMES.contains(String.valueOf(name))) {
        return "The field '%s' is not supported by Step Functions".formatted(name);
      }
    }
    for (String name : List.of("JobName", "JobDefinition", "JobQueue")) {
      if (given.get(name) == null) {
        return "The field '%s' is required but was missing".formatted(name);
      }
      if (!(given.get(name) instanceof String)) {
        return "The value for the field '%s' must be a STRING".formatted(name);
      }
    }
    for (String name :
        List.of(
            "ArrayProperties", "ContainerOverrides", "RetryStrategy", "Timeout", "Parameters")) {
      if (given.get(name) != null && !(given.get(name) instanceof Map)) {
        return "The value for the field '%s' must be an OBJECT".formatted(name);
      }
    }
    return given.get("DependsOn") == null || given.get("DependsOn") instanceof List
        ? null
        : "The value for the field 'DependsOn' must be an ARRAY";
  }

  /// The definition that it names, or null when `stepwell.yaml` describes none of that name.
  @Nullable BatchJob definition() {
    return settings.jobs().get(name(String.valueOf(given.get("JobDefinition"))));
  }

  /// Of an ARN, of `name:revision`, or the name itself.
  private static String name(String text) {
    String resource = text.substring(text.lastIndexOf('/') + 1);
    return resource.replaceFirst(":\\d+$", "");
  }

  JobOrder order(BatchJob job) throws ClientException {
    String queue = name(String.valueOf(given.get("JobQueue")));
    int limit = limit(queue);
    int size = arraySize();
    Map<String, String> parameters = new LinkedHashMap<>(job.parameters());
    object("Parameters")
        .forEach((name, value) -> parameters.put(String.valueOf(name), String.valueOf(value)));
    Map<?, ?> overrides = object("ContainerOverrides");
    List<String> command = new ArrayList<>();
    for (Object word : overrides.get("Command") instanceof List<?> own ? own : job.command()) {
      command.add(substituted(String.valueOf(word), parameters));
    }
    if (command.isEmpty() && job.image() == null) {
      throw new ClientException("The job definition %s has no command".formatted(job.name()));
    }
    Map<String, String> environment = new LinkedHashMap<>(job.environment());
    environment.putAll(pairs(overrides.get("Environment")));
    environment.put("MANAGED_BY_AWS", "STARTED_BY_STEP_FUNCTIONS");
    return new JobOrder(
        id(call),
        JobOrder.Kind.BATCH,
        "batch/" + queue,
        limit,
        new JobOrder.Program(
            command, job.image(), job.directory().toAbsolutePath().toString(), environment),
        details(job, queue, parameters, environment),
        size,
        dependencies(size),
        attempts(job),
        rules(),
        timeout(job),
        Instant.now());
  }

  private int limit(String queue) throws ClientException {
    Map<String, Integer> queues = settings.queues();
    if (queues.isEmpty()) {
      return Runtime.getRuntime().availableProcessors();
    }
    Integer limit = queues.get(queue);
    if (limit == null) {
      throw new ClientException(
          "JobQueue %s not found; stepwell.yaml has %s"
              .formatted(queue, String.join(", ", queues.keySet().stream().sorted().toList())));
    }
    return limit;
  }

  private Map<?, ?> object(String name) {
    return given.get(name) instanceof Map<?, ?> map ? map : Map.of();
  }

  private int arraySize() throws ClientException {
    if (!(object("ArrayProperties").get("Size") instanceof Number size)) {
      return 0;
    }
    if (size.intValue() < 2 || size.intValue() > MAX_ARRAY) {
      throw new ClientException("Array job size must be between 2 and 10000.");
    }
    return size.intValue();
  }

  private static String substituted(String word, Map<String, String> parameters) {
    String text = word;
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      text = text.replace("Ref::" + parameter.getKey(), parameter.getValue());
    }
    return text;
  }

  private static Map<String, String> pairs(@Nullable Object environment) throws ClientException {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (Object each : environment instanceof List<?> list ? list : List.of()) {
      if (!(each instanceof Map<?, ?> pair) || !(pair.get("Name") instanceof String name)) {
        throw new ClientException("Environment must be an array of objects with Name and Value.");
      }
      if (name.isEmpty() || name.contains("=") || name.indexOf(0) >= 0) {
        throw new ClientException("'%s' is no name of an environment variable.".formatted(name));
      }
      pairs.put(name, pair.get("Value") == null ? "" : String.valueOf(pair.get("Value")));
    }
    return pairs;
  }

  private List<Dependency> dependencies(int size) throws ClientException {
    List<Dependency> dependencies = new ArrayList<>();
    for (Object each : given.get("DependsOn") instanceof List<?> list ? list : List.of()) {
      Map<?, ?> on = each instanceof Map<?, ?> map ? map : Map.of();
      String job = on.get("JobId") instanceof String id ? id : "";
      Dependency.Type type =
          switch (String.valueOf(on.get("Type"))) {
            case "null" -> Dependency.Type.ALL;
            case "N_TO_N" -> Dependency.Type.N_TO_N;
            case "SEQUENTIAL" -> Dependency.Type.SEQUENTIAL;
            default ->
                throw new ClientException("Dependency type must be one of N_TO_N, SEQUENTIAL.");
          };
      if (type != Dependency.Type.ALL && size == 0) {
        throw new ClientException(
            "A dependency of type %s is only for array jobs.".formatted(type));
      }
      if (job.isEmpty() != (type == Dependency.Type.SEQUENTIAL)) {
        throw new ClientException(
            "A dependency needs a JobId, except one of type SEQUENTIAL, which has none.");
      }
      dependencies.add(new Dependency(job, type));
    }
    return dependencies;
  }

  private int attempts(BatchJob job) throws ClientException {
    if (!(object("RetryStrategy").get("Attempts") instanceof Number number)) {
      return job.attempts();
    }
    if (number.intValue() < 1 || number.intValue() > MAX_ATTEMPTS) {
      throw new ClientException("RetryStrategy attempts must be between 1 and 10.");
    }
    return number.intValue();
  }

  private List<RetryRule> rules() throws ClientException {
    List<RetryRule> rules = new ArrayList<>();
    for (Object each :
        object("RetryStrategy").get("EvaluateOnExit") instanceof List<?> list ? list : List.of()) {
      Map<?, ?> rule = each instanceof Map<?, ?> map ? map : Map.of();
      String action = String.valueOf(rule.get("Action"));
      if (!action.equalsIgnoreCase("RETRY") && !action.equalsIgnoreCase("EXIT")) {
        throw new ClientException("The action of EvaluateOnExit must be one of RETRY, EXIT.");
      }
      rules.add(
          new RetryRule(
              text(rule, "OnStatusReason"),
              text(rule, "OnReason"),
              text(rule, "OnExitCode"),
              action.equalsIgnoreCase("RETRY")));
    }
    return rules;
  }

  private static @Nullable String text(Map<?, ?> owner, String name) {
    return owner.get(name) == null ? null : String.valueOf(owner.get(name));
  }

  private @Nullable Duration timeout(BatchJob job) throws ClientException {
    if (!(object("Timeout").get("AttemptDurationSeconds") instanceof Number seconds)) {
      return job.timeout();
    }
    if (seconds.longValue() < 1) {
      throw new ClientException("The timeout of an attempt must be at least a second.");
    }
    return Duration.ofSeconds(seconds.longValue());
  }

  /// What a description shows besides what is run.
  private Map<String, ?> details(
      BatchJob job, String queue, Map<String, String> parameters, Map<String, String> environment) {
    TaskCall.Execution execution = call.execution();
    String arn =
        "arn:%s:batch:%s:%s:"
            .formatted(execution.arn().split(":", 3)[1], execution.region(), execution.account());
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("JobArn", arn + "job/" + id(call));
    details.put("JobName", String.valueOf(given.get("JobName")));
    details.put("JobQueue", arn + "job-queue/" + queue);
    details.put("JobDefinition", arn + "job-definition/" + job.name() + ":1");
    details.put("Parameters", parameters);
    details.put(
        "Environment",
        environment.entrySet().stream()
            .map(each -> Map.of("Name", each.getKey(), "Value", each.getValue()))
            .toList());
    details.put("Tags", object("Tags"));
    details.put("DependsOn", given.get("DependsOn") instanceof List<?> list ? list : List.of());
    Object rules = object("RetryStrategy").get("EvaluateOnExit");
    details.put("EvaluateOnExit", rules instanceof List<?> list ? list : List.of());
    return details;
  }
}
