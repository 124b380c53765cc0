package io.stepwell.api.console;

import io.stepwell.api.http.Reply;
import io.stepwell.api.protocol.JsonOut;
import io.stepwell.runtime.Orchestrator.Execution;
import io.stepwell.runtime.Overview.Counts;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The forms that several answers share.
final class Answers {
  private Answers() {}

  static Reply json(int status, JsonOut out) {
    return new Reply.Whole(
        status, "application/json", Map.of("Cache-Control", "no-store"), out.bytes(), out.length());
  }

  static Reply ok(JsonOut out) {
    return json(200, out.endObject());
  }

  static Reply csv(String name, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new Reply.Whole(
        200,
        "text/csv; charset=utf-8",
        Map.of(
            "Cache-Control",
            "no-store",
            "Content-Disposition",
            "attachment; filename=\"" + name + "\""),
        bytes,
        bytes.length);
  }

  static Reply refused(int status, String type, String sentence) {
    JsonOut out =
        new JsonOut().beginObject().member("__type", type).member("message", sentence).endObject();
    return json(status, out);
  }

  /// Left out when it is 0, which stands for none.
  static void time(JsonOut out, String name, long epochMillis) {
    if (epochMillis != 0) {
      out.member(name, epochMillis);
    }
  }

  static void amount(JsonOut out, String name, BigDecimal amount) {
    BigDecimal plain = amount.stripTrailingZeros();
    out.value(name, plain.scale() < 0 ? plain.setScale(0) : plain);
  }

  static void outcomes(JsonOut out, Counts counts) {
    out.member("started", counts.started())
        .member("succeeded", counts.succeeded())
        .member("failed", counts.failed())
        .member("timedOut", counts.timedOut())
        .member("aborted", counts.aborted());
  }

  static void execution(JsonOut out, Execution execution) {
    out.member("arn", execution.arn())
        .member("name", execution.name())
        .member("machine", execution.stateMachineArn())
        .member("status", execution.status().name())
        .member("startedAt", execution.startedAt());
    time(out, "stoppedAt", execution.stoppedAt());
    out.member("version", execution.versionArn()).member("alias", execution.aliasArn());
    if (execution.redriveCount() > 0) {
      out.member("redriveCount", execution.redriveCount());
      time(out, "redrivenAt", execution.redrivenAt());
    }
  }

  static void next(JsonOut out, @Nullable String token) {
    out.member("next", token);
  }
}
