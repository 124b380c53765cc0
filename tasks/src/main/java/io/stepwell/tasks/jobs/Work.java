package io.stepwell.tasks.jobs;

import java.util.concurrent.CompletableFuture;

/// A job that this server looks after.
sealed interface Work permits JobRun, ArrayRun {
  JobView view();

  /// Completes when the job has ended, and that is on the disk.
  CompletableFuture<JobEnd> ended();

  /// Sees to it that it ends early. The wish is on the disk when this returns.
  void stop(String reason);

  /// The end of a child of an array; of the whole when it is none.
  CompletableFuture<JobEnd> ended(int index);
}
