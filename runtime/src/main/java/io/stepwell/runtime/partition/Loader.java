package io.stepwell.runtime.partition;

import io.stepwell.engine.Surroundings;
import io.stepwell.engine.state.ExecutionState;
import io.stepwell.runtime.storage.ExecutionKey;
import io.stepwell.runtime.storage.ExecutionName;
import io.stepwell.runtime.storage.ExecutionRow;
import io.stepwell.runtime.storage.Tables;
import io.stepwell.store.Store;
import org.jspecify.annotations.Nullable;

/// Brings an execution back into memory, from what the store has of it.
final class Loader {
  private final PartitionServices services;
  private final int partition;
  private final Forgotten forgotten;

  Loader(PartitionServices services, int partition, Forgotten forgotten) {
    this.services = services;
    this.forgotten = forgotten;
    this.partition = partition;
  }

  /// The execution's row, or null when the name is not taken.
  @Nullable ExecutionRow row(ExecutionName name) {
    if (forgotten.has(name)) {
      return null;
    }
    byte[] row = store().get(partition, Tables.EXECUTIONS, Tables.executionName(name));
    return row == null ? null : ExecutionRow.decode(row);
  }

  /// The execution, or null when there is none.
  ///
  /// @throws io.stepwell.engine.codec.CorruptDataException when what is stored can't be read
  @Nullable LiveExecution load(ExecutionKey key) {
    StoredState stored = forgotten.has(key) ? null : StoredState.read(store(), partition, key);
    if (stored == null) {
      return null;
    }
    services.metrics().loads.increment();
    ExecutionState state = stored.state();
    LiveExecution live =
        new LiveExecution(
            key,
            ExecutionName.of(key.account(), state.start().identity()),
            state,
            services.catalog().definitions().plan(state.start().definitionHash()),
            surroundings(key));
    live.segments = stored.segments();
    live.snapshotSegments = stored.covered();
    live.snapshotBytes = stored.snapshotBytes();
    live.tailBytes = stored.tailBytes();
    live.rowsAreCurrent();
    return live;
  }

  Surroundings surroundings(ExecutionKey key) {
    return new Surroundings() {
      @Override
      public boolean activityExists(String activityArn) {
        return services.catalog().activityExists(activityArn);
      }

      @Override
      public String taskToken(int task) {
        return services.tokens().token(partition, key, task);
      }
    };
  }

  private Store store() {
    return services.store();
  }
}
