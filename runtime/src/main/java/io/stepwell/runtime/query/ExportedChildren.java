package io.stepwell.runtime.query;

import io.stepwell.engine.ErrorOutput;
import io.stepwell.engine.ExecutionStatus;
import io.stepwell.engine.Identity;
import io.stepwell.engine.Start;
import io.stepwell.json.Payload;
import io.stepwell.runtime.Orchestrator.Execution;
import io.stepwell.runtime.maprun.MapRun;
import io.stepwell.runtime.maprun.MapRunNames;
import io.stepwell.runtime.maprun.Results;
import io.stepwell.runtime.post.Letter;
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
        executions.describe(MapRunNames.childName(run.name(), index), run.order().arn());
    return new Child(
            child.arn(),
            child.stateMachineArn(),
            child.name(),
            child.status(),
            child.startedAt(),
            child.stoppedAt(),
            child.input(),
            child.output(),
            child.error(),
            child.redriveCount())
        .record();
  }

  /// An express child, of which nothing is stored.
  public static Payload express(
      Start start, Letter.ChildEnded ended, long startedAt, long stoppedAt) {
    Identity identity = start.identity();
    return Payload.of(
        new Child(
                identity.arn(),
                identity.stateMachineArn(),
                identity.name(),
                ended.status(),
                startedAt,
                stoppedAt,
                start.input(),
                ended.output(),
                ended.error(),
                0)
            .record());
  }

  private record Child(
      String arn,
      String machineArn,
      String name,
      ExecutionStatus status,
      long startedAt,
      long stoppedAt,
      @Nullable Payload input,
      @Nullable Payload output,
      @Nullable ErrorOutput error,
      int redriveCount) {
    Map<String, @Nullable Object> record() {
      Map<String, @Nullable Object> record = new LinkedHashMap<>();
      if (error != null) {
        record.put("Cause", error.cause());
        record.put("Error", error.error());
      }
      record.put("ExecutionArn", arn);
      text(record, "Input", input);
      record.put("Name", name);
      text(record, "Output", output);
      record.put("RedriveCount", (long) redriveCount);
      record.put("RedriveStatus", error == null ? "NOT_REDRIVABLE" : "REDRIVABLE_BY_MAP_RUN");
      if (error == null) {
        record.put("RedriveStatusReason", "Execution is SUCCEEDED and cannot be redriven");
      }
      record.put("StartDate", Instant.ofEpochMilli(startedAt).toString());
      record.put("StateMachineArn", machineArn);
      record.put("Status", status.name());
      record.put("StopDate", Instant.ofEpochMilli(stoppedAt).toString());
      return record;
    }
  }

  private static void text(
      Map<String, @Nullable Object> record, String name, @Nullable Payload data) {
    if (data != null) {
      record.put(name, data.text());
      record.put(name + "Details", INCLUDED);
    }
  }
}
