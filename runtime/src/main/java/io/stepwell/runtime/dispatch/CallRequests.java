package io.stepwell.runtime.dispatch;

import io.stepwell.engine.Effect;
import io.stepwell.engine.Identity;
import io.stepwell.engine.TaskResource;
import io.stepwell.engine.TaskResource.Pattern;
import io.stepwell.json.Payload;
import io.stepwell.runtime.observe.Observer;
import io.stepwell.runtime.partition.Origin;
import io.stepwell.runtime.token.TaskTokens;
import io.stepwell.tasks.TaskCall;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// What handlers are told of a call.
///
/// @param clock epoch milliseconds
record CallRequests(TaskTokens tokens, LongSupplier clock, Observer observer) {
  /// @param again an earlier process may already have made it
  TaskCall of(Origin origin, Effect.CallTask effect, boolean again) {
    return of(
        origin,
        effect.task(),
        effect.resource(),
        effect.input(),
        effect.stateName(),
        again,
        effect.timeoutAt());
  }

  /// The call whose job is to be stopped.
  TaskCall of(Origin origin, Effect.CancelJob effect) {
    return of(
        origin, effect.task(), effect.resource(), effect.input(), effect.stateName(), true, null);
  }

  private TaskCall of(
      Origin origin,
      int task,
      TaskResource resource,
      Payload input,
      String stateName,
      boolean again,
      @Nullable Long timeoutAt) {
    Identity who = origin.start().identity();
    return new TaskCall(
        resource.arn(),
        input,
        requestId(who.arn(), task),
        again,
        timeoutAt == null ? null : Duration.ofMillis(Math.max(1, timeoutAt - clock.getAsLong())),
        new TaskCall.Execution(
            who.account(), who.region(), who.arn(), who.stateMachineArn(), stateName),
        resource.pattern() == Pattern.WAIT_FOR_TASK_TOKEN
            ? tokens.token(origin.partition(), origin.key(), task)
            : null,
        observer.traceHeader(origin.start(), task));
  }

  /// The same for the same attempt in every process, another for every other attempt.
  static String requestId(String executionArn, int task) {
    byte[] name = (executionArn + "#" + task).getBytes(StandardCharsets.UTF_8);
    return UUID.nameUUIDFromBytes(name).toString();
  }
}
