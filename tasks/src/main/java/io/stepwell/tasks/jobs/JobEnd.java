package io.stepwell.tasks.jobs;

import io.stepwell.json.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How a job ended. Kept as JSON in its `end.json`.
///
/// @param reason why it failed
record JobEnd(boolean succeeded, @Nullable String reason, Instant at) {
  JobStatus status() {
    return succeeded ? JobStatus.SUCCEEDED : JobStatus.FAILED;
  }

  String json() {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    members.put("succeeded", succeeded);
    members.put("reason", reason);
    members.put("at", at.toEpochMilli());
    return Json.write(members);
  }

  static JobEnd of(Members all) {
    return new JobEnd(
        Boolean.TRUE.equals(all.values().get("succeeded")),
        all.optional("reason"),
        Instant.ofEpochMilli(all.number("at")));
  }
}
