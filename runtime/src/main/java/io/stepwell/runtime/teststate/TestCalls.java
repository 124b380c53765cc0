package io.stepwell.runtime.teststate;

import io.stepwell.engine.Command;
import io.stepwell.engine.Effect;
import io.stepwell.engine.ErrorOutput;
import io.stepwell.json.Payload;
import io.stepwell.tasks.Inspection;
import io.stepwell.tasks.TaskCall;
import io.stepwell.tasks.TaskHandler;
import io.stepwell.tasks.TaskHandlers;
import io.stepwell.tasks.TaskOutcome;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the call of a Task state that is tested, and waits for its answer.
final class TestCalls {
  private static final Logger LOG = LoggerFactory.getLogger(TestCalls.class);

  private final TaskHandlers handlers;
  private final LongSupplier clock;
  private final TaskCall.Execution execution;
  private final Inspection wire;

  TestCalls(
      TaskHandlers handlers, LongSupplier clock, TaskCall.Execution execution, Inspection wire) {
    this.handlers = handlers;
    this.clock = clock;
    this.execution = execution;
    this.wire = wire;
  }

  /// The answer, or null when there was none in time: the call is then interrupted, as it is with
  /// the thread that waits for it.
  ///
  /// @param until epoch milliseconds
  @Nullable Command make(Effect.CallTask effect, long until) throws InterruptedException {
    String resource = effect.resource().arn();
    TaskHandler handler = handlers.find(resource);
    if (handler == null) {
      return failed(effect, ErrorOutput.TASK_FAILED, handlers.missing(resource));
    }
    long patience = Math.max(1, until - clock.getAsLong());
    FutureTask<TaskOutcome> answer =
        new FutureTask<>(() -> handler.call(call(effect, patience), wire));
    Thread.ofVirtual().name("test-" + resource).start(answer);
    try {
      return command(effect, answer.get(patience, TimeUnit.MILLISECONDS));
    } catch (TimeoutException e) {
      return null;
    } catch (ExecutionException e) {
      LOG.error("A call of {} failed in its handler", resource, e.getCause());
      String cause = "The handler of the resource failed: " + e.getCause();
      return failed(effect, ErrorOutput.TASK_FAILED, cause);
    } finally {
      answer.cancel(true);
    }
  }

  private TaskCall call(Effect.CallTask effect, long patience) {
    return new TaskCall(
        effect.resource().arn(),
        effect.input(),
        UUID.randomUUID().toString(),
        false,
        Duration.ofMillis(patience),
        execution,
        null,
        null);
  }

  private static Command command(Effect.CallTask effect, TaskOutcome outcome) {
    return switch (outcome) {
      case TaskOutcome.Succeeded(Payload output) ->
          new Command.CompleteTask(effect.task(), output, false);
      case TaskOutcome.Submitted _ ->
          throw new IllegalStateException("jobs are not tested without a mock");
      case TaskOutcome.Failed(String error, String cause) -> failed(effect, error, cause);
    };
  }

  private static Command failed(Effect.CallTask effect, String error, @Nullable String cause) {
    return new Command.FailTask(effect.task(), new ErrorOutput(error, cause), false);
  }
}
