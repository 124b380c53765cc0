package io.stepwell.runtime.partition;

import io.stepwell.runtime.storage.ExecutionKey;
import io.stepwell.runtime.storage.Tables;
import io.stepwell.store.Cursor;
import io.stepwell.store.Store;
import io.stepwell.store.Table;
import java.util.HashSet;
import java.util.Set;

/// Which executions out of a range have rows in a table where few have any: one scan instead of one
/// for each execution, which would be most of what forgetting costs.
final class RowsAmong {
  private static final int MAX_ROWS = 64;

  private final Store store;
  private final int partition;
  private final Table table;
  private final Set<ExecutionKey> found = new HashSet<>();
  private final boolean complete;

  /// @param oldest with the lowest number of the range
  /// @param newest of the same account
  RowsAmong(Store store, int partition, Table table, ExecutionKey oldest, ExecutionKey newest) {
    this.store = store;
    this.partition = partition;
    this.table = table;
    this.complete = scan(oldest, newest);
  }

  boolean has(ExecutionKey key) {
    return found.contains(key) || (!complete && scan(key, key, 1) > 0);
  }

  private boolean scan(ExecutionKey oldest, ExecutionKey newest) {
    return scan(oldest, newest, MAX_ROWS) < MAX_ROWS;
  }

  private int scan(ExecutionKey oldest, ExecutionKey newest, int max) {
    byte[] from = Tables.execution(oldest);
    byte[] end = Tables.after(Tables.execution(newest));
    int rows = 0;
    try (Cursor cursor = store.scan(partition, table, from, end, false)) {
      while (rows < max && cursor.next()) {
        found.add(Tables.executionOf(cursor.key()));
        rows++;
      }
    }
    return rows;
  }
}
