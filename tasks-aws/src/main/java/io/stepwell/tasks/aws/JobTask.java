package io.stepwell.tasks.aws;

import io.stepwell.json.Json;
import io.stepwell.json.Payload;
import io.stepwell.tasks.JobHandler;
import io.stepwell.tasks.TaskCall;
import io.stepwell.tasks.TaskOutcome;
import io.stepwell.tasks.remote.ServiceAction;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.exception.SdkServiceException;

/// A job of a service, in the `.sync` form: submitted, asked after until it has ended, and stopped
/// when nobody wants it any more.
final class JobTask extends ApiTask implements JobHandler {
  private static final Duration FIRST_WAIT = Duration.ofMillis(500);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(20);

  private final Job job;

  JobTask(ApiCaller caller, ServiceAction action, Integration integration, Job job) {
    super(caller, action, integration);
    this.job = job;
  }

  @Override
  public TaskOutcome call(TaskCall call) throws InterruptedException {
    TaskOutcome outcome = super.call(call);
    if (!(outcome instanceof TaskOutcome.Succeeded(Payload output))
        || !(output.value() instanceof Map<?, ?> submitted)) {
      return outcome;
    }
    Map<String, String> handle = job.handle(parameters(call), submitted);
    return handle == null
        ? new TaskOutcome.Failed(NOT_STARTED, output.text())
        : new TaskOutcome.Submitted(output, Payload.of(handle));
  }

  /// What AWS says when ECS starts no task and gives reasons.
  private static final String NOT_STARTED = "AmazonECS.Unknown";

  /// Asks soon at first, then less and less often. An answer that a service could not give is
  /// asked for again; one that it refuses is the end.
  @Override
  public TaskOutcome await(TaskCall call, Payload handle) throws InterruptedException {
    Duration wait = FIRST_WAIT;
    while (true) {
      TaskOutcome ended = poll(call, handle);
      if (ended != null) {
        return ended;
      }
      Thread.sleep(wait);
      Duration longer = wait.multipliedBy(3).dividedBy(2);
      wait = longer.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : longer;
    }
  }

  private @Nullable TaskOutcome poll(TaskCall call, Payload handle) throws InterruptedException {
    try {
      Operation.Reply reply = call(job.poll(), call, handle);
      Map<String, @Nullable Object> answer = new Result(Result.Times.MILLIS).of(reply);
      return Job.at(answer, job.described()) instanceof Map<?, ?> described
          ? ended(described)
          : null;
    } catch (SdkException e) {
      return isTransient(e) ? null : failed(e);
    }
  }

  private @Nullable TaskOutcome ended(Map<?, ?> described) {
    String status = String.valueOf(Job.at(described, job.status()));
    if (job.bad().contains(status)
        || (job.good().contains(status) && !containersSucceeded(described))) {
      return new TaskOutcome.Failed("States.TaskFailed", Json.write(described));
    }
    return job.good().contains(status) ? limited(Payload.of(described)) : null;
  }

  /// Whether all containers of a task have ended with 0; other jobs have none.
  private static boolean containersSucceeded(Map<?, ?> described) {
    return !(described.get("Containers") instanceof List<?> containers)
        || containers.stream()
            .allMatch(
                each -> Job.at(each, "ExitCode") instanceof Number code && code.intValue() == 0);
  }

  @Override
  public void cancel(TaskCall call, @Nullable Payload handle) throws InterruptedException {
    if (handle == null) {
      return; // the submission was never answered, and a service tells jobs by nothing else
    }
    try {
      call(job.stop(), call, handle);
    } catch (SdkException e) {
      if (isTransient(e)) {
        throw e;
      }
      failed(e); // refused: it has ended; what is thrown there is an interruption
    }
  }

  private Operation.Reply call(Job.Call what, TaskCall call, Payload handle) {
    if (!(handle.value() instanceof Map<?, ?> parts)) {
      throw new IllegalStateException("the handle of a job is an object");
    }
    try {
      return caller()
          .call(
              what.action(),
              what.parameters().apply(parts),
              Set.of(),
              call.execution().region(),
              call.requestId());
    } catch (RefusedParametersException e) {
      throw new IllegalStateException("parameters of our own are refused", e);
    }
  }

  private static boolean isTransient(SdkException e) {
    return e instanceof SdkServiceException refused
        ? refused.isThrottlingException() || refused.statusCode() >= 500
        : !Thread.currentThread().isInterrupted() && e.retryable();
  }
}
