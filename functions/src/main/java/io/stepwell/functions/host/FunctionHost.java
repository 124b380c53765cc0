package io.stepwell.functions.host;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs functions in worker processes: the door of this package.
public final class FunctionHost implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FunctionHost.class);
  private static final int SWEEP_SECONDS = 10;
  private static final int END_SECONDS = 10;
  private static final String STOPPING = "The server is stopping";

  private final HostSettings settings;
  private final CodeCache code;
  private final List<LanguageRuntime> runtimes;
  private final WorkerRecords records;
  private final WorkerProcess processes;
  private final WorkerPool pool;
  private final LivingWorkers living = new LivingWorkers();
  private final Map<String, FunctionLog> logs = new ConcurrentHashMap<>();
  private final ScheduledExecutorService sweeper =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("worker-sweep").factory());

  private volatile boolean closed;

  private FunctionHost(HostSettings settings) throws IOException {
    this.settings = settings;
    Path directory = Files.createDirectories(settings.directory());
    records = new WorkerRecords(directory.resolve("workers"));
    records.reap();
    Directories.delete(directory.resolve("work"));
    code = new CodeCache(directory.resolve("unpacked"));
    Path bootstrap = directory.resolve("bootstrap");
    runtimes =
        List.of(
            new JavaRuntime(),
            new PythonRuntime(bootstrap),
            new NodeRuntime(bootstrap),
            new ProvidedRuntime());
    processes = new WorkerProcess(settings, records);
    pool =
        new WorkerPool(
            settings.maxWorkers(),
            Math.max(2, Runtime.getRuntime().availableProcessors()),
            this::startBeside);
    long idleNanos = settings.idleTime().toNanos();
    long everyNanos = Math.min(idleNanos, TimeUnit.SECONDS.toNanos(SWEEP_SECONDS));
    var _ =
        sweeper.scheduleWithFixedDelay(
            () -> pool.sweep(idleNanos), everyNanos, everyNanos, TimeUnit.NANOSECONDS);
  }

  /// Opens a host on its directory, which it owns. Workers that a killed predecessor left there are
  /// ended before this returns.
  public static FunctionHost open(HostSettings settings) throws IOException {
    return new FunctionHost(settings);
  }

  /// A sentence that says why functions of a runtime cannot run here.
  public Optional<String> missing(String runtime) {
    return language(runtime)
        .map(language -> language.missing(runtime))
        .orElseGet(
            () ->
                Optional.of(
                    ("The runtime '%s' is not supported here. Supported are java11, java17, java21,"
                         + " java25, python3.x, nodejs18.x and later, and provided with a program"
                         + " of its own; a function in another language can be served over HTTP:"
                         + " name its URL under 'functions' in stepwell.yaml.")
                        .formatted(runtime)));
  }

  /// Unpacks a zip and makes it ready to run; what is wrong with it, a sentence each.
  public List<String> unpack(String runtime, String hash, byte[] zip) throws IOException {
    return code.unpack(require(runtime), hash, zip);
  }

  public boolean isUnpacked(String runtime, String hash) {
    return Files.isDirectory(codeDirectory(runtime, hash));
  }

  public Path codeDirectory(String runtime, String hash) {
    return code.directory(require(runtime), hash);
  }

  /// Calls a function. When the thread is interrupted the worker is killed.
  ///
  /// @throws InterruptedException also when the host is closed during the call: then the call has no
  ///     outcome, and may be made again with the same request id when the server is back
  public Answer invoke(Deployment deployment, Call call) throws InterruptedException {
    if (!living.enter()) {
      return Answer.withoutLog(new Outcome.Unavailable(STOPPING));
    }
    try {
      Answer answer = null;
      while (answer == null) {
        answer =
            switch (pool.acquire(deployment)) {
              case WorkerPool.Grant.Refused refused ->
                  Answer.withoutLog(refused.outcomeOfRequest().apply(call.requestId()));
              case WorkerPool.Grant.Granted granted -> serve(granted.worker(), call);
            };
      }
      return answer;
    } finally {
      living.leave();
    }
  }

  private @Nullable Answer serve(Worker worker, Call call) throws InterruptedException {
    try {
      Answer answer = worker.serve(call);
      if (closed && answer != null && answer.outcome() instanceof Outcome.Failed) {
        throw new InterruptedException("the server is stopping");
      }
      return answer;
    } finally {
      pool.release(worker);
    }
  }

  private void startBeside(Deployment deployment) {
    Thread.ofVirtual()
        .name("worker-start")
        .start(
            () -> {
              if (!living.enter()) {
                pool.startFailed(deployment, requestId -> new Outcome.Unavailable(STOPPING));
                return;
              }
              try {
                start(deployment);
              } finally {
                living.leave();
              }
            });
  }

  private void start(Deployment deployment) {
    try {
      Worker worker = launch(deployment);
      switch (worker.awaitReady()) {
        case RuntimeApi.Ready.Asked asked -> pool.started(worker);
        case RuntimeApi.Ready.Failed failed -> {
          worker.stop();
          pool.startFailed(deployment, failed.outcomeOfRequest());
        }
      }
    } catch (IOException | RuntimeException e) {
      LOG.warn("A worker of function {} does not start: {}", deployment.name(), e.toString());
      pool.startFailed(
          deployment,
          requestId ->
              new Outcome.Unavailable(
                  "A worker of function %s does not start: %s"
                      .formatted(deployment.name(), e.getMessage())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      pool.startFailed(deployment, requestId -> new Outcome.Unavailable(STOPPING));
    }
  }

  private Worker launch(Deployment deployment) throws IOException {
    RuntimeApi api = new RuntimeApi();
    try {
      WorkerProcess.Started started =
          processes.start(deployment, require(deployment.runtime()), api);
      Worker worker =
          new Worker(deployment, api, started, logOf(deployment.name()), settings.startTime());
      living.add(worker);
      Processes.whenEnded(started.process(), ended -> cleanUp(worker, started));
      LOG.debug("Worker {} serves function {}", worker.pid(), deployment.name());
      return worker;
    } catch (IOException | RuntimeException e) {
      api.close();
      throw e;
    }
  }

  private void cleanUp(Worker worker, WorkerProcess.Started ended) {
    try {
      ended.output().end();
      records.remove(worker.pid());
      Directories.delete(ended.directory());
    } catch (IOException e) {
      LOG.warn("Cannot remove {}: {}", ended.directory(), e.toString());
    } finally {
      living.remove(worker);
    }
  }

  /// Ends the idle workers of a function that was changed or deleted.
  ///
  /// @param revision null for all
  public void retire(String name, @Nullable String revision) {
    pool.retire(name, revision);
  }

  /// The end of a function's log.
  public String log(String name, int maxBytes) {
    return logOf(name).tail(maxBytes);
  }

  /// What was written to a function's log since.
  ///
  /// @param place what an earlier part said; null for the end of the log
  public LogPart log(String name, @Nullable String place, int maxBytes) {
    return logOf(name).since(place, maxBytes);
  }

  /// Removes a function's log.
  public void forgetLog(String name) {
    logs.remove(name);
    try {
      Directories.delete(logDirectory(name));
    } catch (IOException e) {
      LOG.warn("Cannot remove the log of function {}: {}", name, e.toString());
    }
  }

  /// Removes the unpacked code of a zip, unless calls of that function still run: then it goes when
  /// the host is opened next.
  public void forgetCode(String hash, String name) {
    if (!pool.uses(name)) {
      code.forget(hash);
    }
  }

  /// Removes all unpacked code but that of these zips.
  public void keepCode(Set<String> hashes) {
    code.keep(hashes);
  }

  /// Ends all workers, and returns when nothing of them is left.
  @Override
  public void close() {
    closed = true;
    sweeper.shutdownNow();
    pool.close();
    if (!living.close(END_SECONDS)) {
      LOG.warn("Some workers have not ended; the next server ends them");
    }
  }

  private FunctionLog logOf(String name) {
    return logs.computeIfAbsent(name, n -> new FunctionLog(logDirectory(n), Clock.systemUTC()));
  }

  private Path logDirectory(String name) {
    return settings.directory().resolve("logs").resolve(name);
  }

  private Optional<LanguageRuntime> language(String runtime) {
    return runtimes.stream().filter(language -> language.serves(runtime)).findFirst();
  }

  private LanguageRuntime require(String runtime) {
    return language(runtime)
        .orElseThrow(() -> new IllegalArgumentException("no runtime serves " + runtime));
  }
}
