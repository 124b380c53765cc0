package io.stepwell.tasks.jobs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/// An array of jobs: children of one order, which differ by their index. It succeeds when all of them
/// have, and ends when the last one has.
final class ArrayRun implements Work {
  private final JobOrder order;
  private final Path folder;
  private final List<JobRun> children = new ArrayList<>();
  private final CompletableFuture<JobEnd> ended = new CompletableFuture<>();

  ArrayRun(Jobs jobs, JobOrder order, Path folder) {
    this.order = order;
    this.folder = folder;
    String wish = DurableFile.read(folder.resolve("stop"));
    for (int index = 0; index < order.arraySize(); index++) {
      JobRun child = new JobRun(jobs, order, index, folder.resolve("child-" + index));
      children.add(child);
      if (wish != null) {
        child.stop(wish);
      }
    }
    Members end = Members.read(folder.resolve("end.json"));
    if (end != null) {
      ended.complete(JobEnd.of(end));
    }
  }

  /// Those that have not ended yet.
  List<JobRun> open() {
    return children.stream().filter(child -> !child.ended().isDone()).toList();
  }

  /// Waits for the children, which run elsewhere.
  void finish() {
    var _ =
        CompletableFuture.allOf(
                children.stream().map(JobRun::ended).toArray(CompletableFuture<?>[]::new))
            .whenComplete(
                (_, failure) -> {
                  if (failure != null) {
                    ended.completeExceptionally(failure);
                    return;
                  }
                  boolean all =
                      children.stream().allMatch(child -> child.status() == JobStatus.SUCCEEDED);
                  JobEnd end = new JobEnd(all, all ? null : reason(), Instant.now());
                  DurableFile.write(folder.resolve("end.json"), end.json());
                  ended.complete(end);
                });
  }

  private String reason() {
    String wish = DurableFile.read(folder.resolve("stop"));
    return wish == null ? "Array Child Job failed" : wish;
  }

  @Override
  public CompletableFuture<JobEnd> ended() {
    return ended;
  }

  @Override
  public CompletableFuture<JobEnd> ended(int index) {
    return index < children.size()
        ? children.get(index).ended()
        : CompletableFuture.completedFuture(new JobEnd(false, "no such child", Instant.now()));
  }

  @Override
  public void stop(String reason) {
    if (Files.isDirectory(folder) && !ended.isDone()) {
      DurableFile.write(folder.resolve("stop"), reason);
      children.forEach(child -> child.stop(reason));
    }
  }

  @Override
  public JobView view() {
    Map<JobStatus, Integer> counts = new EnumMap<>(JobStatus.class);
    for (JobStatus status : JobStatus.values()) {
      counts.put(status, 0);
    }
    children.forEach(child -> counts.merge(child.status(), 1, Integer::sum));
    JobEnd end = ended.getNow(null);
    return new JobView(
        order,
        end == null ? JobStatus.PENDING : end.status(),
        end == null ? null : end.reason(),
        List.of(),
        null,
        end == null ? null : end.at(),
        counts,
        null);
  }
}
