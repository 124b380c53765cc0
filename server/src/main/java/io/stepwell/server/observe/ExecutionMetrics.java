package io.stepwell.server.observe;

import io.stepwell.engine.Event;
import io.stepwell.engine.Identity;
import io.stepwell.engine.Stamped;
import io.stepwell.engine.Start;
import io.stepwell.engine.TaskResource;
import io.stepwell.runtime.observe.Observed;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Counts executions by machine, and tasks by resource, under names that mirror those of AWS's
/// metrics. Of machines and resources the first [#MAX_LABELS] each have labels of their own; all
/// others share `other`.
public final class ExecutionMetrics {
  static final int MAX_LABELS = 200;

  private static final String OTHER = "other";

  private record MachineKey(String account, String region, String name) {}

  private record ResourceKey(TaskResource.Kind kind, String arn) {}

  private final Map<MachineKey, MachineNumbers> machines = new ConcurrentHashMap<>();
  private final Map<ResourceKey, ResourceNumbers> resources = new ConcurrentHashMap<>();
  private final OpenTasks open = new OpenTasks();

  void events(Observed execution, List<Stamped> events) {
    MachineNumbers machine = machine(execution.start().identity());
    String arn = null;
    for (Stamped event : events) {
      machine.count(execution, event);
      TaskResource resource = resource(event.event());
      if (resource != null) {
        arn = arn == null ? execution.arn() : arn;
        count(arn, resource, event);
      }
    }
    if (ends(events.getLast().event())) {
      open.executionEnded(arn == null ? execution.arn() : arn);
    }
  }

  private static boolean ends(Event last) {
    return last instanceof Event.ExecutionFailed
        || last instanceof Event.ExecutionAborted
        || last instanceof Event.ExecutionTimedOut; // tasks may have been given up
  }

  void billed(Start start, long millis, long megabytes) {
    MachineNumbers machine = machine(start.identity());
    machine.billedMillis.add(millis);
    machine.billedMegabyteMillis.add(millis * megabytes);
  }

  private MachineNumbers machine(Identity identity) {
    String name = identity.stateMachine();
    int label = name.indexOf('/');
    MachineKey key =
        new MachineKey(
            identity.account(), identity.region(), label < 0 ? name : name.substring(0, label));
    MachineNumbers known = machines.get(key);
    if (known != null) {
      return known;
    }
    MachineKey own = machines.size() < MAX_LABELS ? key : new MachineKey("", "", OTHER);
    return machines.computeIfAbsent(own, _ -> new MachineNumbers());
  }

  private ResourceNumbers numbers(TaskResource resource) {
    ResourceKey key = new ResourceKey(resource.kind(), resource.arn());
    ResourceNumbers known = resources.get(key);
    if (known != null) {
      return known;
    }
    ResourceKey own = resources.size() < MAX_LABELS ? key : new ResourceKey(resource.kind(), OTHER);
    return resources.computeIfAbsent(own, _ -> new ResourceNumbers());
  }

  private static @Nullable TaskResource resource(Event event) {
    return switch (event) {
      case Event.TaskScheduled e -> e.resource();
      case Event.TaskStarted e -> e.resource();
      case Event.TaskSucceeded e -> e.resource();
      case Event.TaskFailed e -> e.resource();
      case Event.TaskTimedOut e -> e.resource();
      default -> null;
    };
  }

  private void count(String arn, TaskResource resource, Stamped stamped) {
    ResourceNumbers numbers = numbers(resource);
    long at = stamped.at();
    switch (stamped.event()) {
      case Event.TaskScheduled e -> {
        numbers.scheduled.increment();
        open.scheduled(arn, e.task(), at);
      }
      case Event.TaskStarted e -> {
        numbers.started.increment();
        OpenTasks.Times times = open.started(arn, e.task(), at);
        if (times != null) {
          numbers.scheduleTime.add(at - times.scheduledAt());
        }
      }
      case Event.TaskSucceeded e -> ended(numbers, numbers.succeeded, arn, e.task(), at);
      case Event.TaskFailed e -> ended(numbers, numbers.failed, arn, e.task(), at);
      case Event.TaskTimedOut e -> ended(numbers, numbers.timedOut, arn, e.task(), at);
      default -> throw new IllegalStateException("no task's event: " + stamped);
    }
  }

  private void ended(ResourceNumbers numbers, LongAdder counter, String arn, int task, long at) {
    counter.increment();
    OpenTasks.Times times = open.ended(arn, task);
    if (times != null) {
      numbers.time.add(at - times.scheduledAt());
      if (times.startedAt() != 0) {
        numbers.runTime.add(at - times.startedAt());
      }
    }
  }

  // ---- shown

  void write(MetricsText out) {
    Map<String, MachineNumbers> byLabel = new TreeMap<>();
    machines.forEach((key, numbers) -> byLabel.put(label(key), numbers));
    machineCounter(out, byLabel, "executions_started", "Executions started", n -> n.started);
    machineCounter(out, byLabel, "executions_succeeded", "Executions succeeded", n -> n.succeeded);
    machineCounter(out, byLabel, "executions_failed", "Executions failed", n -> n.failed);
    machineCounter(out, byLabel, "executions_aborted", "Executions aborted", n -> n.aborted);
    machineCounter(out, byLabel, "executions_timed_out", "Executions timed out", n -> n.timedOut);
    machineCounter(out, byLabel, "executions_redriven", "Executions redriven", n -> n.redriven);
    machineCounter(out, byLabel, "map_runs_started", "Map runs started", n -> n.mapRunsStarted);
    machineCounter(
        out, byLabel, "map_runs_succeeded", "Map runs succeeded", n -> n.mapRunsSucceeded);
    machineCounter(out, byLabel, "map_runs_failed", "Map runs failed", n -> n.mapRunsFailed);
    machineCounter(out, byLabel, "map_runs_aborted", "Map runs aborted", n -> n.mapRunsAborted);
    machineCounter(
        out,
        byLabel,
        "express_execution_billed_milliseconds",
        "Time of express executions as AWS would bill it",
        n -> n.billedMillis);
    machineCounter(
        out,
        byLabel,
        "express_execution_billed_megabyte_milliseconds",
        "Memory of express executions times their time, as AWS would bill it",
        n -> n.billedMegabyteMillis);
    out.family("execution_time_seconds", "histogram", "From an execution's start to its end");
    byLabel.forEach((label, numbers) -> numbers.time.write(out, label));
    resources(out, TaskResource.Kind.ACTIVITY, "activity", "activities", "activity");
    resources(out, TaskResource.Kind.FUNCTION, "lambda_function", "lambda_functions", "function");
    resources(
        out,
        TaskResource.Kind.INTEGRATION,
        "service_integration",
        "service_integrations",
        "resource");
  }

  private static String label(MachineKey key) {
    return MetricsText.label("state_machine", key.name())
        + ","
        + MetricsText.label("region", key.region())
        + ","
        + MetricsText.label("account", key.account());
  }

  private static void machineCounter(
      MetricsText out,
      Map<String, MachineNumbers> machines,
      String name,
      String help,
      Function<MachineNumbers, LongAdder> counter) {
    out.family(name + "_total", "counter", help);
    machines.forEach((label, numbers) -> out.value(label, counter.apply(numbers).sum()));
  }

  private void resources(
      MetricsText out, TaskResource.Kind kind, String one, String many, String labelName) {
    Map<String, ResourceNumbers> own = new TreeMap<>();
    resources.forEach(
        (key, numbers) -> {
          if (key.kind() == kind) {
            own.put(MetricsText.label(labelName, key.arn()), numbers);
          }
        });
    if (own.isEmpty()) {
      return;
    }
    taskCounter(out, own, many + "_scheduled", n -> n.scheduled);
    taskCounter(out, own, many + "_started", n -> n.started);
    taskCounter(out, own, many + "_succeeded", n -> n.succeeded);
    taskCounter(out, own, many + "_failed", n -> n.failed);
    taskCounter(out, own, many + "_timed_out", n -> n.timedOut);
    taskTime(out, own, one + "_schedule_time_seconds", n -> n.scheduleTime);
    taskTime(out, own, one + "_run_time_seconds", n -> n.runTime);
    taskTime(out, own, one + "_time_seconds", n -> n.time);
  }

  private static void taskCounter(
      MetricsText out,
      Map<String, ResourceNumbers> resources,
      String name,
      Function<ResourceNumbers, LongAdder> counter) {
    out.family(name + "_total", "counter", "Tasks of this kind, by what they use");
    resources.forEach((label, numbers) -> out.value(label, counter.apply(numbers).sum()));
  }

  private static void taskTime(
      MetricsText out,
      Map<String, ResourceNumbers> resources,
      String name,
      Function<ResourceNumbers, Durations> time) {
    out.family(name, "histogram", "Times of tasks of this kind, by what they use");
    resources.forEach((label, numbers) -> time.apply(numbers).write(out, label));
  }
}
