package io.stepwell.runtime.node;

import io.stepwell.runtime.catalog.Arn;
import io.stepwell.runtime.query.Executions;
import io.stepwell.runtime.storage.ExecutionKey;
import io.stepwell.runtime.storage.ExecutionName;
import io.stepwell.runtime.storage.ExecutionRow;
import io.stepwell.runtime.storage.Tables;
import io.stepwell.store.Cursor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// What an operator can do about executions that are out of service.
public final class QuarantineDesk {
  private final Machinery machinery;

  QuarantineDesk(Machinery machinery) {
    this.machinery = machinery;
  }

  /// An execution that is out of service.
  public record Quarantined(String executionArn, String reason) {}

  /// All that are out of service and were not aborted. Reads every name: for operators, not for
  /// polling.
  public List<Quarantined> quarantined() {
    List<Quarantined> all = new ArrayList<>();
    for (int partition = 0; partition < machinery.installation.partitions(); partition++) {
      Map<ExecutionKey, String> reasons = reasons(partition);
      if (!reasons.isEmpty()) {
        collect(partition, reasons, all);
      }
    }
    return all;
  }

  /// Takes an execution back into service: it goes on where its stored history ends. False when it
  /// was not out of service.
  public boolean retry(String executionArn) {
    return machinery.partitions.release(name(executionArn));
  }

  /// Ends an execution as ABORTED, with an event if its history can be read, else without. False
  /// when it was not out of service.
  public boolean abort(String executionArn) {
    return machinery.partitions.abandon(name(executionArn));
  }

  private ExecutionName name(String executionArn) {
    Executions executions = machinery.executions;
    return executions.find(executionArn).name();
  }

  private Map<ExecutionKey, String> reasons(int partition) {
    Map<ExecutionKey, String> reasons = new HashMap<>();
    try (Cursor cursor =
        machinery.store.scan(partition, Tables.QUARANTINE, new byte[0], Tables.lastKey(), false)) {
      while (cursor.next()) {
        reasons.put(
            Tables.executionOf(cursor.key()), new String(cursor.value(), StandardCharsets.UTF_8));
      }
    }
    return reasons;
  }

  private void collect(int partition, Map<ExecutionKey, String> reasons, List<Quarantined> all) {
    try (Cursor cursor =
        machinery.store.scan(partition, Tables.EXECUTIONS, new byte[0], Tables.lastKey(), false)) {
      while (cursor.next()) {
        ExecutionRow row = ExecutionRow.decode(cursor.value());
        String reason = reasons.get(row.key());
        if (reason != null && !row.status().closed()) {
          ExecutionName name = Tables.executionNameOf(cursor.key());
          String arn =
              Arn.execution(
                  machinery.catalog.account(name.account()), name.stateMachine(), name.name());
          all.add(new Quarantined(arn, reason));
        }
      }
    }
  }
}
