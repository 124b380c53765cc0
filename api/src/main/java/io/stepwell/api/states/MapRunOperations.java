package io.stepwell.api.states;

import io.stepwell.api.protocol.Fields;
import io.stepwell.api.protocol.JsonOut;
import io.stepwell.api.protocol.Operation;
import io.stepwell.api.protocol.Operation.Call;
import io.stepwell.runtime.Orchestrator;
import io.stepwell.runtime.Orchestrator.MapRun;
import io.stepwell.runtime.Orchestrator.MapRunCounts;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The operations on map runs.
final class MapRunOperations {
  private final Orchestrator orchestrator;

  MapRunOperations(Orchestrator orchestrator) {
    this.orchestrator = orchestrator;
  }

  Map<String, Operation> all() {
    return Map.of(
        "DescribeMapRun", this::describe,
        "ListMapRuns", this::list,
        "UpdateMapRun", this::update);
  }

  private void describe(Call call, JsonOut out) {
    MapRun run = orchestrator.describeMapRun(call.account(), call.fields().required("mapRunArn"));
    out.member("mapRunArn", run.arn())
        .member("executionArn", run.executionArn())
        .member("status", run.status())
        .time("startDate", run.startedAt())
        .time("stopDate", run.stoppedAt())
        .value("maxConcurrency", run.maxConcurrency())
        .value("toleratedFailurePercentage", run.toleratedFailurePercentage())
        .value("toleratedFailureCount", run.toleratedFailureCount())
        .value("itemCounts", counts(run.items()))
        .value("executionCounts", counts(run.executions()))
        .member("redriveCount", run.redriveCount())
        .time("redriveDate", run.redrivenAt());
  }

  private static Map<String, Object> counts(MapRunCounts counts) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("pending", counts.pending());
    shown.put("running", counts.running());
    shown.put("succeeded", counts.succeeded());
    shown.put("failed", counts.failed());
    shown.put("timedOut", counts.timedOut());
    shown.put("aborted", counts.aborted());
    shown.put("total", counts.total());
    shown.put("resultsWritten", counts.resultsWritten());
    shown.put("failuresNotRedrivable", counts.failuresNotRedrivable());
    shown.put("pendingRedrive", counts.pendingRedrive());
    return shown;
  }

  private void list(Call call, JsonOut out) {
    Fields fields = call.fields();
    Pages.write(
        out,
        "mapRuns",
        orchestrator.listMapRuns(
            call.account(),
            fields.required("executionArn"),
            Pages.size(fields),
            fields.text("nextToken")),
        run ->
            out.member("executionArn", run.executionArn())
                .member("mapRunArn", run.arn())
                .member("stateMachineArn", run.stateMachineArn())
                .time("startDate", run.startedAt())
                .time("stopDate", run.stoppedAt()));
  }

  private void update(Call call, JsonOut out) {
    Fields fields = call.fields();
    Double percentage = null;
    if (fields.value("toleratedFailurePercentage") instanceof Number number) {
      percentage = number.doubleValue();
    }
    orchestrator.updateMapRun(
        call.account(),
        fields.required("mapRunArn"),
        whole(fields.value("maxConcurrency")),
        whole(fields.value("toleratedFailureCount")),
        percentage);
  }

  private static @Nullable Long whole(@Nullable Object value) {
    return value instanceof Number number ? number.longValue() : null;
  }
}
