package io.stepwell.runtime.dispatch;

import io.stepwell.engine.Command;
import io.stepwell.engine.Effect;
import io.stepwell.runtime.partition.Origin;
import io.stepwell.tasks.JobHandler;
import io.stepwell.tasks.TaskCall;
import io.stepwell.tasks.TaskHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stops the jobs that nobody wants any more.
final class JobCancellations implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(JobCancellations.class);

  private final TaskHandlers handlers;
  private final CallRequests requests;
  private final TaskCalls.Outcomes outcomes;
  private final TaskCalls.Runner runner;
  private final Map<Cancellation, Runnable> underWay = new ConcurrentHashMap<>();
  private volatile boolean closing;

  JobCancellations(
      TaskHandlers handlers,
      CallRequests requests,
      TaskCalls.Outcomes outcomes,
      TaskCalls.Runner runner) {
    this.handlers = handlers;
    this.requests = requests;
    this.outcomes = outcomes;
    this.runner = runner;
  }

  /// Begins to stop a job; its execution is told when that is done.
  void begin(Origin origin, Effect.CancelJob effect) {
    new Cancellation(origin, effect).begin();
  }

  /// Interrupts what is under way: the next process goes on with it.
  @Override
  public void close() {
    closing = true;
    underWay.values().forEach(Runnable::run);
    underWay.clear();
  }

  /// The end of one job that nobody wants any more.
  private final class Cancellation {
    private static final int ATTEMPTS = 12;
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final Origin origin;
    private final Effect.CancelJob effect;

    Cancellation(Origin origin, Effect.CancelJob effect) {
      this.origin = origin;
      this.effect = effect;
    }

    void begin() {
      if (!closing) {
        underWay.put(this, () -> {});
        Runnable interrupter = runner.run("cancel-" + effect.resource().arn(), this::make);
        underWay.replace(this, interrupter);
      }
    }

    private void make() {
      try {
        if (stopped() && !closing) {
          outcomes.tell(
              origin.partition(), origin.key(), new Command.AcknowledgeCancel(effect.task()));
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt(); // the process ends; the next one goes on with it
      } finally {
        underWay.remove(this);
      }
    }

    /// Tries for some minutes; a service that refuses longer keeps its job, and the log says so.
    private boolean stopped() throws InterruptedException {
      String resource = effect.resource().arn();
      if (!(handlers.find(resource) instanceof JobHandler jobs)) {
        LOG.warn("Nobody here can stop a job of {} that is no longer wanted", resource);
        return true;
      }
      TaskCall call = requests.of(origin, effect);
      Duration pause = Duration.ofSeconds(1);
      for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
        try {
          jobs.cancel(call, effect.handle());
          return true;
        } catch (RuntimeException e) {
          LOG.warn("A job of {} could not be stopped yet: {}", resource, e.toString());
        }
        Thread.sleep(pause);
        Duration twice = pause.multipliedBy(2);
        pause = twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
      }
      LOG.error("A job of {} could not be stopped and may still run", resource);
      return true;
    }
  }
}
