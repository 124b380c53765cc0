package io.stepwell.engine.state;

import io.stepwell.engine.Effect;
import io.stepwell.engine.ErrorOutput;
import io.stepwell.engine.TaskResource;
import io.stepwell.json.Payload;
import org.jspecify.annotations.Nullable;

/// One attempt of a Task state, from TaskScheduled to its end.
///
/// @param timeoutAt epoch milliseconds, or null
/// @param heartbeatAt when the next heartbeat is missed, or null
/// @param started an activity task is started when a worker has it, any other at once
/// @param submitted the call has returned and a job or a callback ends the task
/// @param handle how to find the job again
/// @param early a callback that came before the call returned
public record TaskRun(
    int task,
    TaskResource resource,
    Payload input,
    long scheduledAt,
    @Nullable Long timeoutAt,
    @Nullable Long heartbeatSeconds,
    @Nullable Long heartbeatAt,
    boolean started,
    boolean submitted,
    @Nullable Payload handle,
    @Nullable Early early) {

  /// Exactly one of the two is not null.
  public record Early(@Nullable Payload output, @Nullable ErrorOutput error) {}

  TaskRun start(@Nullable Long firstHeartbeatAt) {
    return new TaskRun(
        task,
        resource,
        input,
        scheduledAt,
        timeoutAt,
        heartbeatSeconds,
        firstHeartbeatAt,
        true,
        submitted,
        handle,
        early);
  }

  /// The worker never got it.
  TaskRun unstart() {
    return new TaskRun(
        task,
        resource,
        input,
        scheduledAt,
        timeoutAt,
        heartbeatSeconds,
        null,
        false,
        submitted,
        handle,
        early);
  }

  TaskRun submit(@Nullable Payload jobHandle) {
    return new TaskRun(
        task,
        resource,
        input,
        scheduledAt,
        timeoutAt,
        heartbeatSeconds,
        heartbeatAt,
        started,
        true,
        jobHandle,
        early);
  }

  TaskRun heartbeat(long next) {
    return new TaskRun(
        task,
        resource,
        input,
        scheduledAt,
        timeoutAt,
        heartbeatSeconds,
        next,
        started,
        submitted,
        handle,
        early);
  }

  TaskRun early(Early callback) {
    return new TaskRun(
        task,
        resource,
        input,
        scheduledAt,
        timeoutAt,
        heartbeatSeconds,
        heartbeatAt,
        started,
        submitted,
        handle,
        callback);
  }

  /// Whether SendTaskSuccess, SendTaskFailure and SendTaskHeartbeat may end or prolong it.
  public boolean takesCallbacks() {
    return switch (resource.kind()) {
      case ACTIVITY -> started;
      case FUNCTION -> false;
      case INTEGRATION -> resource.pattern() != TaskResource.Pattern.REQUEST_RESPONSE;
    };
  }

  /// Whether its call submits a job that lives on by itself.
  boolean isJob() {
    return resource.kind() == TaskResource.Kind.INTEGRATION
        && resource.pattern() == TaskResource.Pattern.SYNC;
  }

  /// What should be alive outside for this attempt.
  @Nullable Effect effect(String stateName) {
    if (resource.kind() == TaskResource.Kind.ACTIVITY) {
      return started
          ? null
          : new Effect.OfferActivityTask(task, resource.arn(), input, scheduledAt, stateName);
    }
    if (!started || (submitted && handle == null)) {
      return null;
    }
    return new Effect.CallTask(task, resource, input, stateName, timeoutAt, handle);
  }
}
