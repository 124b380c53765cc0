package io.stepwell.runtime.dispatch;

import io.stepwell.engine.Command;
import io.stepwell.engine.Effect;
import io.stepwell.engine.ErrorOutput;
import io.stepwell.engine.Identity;
import io.stepwell.engine.TaskResource.Pattern;
import io.stepwell.json.Payload;
import io.stepwell.runtime.partition.Metrics;
import io.stepwell.runtime.partition.Origin;
import io.stepwell.runtime.storage.ExecutionKey;
import io.stepwell.runtime.token.TaskTokens;
import io.stepwell.tasks.TaskCall;
import io.stepwell.tasks.TaskHandler;
import io.stepwell.tasks.TaskHandlers;
import io.stepwell.tasks.TaskOutcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes the calls that Task states ask for. Each runs on a virtual thread of its own when its
/// resource has room, and is interrupted when the execution no longer wants its result.
public final class TaskCalls implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TaskCalls.class);

  /// Takes an outcome back to its execution.
  public interface Outcomes {
    void tell(int partition, ExecutionKey execution, Command command);
  }

  /// Runs calls.
  public interface Runner {
    /// Each on a virtual thread of its own.
    Runner VIRTUAL_THREADS =
        (name, body) -> {
          Thread thread = Thread.ofVirtual().name(name).start(body);
          return thread::interrupt;
        };

    /// Begins to run a call, and returns how to interrupt it.
    Runnable run(String name, Runnable body);
  }

  private record CallId(int partition, ExecutionKey execution, int task) {}

  private final TaskHandlers handlers;
  private final TaskTokens tokens;
  private final LongSupplier clock;
  private final Outcomes outcomes;
  private final Metrics metrics;
  private final Runner runner;
  private final Map<CallId, Call> calls = new ConcurrentHashMap<>();
  private final Map<String, ResourceQueue> queues = new ConcurrentHashMap<>();
  private volatile boolean closing;

  public TaskCalls(
      TaskHandlers handlers,
      TaskTokens tokens,
      LongSupplier clock,
      Outcomes outcomes,
      Metrics metrics,
      Runner runner) {
    this.handlers = handlers;
    this.tokens = tokens;
    this.clock = clock;
    this.outcomes = outcomes;
    this.metrics = metrics;
    this.runner = runner;
  }

  /// Makes a call, now or when its resource has room.
  ///
  /// @param again an earlier process may already have made it
  public void open(Origin origin, Effect.CallTask effect, boolean again) {
    String resource = effect.resource().arn();
    TaskHandler handler = handlers.find(resource);
    if (handler == null) {
      tell(origin, unresolved(effect, handlers.missing(resource)));
    } else if (effect.handle() != null) {
      tell(origin, unresolved(effect, "No handler waits for the jobs of " + resource));
    } else if (again && !handler.repeatable()) {
      String cause = "the server stopped during the call; its outcome is unknown";
      tell(origin, failed(effect, ErrorOutput.TASK_FAILED, cause));
    } else {
      Call call = new Call(origin, effect, handler, again);
      calls.put(call.id(), call);
      metrics.taskCalls.increment();
      queues.computeIfAbsent(resource, _ -> new ResourceQueue()).add(call);
    }
  }

  /// The result is no longer wanted.
  public void close(Origin origin, Effect.CallTask effect) {
    Call call = calls.remove(new CallId(origin.partition(), origin.key(), effect.task()));
    if (call != null) {
      call.cancel();
    }
  }

  /// How many calls are out or wait for room.
  public int size() {
    return calls.size();
  }

  /// Interrupts what is out. Nothing is told of it: the next process makes these calls again.
  @Override
  public void close() {
    closing = true;
    calls.values().forEach(Call::cancel);
    calls.clear();
  }

  private void tell(Origin origin, Command command) {
    outcomes.tell(origin.partition(), origin.key(), command);
  }

  private static Command unresolved(Effect.CallTask effect, String cause) {
    return failed(effect, ErrorOutput.TASK_FAILED, cause);
  }

  private static Command failed(Effect.CallTask effect, String error, @Nullable String cause) {
    return new Command.FailTask(effect.task(), new ErrorOutput(error, cause), false);
  }

  /// One call, from the queue of its resource to its outcome.
  private final class Call implements ResourceQueue.Entry {
    private final Origin origin;
    private final Effect.CallTask effect;
    private final TaskHandler handler;
    private final boolean again;
    private @Nullable Runnable interrupter;
    private boolean cancelled;

    Call(Origin origin, Effect.CallTask effect, TaskHandler handler, boolean again) {
      this.origin = origin;
      this.effect = effect;
      this.handler = handler;
      this.again = again;
    }

    CallId id() {
      return new CallId(origin.partition(), origin.key(), effect.task());
    }

    @Override
    public int maxConcurrency() {
      return handler.maxConcurrency();
    }

    @Override
    public synchronized boolean start(Runnable ended) {
      if (cancelled) {
        return false;
      }
      interrupter = runner.run("task-" + effect.resource().arn(), () -> makeThen(ended));
      return true;
    }

    synchronized void cancel() {
      cancelled = true;
      Runnable interrupt = interrupter;
      if (interrupt != null) {
        interrupt.run();
      }
    }

    private void makeThen(Runnable ended) {
      try {
        make();
      } finally {
        ended.run();
      }
    }

    private void make() {
      Command outcome = outcome();
      if (outcome != null && calls.remove(id(), this) && !closing) {
        tell(origin, outcome);
      }
    }

    /// Null when nobody wants it any more.
    private @Nullable Command outcome() {
      try {
        return switch (handler.call(taskCall())) {
          case TaskOutcome.Succeeded(Payload output) -> succeeded(output);
          case TaskOutcome.Failed(String error, String cause) -> failed(effect, error, cause);
        };
      } catch (InterruptedException e) {
        if (!wanted()) {
          return null;
        }
        return failed(effect, ErrorOutput.TASK_FAILED, "The call was interrupted");
      } catch (RuntimeException | StackOverflowError e) {
        if (!wanted()) {
          return null;
        }
        LOG.error("A call of {} failed in its handler", effect.resource().arn(), e);
        String cause = "The handler of the resource failed: " + e;
        return failed(effect, ErrorOutput.TASK_FAILED, cause);
      }
    }

    private synchronized boolean wanted() {
      return !cancelled;
    }

    private Command succeeded(Payload output) {
      return switch (effect.resource().pattern()) {
        case REQUEST_RESPONSE -> new Command.CompleteTask(effect.task(), output, false);
        case SYNC -> new Command.SubmitTask(effect.task(), output, output);
        case WAIT_FOR_TASK_TOKEN -> new Command.SubmitTask(effect.task(), output, null);
      };
    }

    private TaskCall taskCall() {
      Identity who = origin.start().identity();
      Long timeoutAt = effect.timeoutAt();
      return new TaskCall(
          effect.resource().arn(),
          effect.input(),
          requestId(who.arn(), effect.task()),
          again,
          timeoutAt == null ? null : Duration.ofMillis(Math.max(1, timeoutAt - clock.getAsLong())),
          new TaskCall.Execution(
              who.account(), who.region(), who.arn(), who.stateMachineArn(), effect.stateName()),
          token(),
          origin.start().traceHeader());
    }

    private @Nullable String token() {
      return effect.resource().pattern() == Pattern.WAIT_FOR_TASK_TOKEN
          ? tokens.token(origin.partition(), origin.key(), effect.task())
          : null;
    }
  }

  /// The same for the same attempt in every process, another for every other attempt.
  static String requestId(String executionArn, int task) {
    byte[] name = (executionArn + "#" + task).getBytes(StandardCharsets.UTF_8);
    return UUID.nameUUIDFromBytes(name).toString();
  }
}
