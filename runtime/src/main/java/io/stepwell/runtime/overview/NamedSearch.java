package io.stepwell.runtime.overview;

import io.stepwell.engine.ExecutionStatus;
import io.stepwell.runtime.Orchestrator.Execution;
import io.stepwell.runtime.Overview.NameSearch;
import io.stepwell.runtime.Overview.NamedExecutions;
import io.stepwell.runtime.catalog.Arn;
import io.stepwell.runtime.catalog.Machine;
import io.stepwell.runtime.storage.ExecutionName;
import io.stepwell.runtime.storage.ExecutionRow;
import io.stepwell.runtime.storage.Tables;
import io.stepwell.store.Cursor;
import io.stepwell.store.Store;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/// Executions of many machines whose names begin alike. Rows of executions are in the order of their
/// names, so a machine that has none costs one look in each partition.
public final class NamedSearch {
  /// So many machines are looked at for one question.
  public static final int MAX_MACHINES = 2_000;

  /// So many executions are looked at for one question.
  private static final int MAX_LOOKED_AT = 20_000;

  private final Store store;
  private final int partitions;
  private final NameSearch search;
  private final List<Execution> found = new ArrayList<>();
  private int looked;

  public NamedSearch(Store store, int partitions, NameSearch search) {
    this.store = store;
    this.partitions = partitions;
    this.search = search;
  }

  /// Adds those of a standard machine.
  public void addOf(Machine machine) {
    byte[] from =
        Tables.executionName(
            new ExecutionName(machine.accountNumber(), machine.name(), search.prefix()));
    byte[] end = Tables.after(from);
    for (int partition = 0; partition < partitions; partition++) {
      try (Cursor cursor = store.scan(partition, Tables.EXECUTIONS, from, end, false)) {
        while (looked < MAX_LOOKED_AT && cursor.next()) {
          looked++;
          add(machine, Tables.executionNameOf(cursor.key()).name(), cursor.value());
        }
      }
    }
  }

  private void add(Machine machine, String name, byte[] value) {
    ExecutionRow row = ExecutionRow.decode(value);
    if (wanted(row.startedAt()) && wants(row.status())) {
      found.add(shown(machine, name, row));
    }
  }

  /// Adds those of an express machine.
  public void add(Collection<Execution> remembered) {
    for (Execution one : remembered) {
      if (one.name().startsWith(search.prefix())
          && wanted(one.startedAt())
          && wants(one.status())) {
        found.add(one);
      }
    }
  }

  private boolean wanted(long startedAt) {
    return startedAt >= search.from() && startedAt <= search.to();
  }

  private boolean wants(ExecutionStatus status) {
    return search.statuses().isEmpty() || search.statuses().contains(status);
  }

  /// The newest of those that were added.
  ///
  /// @param more whether some were not even added
  public NamedExecutions result(int max, boolean more) {
    List<Execution> newest =
        found.stream()
            .sorted(Comparator.comparingLong(Execution::startedAt).reversed())
            .limit(max)
            .toList();
    return new NamedExecutions(newest, more || looked == MAX_LOOKED_AT || found.size() > max);
  }

  private static Execution shown(Machine machine, String name, ExecutionRow row) {
    return new Execution(
        Arn.execution(machine.account(), machine.name(), name),
        machine.arn(),
        name,
        row.status(),
        row.startedAt(),
        row.stoppedAt(),
        null,
        null,
        null,
        null,
        null,
        null,
        row.redriveCount(),
        row.redrivenAt(),
        null,
        null,
        0);
  }
}
