package io.stepwell.runtime.observe;

import io.stepwell.engine.ErrorOutput;
import io.stepwell.engine.ExecutionStatus;
import io.stepwell.engine.Identity;
import io.stepwell.engine.Limits;
import io.stepwell.engine.Redrive;
import io.stepwell.engine.Start;
import io.stepwell.engine.state.ExecutionState;
import io.stepwell.json.Json;
import io.stepwell.json.Payload;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A change of an execution's status as EventBridge would tell it: "Step Functions Execution Status
/// Change". Its id is the same whenever it is told again.
///
/// @param status that it changed to
/// @param at when, in epoch milliseconds
public record StatusChange(ExecutionState state, ExecutionStatus status, long at) {
  /// What input and output may have together, as JSON strings; then the input is left out, and the
  /// output if it alone has more.
  private static final int MAX_DATA_BYTES = 248 * 1024;

  private static final Map<String, Object> INCLUDED = Map.of("included", true);
  private static final Map<String, Object> LEFT_OUT = Map.of("included", false);

  /// How the changes of one execution are told apart, in their order.
  public int ordinal() {
    return 2 * state.redriveCount() + (status.closed() ? 1 : 0);
  }

  /// The event, as JSON.
  public byte[] event() {
    Identity identity = state.start().identity();
    String name = identity.arn() + "#" + ordinal();
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("version", "0");
    event.put("id", UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)).toString());
    event.put("detail-type", "Step Functions Execution Status Change");
    event.put("source", "aws.states");
    event.put("account", identity.account());
    event.put("time", Instant.ofEpochSecond(at / 1000).toString());
    event.put("region", identity.region());
    event.put("resources", List.of(identity.arn()));
    event.put("detail", detail());
    return Json.writeBytes(event);
  }

  private Map<String, @Nullable Object> detail() {
    Start start = state.start();
    Payload output = status.closed() ? state.output() : null;
    int outputBytes = output == null ? 0 : escaped(output);
    boolean withInput = escaped(start.input()) + outputBytes <= MAX_DATA_BYTES;
    boolean withOutput = outputBytes <= MAX_DATA_BYTES;
    ErrorOutput error = status.closed() ? state.error() : null;
    String notRedrivable =
        Redrive.refusal(
            status, state.lastEventId(), state.startedAt(), state.stoppedAt(), at, Limits.AWS);
    Map<String, @Nullable Object> detail = new LinkedHashMap<>();
    detail.put("executionArn", start.identity().arn());
    detail.put("stateMachineArn", start.identity().stateMachineArn());
    detail.put("name", start.identity().name());
    detail.put("status", status.name());
    detail.put("startDate", state.startedAt());
    detail.put("stopDate", status.closed() ? state.stoppedAt() : null);
    detail.put("input", withInput ? start.input().text() : null);
    detail.put("inputDetails", withInput ? INCLUDED : LEFT_OUT);
    detail.put("output", output != null && withOutput ? output.text() : null);
    detail.put("outputDetails", output == null ? null : withOutput ? INCLUDED : LEFT_OUT);
    detail.put("stateMachineVersionArn", start.versionArn());
    detail.put("stateMachineAliasArn", start.aliasArn());
    detail.put("redriveCount", (long) state.redriveCount());
    detail.put("redriveDate", state.redriveCount() == 0 ? null : state.redrivenAt());
    detail.put("redriveStatus", notRedrivable == null ? "REDRIVABLE" : "NOT_REDRIVABLE");
    detail.put("redriveStatusReason", notRedrivable);
    detail.put("error", error == null ? null : error.error());
    detail.put("cause", error == null ? null : error.cause());
    return detail;
  }

  /// The bytes of a text as a JSON string, without its quotes.
  private static int escaped(Payload data) {
    int bytes = data.size();
    for (byte each : data.bytes()) {
      bytes += each == '"' || each == '\\' ? 1 : 0;
    }
    return bytes;
  }
}
