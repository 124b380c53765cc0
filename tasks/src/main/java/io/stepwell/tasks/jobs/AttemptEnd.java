package io.stepwell.tasks.jobs;

import io.stepwell.json.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How an attempt ended. Kept as JSON in its `end.json`.
///
/// @param exitCode null when there is none: it was never started, or its supervisor was killed
/// @param statusReason AWS's sentence, null for success
/// @param reason what the program said last, for a failure
public record AttemptEnd(
    Instant startedAt,
    Instant stoppedAt,
    @Nullable Integer exitCode,
    @Nullable String statusReason,
    @Nullable String reason) {
  static final String EXITED = "Essential container in task exited";
  static final String TIMED_OUT = "Job attempt duration exceeded timeout";

  public boolean succeeded() {
    return statusReason == null;
  }

  public boolean timedOut() {
    return TIMED_OUT.equals(statusReason);
  }

  String json() {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    members.put("startedAt", startedAt.toEpochMilli());
    members.put("stoppedAt", stoppedAt.toEpochMilli());
    members.put("exitCode", exitCode == null ? null : (long) exitCode);
    members.put("statusReason", statusReason);
    members.put("reason", reason);
    return Json.write(members);
  }

  static AttemptEnd of(Members all) {
    return new AttemptEnd(
        Instant.ofEpochMilli(all.number("startedAt")),
        Instant.ofEpochMilli(all.number("stoppedAt")),
        all.values().get("exitCode") instanceof Number code ? code.intValue() : null,
        all.optional("statusReason"),
        all.optional("reason"));
  }
}
