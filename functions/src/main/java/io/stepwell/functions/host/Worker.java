package io.stepwell.functions.host;

import io.stepwell.json.Payload;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One process that serves calls of one revision of a function, one call at a time.
///
/// It ends when it is stopped, when a call outlasts its time, or by itself; in each case its children
/// are killed with it, its record and its working directory go away.
final class Worker {
  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

  private final Deployment deployment;
  private final RuntimeApi api;
  private final Process process;
  private final WorkerOutput output;
  private final CallLog log;
  private final Duration startTime;
  private volatile long idleSinceNanos = System.nanoTime();
  private volatile boolean stopped;
  private volatile RuntimeApi.@Nullable Handover current;

  Worker(
      Deployment deployment,
      RuntimeApi api,
      WorkerProcess.Started started,
      FunctionLog log,
      Duration startTime) {
    this.deployment = deployment;
    this.api = api;
    process = started.process();
    output = started.output();
    this.log = new CallLog(log);
    this.startTime = startTime;
    Processes.whenEnded(process, ended -> exited());
    Thread.ofPlatform().daemon().name("worker-output-" + process.pid()).start(this::copyOutput);
  }

  Deployment deployment() {
    return deployment;
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return !stopped && process.isAlive();
  }

  long idleSinceNanos() {
    return idleSinceNanos;
  }

  void becameIdle() {
    idleSinceNanos = System.nanoTime();
  }

  void whenEnded(Runnable action) {
    Processes.whenEnded(process, ended -> action.run());
  }

  /// Waits until the worker asks for its first call, or will not.
  RuntimeApi.Ready awaitReady() throws InterruptedException {
    CompletableFuture<RuntimeApi.Ready> ready = api.ready();
    Processes.whenEnded(
        process,
        ended ->
            ready.complete(
                failed(requestId -> ErrorDocument.exited(requestId, ended.exitValue()))));
    try {
      return ready.get(startTime.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return failed(requestId -> ErrorDocument.timedOut(requestId, startTime));
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  private static RuntimeApi.Ready failed(Function<String, Payload> documentOfRequest) {
    return new RuntimeApi.Ready.Failed(
        requestId -> new Outcome.Failed(documentOfRequest.apply(requestId)));
  }

  /// Serves one call. When it takes too long, or the thread is interrupted, the process is killed.
  ///
  /// @return null when the process ended before it took the call, which can so be given to another
  @Nullable Answer serve(Call call) throws InterruptedException {
    long start = System.nanoTime();
    log.begin("START RequestId: " + call.requestId() + " Version: " + deployment.version());
    RuntimeApi.Handover handover = api.offer(call);
    current = handover;
    if (!process.isAlive()) {
      exited(); // it may have ended before it could be told of this call
    }
    try {
      Outcome outcome = handover.outcome.get(call.timeout().toMillis(), TimeUnit.MILLISECONDS);
      report(call, start, isAlive() ? "" : "\tStatus: error");
      return outcome == null ? null : new Answer(outcome, log.tail());
    } catch (TimeoutException e) {
      stop();
      report(call, start, "\tStatus: timeout");
      return new Answer(
          new Outcome.Failed(ErrorDocument.timedOut(call.requestId(), call.timeout())), log.tail());
    } catch (InterruptedException e) {
      stop();
      report(call, start, "\tStatus: aborted");
      throw e;
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  /// One look at the process's end for all calls: the JDK would keep one for each until the end.
  private void exited() {
    RuntimeApi.Handover handover = current;
    if (handover != null) {
      handover.workerExited(process.exitValue());
    }
  }

  private void report(Call call, long start, String status) {
    double millis = (System.nanoTime() - start) / 1e6;
    output.fence();
    log.add(
        "END RequestId: " + call.requestId(),
        String.format(
            Locale.ROOT,
            "REPORT RequestId: %s\tDuration: %.2f ms\tBilled Duration: %d ms\tMemory Size: %d MB%s",
            call.requestId(),
            millis,
            (long) Math.ceil(millis),
            deployment.memoryMegabytes(),
            status));
  }

  /// Kills the process with its children. Harmless when it has ended.
  void stop() {
    stopped = true;
    if (process.isAlive()) {
      Processes.kill(process.toHandle());
    }
    closeApi();
  }

  void closeApi() {
    try {
      api.close();
    } catch (IOException e) {
      LOG.warn("Closing the Runtime API of worker {}: {}", pid(), e.toString());
    }
  }

  private void copyOutput() {
    try {
      output.copyTo(log);
    } catch (IOException e) {
      LOG.debug("Output of worker {} ended: {}", pid(), e.toString());
    }
  }
}
