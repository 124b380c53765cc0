package io.stepwell.tasks.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The jobs of this machine, in a folder each. What has not ended is looked after from [#open] on,
/// whichever server started it; what has ended is kept for a week.
public final class Jobs implements AutoCloseable {
  /// As long as AWS Batch remembers a job.
  private static final Duration KEPT = Duration.ofDays(7);

  /// What a program needs to find its way about.
  private static final List<String> INHERITED =
      List.of("PATH", "HOME", "USER", "LANG", "LC_ALL", "TMPDIR", "TZ", "JAVA_HOME", "SPARK_HOME");

  private final Path folder;
  private final Map<String, String> variables;
  private final Slots slots = new Slots();
  private final Map<String, Work> live = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private Jobs(Path folder, Map<String, String> variables) {
    this.folder = folder;
    this.variables = Map.copyOf(variables);
  }

  /// Opens them and goes on with those that have not ended.
  ///
  /// @param folder made if it is not there; nobody else uses it
  /// @param variables in the environment of every job
  public static Jobs open(Path folder, Map<String, String> variables) {
    Jobs jobs = new Jobs(folder, variables);
    try {
      Files.createDirectories(folder);
      jobs.resume();
    } catch (IOException e) {
      throw new UncheckedIOException("the jobs in " + folder + " cannot be read", e);
    }
    return jobs;
  }

  private void resume() throws IOException {
    Instant oldest = Instant.now().minus(KEPT);
    try (Stream<Path> folders = Files.list(folder)) {
      for (Path each : folders.filter(Files::isDirectory).toList()) {
        Members end = Members.read(each.resolve("end.json"));
        if (!Files.exists(each.resolve("job.json"))
            || (end != null && JobEnd.of(end).at().isBefore(oldest))) {
          delete(each);
        } else if (end == null) {
          String id = String.valueOf(each.getFileName());
          Work work = load(id);
          if (work != null) {
            live.put(id, work);
          }
        }
      }
    }
    List.copyOf(live.values()).forEach(this::begin);
  }

  private static void delete(Path old) throws IOException {
    try (Stream<Path> files = Files.walk(old)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  Slots slots() {
    return slots;
  }

  Map<String, String> variables() {
    return variables;
  }

  Map<String, String> base() {
    Map<String, String> base = new LinkedHashMap<>();
    for (String name : INHERITED) {
      String value = System.getenv(name);
      if (value != null) {
        base.put(name, value);
      }
    }
    return base;
  }

  /// Takes a job, or finds the one of an earlier call with the same id. It is on the disk when this
  /// returns.
  public JobView submit(JobOrder order) {
    Work known = work(order.id());
    if (known != null) {
      return known.view();
    }
    Work work =
        live.computeIfAbsent(
            order.id(),
            id -> {
              Path own = folder.resolve(id);
              try {
                Files.createDirectories(own);
                DurableFile.force(folder);
              } catch (IOException e) {
                throw new UncheckedIOException("no folder for a job: " + own, e);
              }
              DurableFile.write(own.resolve("job.json"), order.json());
              return made(order, own);
            });
    begin(work);
    return work.view();
  }

  private Work made(JobOrder order, Path own) {
    return order.arraySize() == 0
        ? new JobRun(this, order, null, own)
        : new ArrayRun(this, order, own);
  }

  private void begin(Work work) {
    String id = work.view().order().id();
    var _ = work.ended().whenComplete((_, _) -> live.remove(id));
    switch (work) {
      case JobRun run -> threads.execute(run);
      case ArrayRun array -> {
        array.open().forEach(threads::execute);
        array.finish();
      }
    }
  }

  private @Nullable Work work(String id) {
    Work known = live.get(id);
    return known == null ? load(id) : known;
  }

  private @Nullable Work load(String id) {
    if (!id.matches("[A-Za-z0-9_-]{1,100}")) {
      return null;
    }
    Path own = folder.resolve(id);
    Members order = Members.read(own.resolve("job.json"));
    return order == null ? null : made(JobOrder.of(order), own);
  }

  /// @return null when there is none, or none any more
  public @Nullable JobView find(String id) {
    Work work = work(id);
    return work == null ? null : work.view();
  }

  /// Waits for the end of a job.
  ///
  /// @return null when there is none, or none any more
  public @Nullable JobView await(String id) throws InterruptedException {
    Work work = work(id);
    if (work == null) {
      return null;
    }
    try {
      work.ended().get();
      return work.view();
    } catch (ExecutionException e) {
      throw new IllegalStateException("the job " + id + " could not be looked after", e);
    }
  }

  /// Ends a job early, if it has not ended. The wish is on the disk when this returns.
  public void stop(String id, String reason) {
    Work work = live.get(id);
    if (work != null) {
      work.stop(reason);
    }
  }

  /// How many jobs have not ended.
  public long open(Predicate<JobOrder> which) {
    return live.values().stream().map(work -> work.view().order()).filter(which).count();
  }

  CompletableFuture<JobEnd> ended(String id) {
    Work work = work(id);
    return work == null ? gone(id) : work.ended();
  }

  CompletableFuture<JobEnd> ended(String id, int index) {
    Work work = work(id);
    return work == null ? gone(id) : work.ended(index);
  }

  private static CompletableFuture<JobEnd> gone(String id) {
    return CompletableFuture.completedFuture(
        new JobEnd(false, "There is no job " + id, Instant.now()));
  }

  /// Leaves the jobs to themselves; the next server finds them.
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
