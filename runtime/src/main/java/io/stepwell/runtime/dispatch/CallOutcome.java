package io.stepwell.runtime.dispatch;

import io.stepwell.engine.Command;
import io.stepwell.engine.Effect;
import io.stepwell.engine.ErrorOutput;
import io.stepwell.json.Payload;
import io.stepwell.tasks.JobHandler;
import io.stepwell.tasks.TaskCall;
import io.stepwell.tasks.TaskHandler;
import io.stepwell.tasks.TaskOutcome;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the execution is told of a call.
final class CallOutcome {
  private static final Logger LOG = LoggerFactory.getLogger(CallOutcome.class);

  private CallOutcome() {}

  /// Makes the call and waits for its end; null when nobody wants it any more.
  static @Nullable Command of(
      Effect.CallTask effect, TaskHandler handler, TaskCall call, BooleanSupplier wanted) {
    try {
      return switch (answer(effect, handler, call)) {
        case TaskOutcome.Succeeded(Payload output) -> succeeded(effect, output);
        case TaskOutcome.Submitted(Payload output, Payload handle) ->
            new Command.SubmitTask(effect.task(), output, handle);
        case TaskOutcome.Failed(String error, String cause) -> failed(effect, error, cause);
      };
    } catch (InterruptedException e) {
      return wanted.getAsBoolean() ? failed(effect, "The call was interrupted") : null;
    } catch (RuntimeException | StackOverflowError | LinkageError e) { // a jar may not fit
      if (!wanted.getAsBoolean()) {
        return null;
      }
      LOG.error("A call of {} failed in its handler", effect.resource().arn(), e);
      return failed(effect, "The handler of the resource failed: " + e);
    }
  }

  private static TaskOutcome answer(Effect.CallTask effect, TaskHandler handler, TaskCall call)
      throws InterruptedException {
    Payload handle = effect.handle();
    return handle != null && handler instanceof JobHandler jobs
        ? jobs.await(call, handle)
        : handler.call(call);
  }

  private static Command succeeded(Effect.CallTask effect, Payload output) {
    return switch (effect.resource().pattern()) {
      case REQUEST_RESPONSE -> new Command.CompleteTask(effect.task(), output, false);
      case SYNC ->
          effect.handle() == null
              ? nobodyWaits(effect)
              : new Command.CompleteTask(effect.task(), output, false);
      case WAIT_FOR_TASK_TOKEN -> new Command.SubmitTask(effect.task(), output, null);
    };
  }

  static Command nobodyWaits(Effect.CallTask effect) {
    return failed(effect, "No handler waits for the jobs of " + effect.resource().arn());
  }

  /// With `States.TaskFailed`.
  static Command failed(Effect.CallTask effect, String cause) {
    return failed(effect, ErrorOutput.TASK_FAILED, cause);
  }

  private static Command failed(Effect.CallTask effect, String error, @Nullable String cause) {
    return new Command.FailTask(effect.task(), new ErrorOutput(error, cause), false);
  }
}
