package io.stepwell.runtime.maprun;

import io.stepwell.engine.ExecutionStatus;
import io.stepwell.runtime.storage.ExecutionKey;
import io.stepwell.runtime.storage.ExecutionName;
import io.stepwell.runtime.storage.Tables;
import io.stepwell.store.Store;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/// The stored map runs, as their partitions have left them.
public record MapRunRows(Store store, int partitions) {
  public @Nullable MapRun find(ExecutionName name) {
    int partition = name.partition(partitions);
    ExecutionKey key = key(store, partition, name);
    return key == null ? null : read(store, partition, key);
  }

  /// Which run has a name, or null.
  public static @Nullable ExecutionKey key(Store store, int partition, ExecutionName name) {
    byte[] number = store.get(partition, Tables.MAP_RUN_NAMES, Tables.executionName(name));
    return number == null
        ? null
        : new ExecutionKey(name.account(), ByteBuffer.wrap(number).getLong());
  }

  /// @throws IllegalStateException when it lacks a row
  public static MapRun load(Store store, int partition, ExecutionKey key) {
    MapRun run = read(store, partition, key);
    if (run == null) {
      throw new IllegalStateException("map run " + key.number() + " lacks a row");
    }
    return run;
  }

  private static @Nullable MapRun read(Store store, int partition, ExecutionKey key) {
    byte[] row = Tables.execution(key);
    byte[] head = store.get(partition, Tables.MAP_RUNS, row);
    byte[] progress = store.get(partition, Tables.MAP_RUN_PROGRESS, row);
    return head == null || progress == null ? null : MapRunCodec.read(key, head, progress);
  }

  /// The status of a run's child as it is shown: one that did not succeed waits for its redrive while
  /// the run redrives others. Only the run knows that; the child's own row does not change.
  public static ExecutionStatus shown(
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
