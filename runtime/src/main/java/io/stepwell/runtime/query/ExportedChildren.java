package io.stepwell.runtime.query;

import io.stepwell.engine.ErrorOutput;
import io.stepwell.json.Payload;
import io.stepwell.runtime.Orchestrator.Execution;
import io.stepwell.runtime.maprun.MapRun;
import io.stepwell.runtime.maprun.MapRunNames;
import io.stepwell.runtime.maprun.Results;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The children of map runs as a ResultWriter exports them, read from their histories.
public record ExportedChildren(Executions executions) implements Results.Children {
  private static final Map<String, Object> INCLUDED = Map.of("Included", true);

  @Override
  public Map<String, @Nullable Object> exported(MapRun run, int index) {
    Execution child =
        executions.describe(
            MapRunNames.childName(run.name(), run.order().express(), index), run.order().arn());
    Map<String, @Nullable Object> record = new LinkedHashMap<>();
    ErrorOutput error = child.error();
    if (error != null) {
      record.put("Cause", error.cause());
      record.put("Error", error.error());
    }
    record.put("ExecutionArn", child.arn());
    text(record, "Input", child.input());
    record.put("Name", child.name());
    text(record, "Output", child.output());
    record.put("RedriveCount", (long) child.redriveCount());
    record.put("RedriveStatus", error == null ? "NOT_REDRIVABLE" : "REDRIVABLE_BY_MAP_RUN");
    if (error == null) {
      record.put("RedriveStatusReason", "Execution is SUCCEEDED and cannot be redriven");
    }
    record.put("StartDate", Instant.ofEpochMilli(child.startedAt()).toString());
    record.put("StateMachineArn", child.stateMachineArn());
    record.put("Status", child.status().name());
    record.put("StopDate", Instant.ofEpochMilli(child.stoppedAt()).toString());
    return record;
  }

  private static void text(
      Map<String, @Nullable Object> record, String name, @Nullable Payload data) {
    if (data != null) {
      record.put(name, data.text());
      record.put(name + "Details", INCLUDED);
    }
  }
}
