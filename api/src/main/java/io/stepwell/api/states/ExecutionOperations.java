package io.stepwell.api.states;

import io.stepwell.api.protocol.Fields;
import io.stepwell.api.protocol.JsonOut;
import io.stepwell.api.protocol.Operation;
import io.stepwell.api.protocol.Operation.Call;
import io.stepwell.engine.ErrorOutput;
import io.stepwell.engine.ExecutionStatus;
import io.stepwell.engine.Identity;
import io.stepwell.engine.Stamped;
import io.stepwell.engine.history.HistoryEvents;
import io.stepwell.runtime.Orchestrator;
import io.stepwell.runtime.Orchestrator.Execution;
import io.stepwell.runtime.Orchestrator.SyncExecution;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The operations on executions.
final class ExecutionOperations {
  private static final Map<String, Object> INCLUDED = Map.of("included", true);
  private static final Map<String, Object> LEFT_OUT = Map.of("included", false);

  private final Orchestrator orchestrator;

  ExecutionOperations(Orchestrator orchestrator) {
    this.orchestrator = orchestrator;
  }

  Map<String, Operation> all() {
    return Map.of(
        "StartExecution", this::start,
        "StartSyncExecution", this::startSync,
        "StopExecution", this::stop,
        "RedriveExecution", this::redriveExecution,
        "DescribeExecution", this::describe,
        "ListExecutions", this::list,
        "GetExecutionHistory", this::history);
  }

  private void start(Call call, JsonOut out) {
    Fields fields = call.fields();
    Orchestrator.Started started =
        orchestrator.startExecution(
            call.account(),
            fields.required("stateMachineArn"),
            fields.text("name"),
            fields.text("input"),
            traceHeader(call));
    out.member("executionArn", started.executionArn()).time("startDate", started.startedAt());
  }

  private static @Nullable String traceHeader(Call call) {
    String header = call.traceHeader();
    return header == null ? call.fields().text("traceHeader") : header;
  }

  private void startSync(Call call, JsonOut out) throws InterruptedException {
    Fields fields = call.fields();
    SyncExecution ended =
        orchestrator.startSyncExecution(
            call.account(),
            fields.required("stateMachineArn"),
            fields.text("name"),
            fields.text("input"),
            traceHeader(call));
    out.member("executionArn", ended.arn())
        .member("stateMachineArn", ended.stateMachineArn())
        .member("name", ended.name())
        .member("status", ended.status().name())
        .time("startDate", ended.startedAt())
        .time("stopDate", ended.stoppedAt())
        .member("traceHeader", ended.traceHeader());
    error(ended.error(), out);
    boolean data = Included.data(fields);
    out.value("inputDetails", data ? INCLUDED : LEFT_OUT)
        .value("outputDetails", data ? INCLUDED : LEFT_OUT);
    if (data) {
      out.member("input", ended.input()).member("output", ended.output());
    }
    out.beginObject("billingDetails")
        .member("billedMemoryUsedInMB", ended.billedMegabytes())
        .member("billedDurationInMilliseconds", ended.billedMillis())
        .endObject();
  }

  private static void error(@Nullable ErrorOutput error, JsonOut out) {
    if (error != null) {
      out.member("error", error.error()).member("cause", error.cause());
    }
  }

  private void stop(Call call, JsonOut out) {
    Fields fields = call.fields();
    ErrorOutput error = new ErrorOutput(fields.text("error"), fields.text("cause"));
    out.time(
        "stopDate",
        orchestrator.stopExecution(call.account(), fields.required("executionArn"), error));
  }

  private void redriveExecution(Call call, JsonOut out) {
    Fields fields = call.fields();
    out.time(
        "redriveDate",
        orchestrator.redriveExecution(
            call.account(), fields.required("executionArn"), fields.text("clientToken")));
  }

  private void describe(Call call, JsonOut out) {
    Fields fields = call.fields();
    Execution execution =
        orchestrator.describeExecution(call.account(), fields.required("executionArn"));
    identity(execution, out);
    out.member("traceHeader", execution.traceHeader());
    boolean data = Included.data(fields);
    out.value("inputDetails", data ? INCLUDED : LEFT_OUT);
    if (data) {
      out.member("input", execution.input()).member("output", execution.output());
    }
    if (execution.output() != null) {
      out.value("outputDetails", data ? INCLUDED : LEFT_OUT);
    }
    error(execution.error(), out);
    redrive(execution, out);
  }

  /// The members that a description and a list have in common.
  private static void identity(Execution execution, JsonOut out) {
    out.member("executionArn", execution.arn())
        .member("stateMachineArn", execution.stateMachineArn())
        .member("name", execution.name())
        .member("mapRunArn", execution.mapRunArn())
        .member("status", execution.status().name())
        .time("startDate", execution.startedAt())
        .time("stopDate", execution.stoppedAt())
        .member("stateMachineVersionArn", execution.versionArn())
        .member("stateMachineAliasArn", execution.aliasArn())
        .member("redriveCount", execution.redriveCount())
        .time("redriveDate", execution.redrivenAt());
  }

  private static void redrive(Execution execution, JsonOut out) {
    String redrivable = execution.mapRunArn() == null ? "REDRIVABLE" : "REDRIVABLE_BY_MAP_RUN";
    String refusal = execution.notRedrivable();
    out.member("redriveStatus", refusal == null ? redrivable : "NOT_REDRIVABLE")
        .member("redriveStatusReason", refusal);
  }

  private void list(Call call, JsonOut out) {
    Fields fields = call.fields();
    String machine = fields.text("stateMachineArn");
    String mapRun = fields.text("mapRunArn");
    ListRules.check(fields);
    String status = fields.text("statusFilter");
    if (mapRun != null) {
      listChildren(call, out, mapRun, status);
      return;
    }
    Pages.write(
        out,
        "executions",
        orchestrator.listExecutions(
            call.account(),
            Objects.requireNonNull(machine),
            status == null ? null : ExecutionStatus.valueOf(status),
            Pages.size(fields),
            fields.text("nextToken")),
        execution -> identity(execution, out));
  }

  private void listChildren(Call call, JsonOut out, String mapRun, @Nullable String status) {
    Fields fields = call.fields();
    String redriven = fields.text("redriveFilter");
    Pages.write(
        out,
        "executions",
        orchestrator.listMapRunExecutions(
            call.account(),
            mapRun,
            status == null ? null : ExecutionStatus.valueOf(status),
            redriven == null ? null : redriven.equals("REDRIVEN"),
            Pages.size(fields),
            fields.text("nextToken")),
        execution -> {
          identity(execution, out);
          out.member("itemCount", execution.itemCount());
        });
  }

  private void history(Call call, JsonOut out) {
    Fields fields = call.fields();
    boolean data = fields.flag("includeExecutionData", true);
    String arn = fields.required("executionArn");
    Orchestrator.Page<Stamped> page =
        orchestrator.history(
            call.account(),
            arn,
            fields.flag("reverseOrder", false),
            Pages.size(fields),
            fields.text("nextToken"));
    Identity identity = ExecutionIdentity.of(arn);
    out.beginList("events");
    for (Stamped event : page.items()) {
      @Nullable Object rendered = HistoryEvents.render(event, identity, data);
      if (rendered != null) {
        out.item(rendered);
      }
    }
    out.endList().member("nextToken", page.nextToken());
  }
}
