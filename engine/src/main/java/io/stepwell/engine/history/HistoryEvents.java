package io.stepwell.engine.history;

import io.stepwell.engine.ErrorOutput;
import io.stepwell.engine.Event;
import io.stepwell.engine.Identity;
import io.stepwell.engine.Stamped;
import io.stepwell.engine.Start;
import io.stepwell.engine.TaskResource;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Renders stored events in AWS's JSON form: names, types and presence of members as in replies to
/// GetExecutionHistory.
public final class HistoryEvents {
  private HistoryEvents() {}

  /// AWS's form of an event; null for internal ones.
  ///
  /// @param identity of the execution: `TaskScheduled` shows its region
  /// @param includeData whether input, output, parameters and assigned variables are shown
  public static @Nullable Map<String, @Nullable Object> render(
      Stamped stamped, Identity identity, boolean includeData) {
    if (stamped.internal()) {
      return null;
    }
    Event event = stamped.event();
    String type = TypeName.of(event);
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put("timestamp", BigDecimal.valueOf(stamped.at(), 3));
    shown.put("type", type);
    shown.put("id", stamped.id());
    shown.put("previousEventId", stamped.previousId());
    Details details = details(event, identity.region(), new Details(includeData));
    if (details != null) {
      shown.put(key(event, type), details.members());
    }
    return shown;
  }

  /// The event's details, or null for a type that has none.
  private static @Nullable Details details(Event event, String region, Details own) {
    return switch (event) {
      case Event.ExecutionStarted e -> started(own, e.start());
      case Event.ExecutionSucceeded e -> own.output(e.output());
      case Event.ExecutionFailed e -> failed(own, e.error());
      case Event.ExecutionAborted e -> failed(own, e.error());
      case Event.ExecutionTimedOut e -> failed(own, e.error());
      case Event.ExecutionRedriven e -> own.with("redriveCount", (long) e.redriveCount());
      case Event.StateEntered e -> own.with("name", e.name()).input(e.input());
      case Event.StateExited e ->
          own.with("name", e.name()).output(e.output()).assigned(e.assigned());
      case Event.EvaluationFailed e ->
          failed(own, e.error()).with("location", e.location()).with("state", e.state());
      case Event.TaskScheduled e -> scheduled(own, e, region);
      case Event.TaskStarted e -> taskStarted(own, e);
      case Event.TaskSubmitted e -> resource(own, e.resource()).output(e.output());
      case Event.TaskSucceeded e -> resource(own, e.resource()).output(e.output());
      case Event.TaskFailed e -> failed(resource(own, e.resource()), e.error());
      case Event.TaskTimedOut e -> failed(resource(own, e.resource()), e.error());
      case Event.MapStarted e -> own.with("length", (long) e.length());
      case Event.MapIterationStarted e -> iteration(own, e.name(), e.index());
      case Event.MapIterationSucceeded e -> iteration(own, e.name(), e.index());
      case Event.MapIterationFailed e -> iteration(own, e.name(), e.index());
      case Event.MapIterationAborted e -> iteration(own, e.name(), e.index());
      case Event.MapRunStarted e -> own.with("mapRunArn", e.mapRunArn());
      case Event.MapRunFailed e -> failed(own, e.error());
      case Event.MapRunRedriven e ->
          own.with("mapRunArn", e.mapRunArn()).with("redriveCount", (long) e.redriveCount());
      case Event.StateAborted _,
          Event.StateFailing _,
          Event.WaitStarted _,
          Event.RetryScheduled _,
          Event.Woken _,
          Event.TaskHeartbeat _,
          Event.TaskReturned _,
          Event.CallbackReceived _,
          Event.JobCancelled _,
          Event.ParallelStarted _,
          Event.ParallelSucceeded _,
          Event.ParallelFailed _,
          Event.MapSucceeded _,
          Event.MapFailed _,
          Event.MapRunOrdered _,
          Event.MapRunEnded _,
          Event.MapRunSucceeded _,
          Event.MapRunAborted _ ->
          null;
    };
  }

  /// The member that holds an event's details; those of all states share two.
  private static String key(Event event, String type) {
    if (event instanceof Event.StateEntered) {
      return "stateEnteredEventDetails";
    }
    if (event instanceof Event.StateExited) {
      return "stateExitedEventDetails";
    }
    return Character.toLowerCase(type.charAt(0)) + type.substring(1) + "EventDetails";
  }

  private static Details started(Details details, Start start) {
    return details
        .input(start.input())
        .with("roleArn", start.roleArn())
        .with("stateMachineAliasArn", start.aliasArn())
        .with("stateMachineVersionArn", start.versionArn());
  }

  private static Details failed(Details details, ErrorOutput error) {
    return details.with("error", error.error()).with("cause", error.cause());
  }

  private static Details iteration(Details details, String name, int index) {
    return details.with("name", name).with("index", (long) index);
  }

  private static Details scheduled(Details details, Event.TaskScheduled e, String region) {
    switch (e.resource().kind()) {
      case FUNCTION, ACTIVITY -> details.with("resource", e.resource().arn()).input(e.input());
      case INTEGRATION ->
          resource(details, e.resource()).with("region", region).parameters(e.input());
    }
    details.with("timeoutInSeconds", e.timeoutSeconds());
    if (e.resource().kind() != TaskResource.Kind.FUNCTION) {
      details.with("heartbeatInSeconds", e.heartbeatSeconds());
    }
    String role = e.credentialsRole();
    if (role != null && e.resource().kind() != TaskResource.Kind.ACTIVITY) {
      details.with("taskCredentials", Map.of("roleArn", role));
    }
    return details;
  }

  private static @Nullable Details taskStarted(Details details, Event.TaskStarted e) {
    return switch (e.resource().kind()) {
      case FUNCTION -> null;
      case ACTIVITY -> details.with("workerName", e.workerName());
      case INTEGRATION -> resource(details, e.resource());
    };
  }

  /// What an event of the `Task…` family says of its resource; the others say nothing.
  private static Details resource(Details details, TaskResource resource) {
    return resource.kind() == TaskResource.Kind.INTEGRATION
        ? details.with("resourceType", resource.type()).with("resource", resource.action())
        : details;
  }
}
