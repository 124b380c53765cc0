package io.stepwell.tasks.jobs;

import io.stepwell.tasks.jobs.JobOrder.Dependency;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/// The life of a job that is no array, or of a child of one, on a thread of its own: PENDING for what
/// it depends on, RUNNABLE until its queue has room, then attempts until one succeeds or none is left.
///
/// Made of its folder, so a server that starts again goes on where the last one was.
final class JobRun implements Work, Runnable {
  private final Jobs jobs;
  private final JobOrder order;
  private final @Nullable Integer index;
  private final Path folder;
  private final List<AttemptEnd> attempts = new ArrayList<>();
  private final CompletableFuture<JobEnd> ended = new CompletableFuture<>();
  private final CompletableFuture<String> stop = new CompletableFuture<>();
  private volatile JobStatus status = JobStatus.SUBMITTED;
  private volatile @Nullable Instant startedAt;

  /// @param index in its array
  JobRun(Jobs jobs, JobOrder order, @Nullable Integer index, Path folder) {
    this.jobs = jobs;
    this.order = order;
    this.index = index;
    this.folder = folder;
    for (int number = 1; Files.exists(attemptFolder(number)); number++) {
      AttemptEnd end = new Attempt(attemptFolder(number)).end();
      if (end != null) {
        attempts.add(end);
        startedAt = end.startedAt();
      }
    }
    Members end = Members.read(folder.resolve("end.json"));
    String wish = DurableFile.read(folder.resolve("stop"));
    if (end != null) {
      status = JobEnd.of(end).status();
      ended.complete(JobEnd.of(end));
    } else if (wish != null) {
      stop.complete(wish);
    }
  }

  private Path attemptFolder(int number) {
    return folder.resolve("attempt-" + number);
  }

  @Override
  public CompletableFuture<JobEnd> ended() {
    return ended;
  }

  @Override
  public CompletableFuture<JobEnd> ended(int any) {
    return ended;
  }

  JobStatus status() {
    return status;
  }

  @Override
  public void stop(String reason) {
    if (!ended.isDone()) {
      if (Files.isDirectory(folder)) {
        DurableFile.write(folder.resolve("stop"), reason);
      }
      stop.complete(reason);
    }
  }

  @Override
  public synchronized JobView view() {
    JobEnd end = ended.getNow(null);
    return new JobView(
        order,
        status,
        end == null ? null : end.reason(),
        List.copyOf(attempts),
        startedAt,
        end == null ? null : end.at(),
        Map.of(),
        attempts.isEmpty() && startedAt == null
            ? null
            : new Attempt(attemptFolder(Math.max(1, attempts.size()))).log());
  }

  @Override
  public void run() {
    try {
      JobEnd end = untilEnd();
      Files.createDirectories(folder);
      DurableFile.write(folder.resolve("end.json"), end.json());
      status = end.status();
      ended.complete(end);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the server stops, and the next one goes on
    } catch (java.io.IOException | RuntimeException e) {
      ended.completeExceptionally(e);
    }
  }

  private JobEnd untilEnd() throws InterruptedException {
    status = JobStatus.PENDING;
    for (Dependency dependency : order.dependsOn()) {
      if (!hasSucceeded(dependency)) {
        return failed(stop.getNow("Dependent Job failed"));
      }
    }
    if (current().isClaimed()) {
      jobs.slots().takeAtOnce(order.queue());
    } else if (!hasRoom()) {
      return failed(stop.getNow("Terminated"));
    }
    try {
      return attempt();
    } finally {
      jobs.slots().give(order.queue(), order.limit());
    }
  }

  /// @return false also when this job is to end before the other one has
  private boolean hasSucceeded(Dependency on) throws InterruptedException {
    int child = index == null ? 0 : index;
    CompletableFuture<JobEnd> other =
        switch (on.type()) {
          case ALL -> jobs.ended(on.jobId());
          case N_TO_N -> jobs.ended(on.jobId(), child);
          case SEQUENTIAL -> child == 0 ? null : jobs.ended(order.id(), child - 1);
        };
    if (other == null) {
      return on.type() == Dependency.Type.SEQUENTIAL;
    }
    waitFor(CompletableFuture.anyOf(other, stop));
    return !stop.isDone() && other.getNow(failed("")).succeeded();
  }

  private boolean hasRoom() throws InterruptedException {
    status = JobStatus.RUNNABLE;
    CompletableFuture<Boolean> turn = jobs.slots().take(order.queue(), order.limit());
    waitFor(CompletableFuture.anyOf(turn, stop));
    if (!stop.isDone()) {
      return true;
    }
    if (!turn.cancel(false)) {
      jobs.slots().give(order.queue(), order.limit());
    }
    return false;
  }

  private static void waitFor(CompletableFuture<?> any) throws InterruptedException {
    try {
      any.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("a job that this one waits for has no end", e);
    }
  }

  private Attempt current() {
    return new Attempt(attemptFolder(attempts.size() + 1));
  }

  private JobEnd attempt() throws InterruptedException {
    while (true) {
      AttemptEnd last = attempts.isEmpty() ? null : attempts.getLast();
      if (last != null && last.succeeded()) {
        return new JobEnd(true, null, last.stoppedAt());
      }
      if (last != null && !order.retries(attempts.size(), last)) {
        return new JobEnd(false, last.statusReason(), last.stoppedAt());
      }
      if (stop.isDone() && !current().isClaimed()) {
        return failed(stop.getNow(""));
      }
      run(current());
    }
  }

  private void run(Attempt attempt) throws InterruptedException {
    int number = attempts.size() + 1;
    String container =
        "stepwell-%s-%s%d".formatted(order.id(), index == null ? "" : index + "-", number);
    String problem = attempt.isClaimed() ? null : start(attempt, number, container);
    AttemptEnd end;
    if (problem == null) {
      startedAt = attempt.startedAt();
      status = JobStatus.RUNNING;
      end = attempt.await(order.timeout(), stop, () -> stop(order, container));
    } else {
      Instant now = Instant.now();
      end = new AttemptEnd(now, now, null, problem, problem);
    }
    attempt.record(end);
    synchronized (this) {
      attempts.add(end);
      startedAt = end.startedAt();
    }
  }

  /// @return why it cannot be started, or null
  private @Nullable String start(Attempt attempt, int number, String container)
      throws InterruptedException {
    status = JobStatus.STARTING;
    JobOrder.Program program = order.program();
    Map<String, String> variables = new LinkedHashMap<>(jobs.variables());
    variables.putAll(program.environment());
    variables.putAll(order.kind().variables(order, number, index));
    List<String> command = program.command();
    if (program.image() != null) {
      Containers.Engine engine = Containers.find();
      if (engine.program() == null) {
        attempt.prepare();
        return engine.problem();
      }
      command = Containers.command(engine.program(), container, program, variables);
    }
    Map<String, String> environment = new LinkedHashMap<>(jobs.base());
    environment.putAll(variables);
    attempt.start(command, program.directory(), environment);
    return null;
  }

  private static void stop(JobOrder order, String container) {
    if (order.program().image() != null) {
      try {
        Containers.stop(container);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt(); // whoever stops it next finds it
      }
    }
  }

  private static JobEnd failed(String reason) {
    return new JobEnd(false, reason, Instant.now());
  }
}
