package io.stepwell.runtime.query;

import io.stepwell.engine.ExecutionStatus;
import io.stepwell.runtime.maprun.MapRun;
import io.stepwell.runtime.maprun.MapRunCodec;
import io.stepwell.runtime.storage.ExecutionKey;
import io.stepwell.runtime.storage.ExecutionName;
import io.stepwell.runtime.storage.Tables;
import io.stepwell.store.Store;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// The stored map runs, as their partitions have left them.
record MapRunRows(Store store, int partitions) {
  @Nullable MapRun find(ExecutionName name) {
    int partition = name.partition(partitions);
    byte[] number = store.get(partition, Tables.MAP_RUN_NAMES, Tables.executionName(name));
    if (number == null) {
      return null;
    }
    ExecutionKey key = new ExecutionKey(name.account(), ByteBuffer.wrap(number).getLong());
    byte[] head = store.get(partition, Tables.MAP_RUNS, Tables.execution(key));
    byte[] progress = store.get(partition, Tables.MAP_RUN_PROGRESS, Tables.execution(key));
    return head == null || progress == null ? null : MapRunCodec.read(key, head, progress);
  }

  /// The status of a run's child as it is shown: one that did not succeed waits for its redrive while
  /// the run redrives others. Only the run knows that; the child's own row does not change.
  static ExecutionStatus shown(
      MapRun run, ExecutionStatus status, long startedAt, long redrivenAt) {
    return switch (status) {
      case FAILED, TIMED_OUT, ABORTED ->
          run.waitsForRedrive(Math.max(startedAt, redrivenAt))
              ? ExecutionStatus.PENDING_REDRIVE
              : status;
      case RUNNING, SUCCEEDED, PENDING_REDRIVE -> status;
    };
  }
}
