package io.stepwell.tasks.jobs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What AWS adds to the reply of a submission.
public final class Replies {
  private Replies() {}

  /// With `SdkHttpMetadata` and `SdkResponseMetadata`.
  public static Map<String, @Nullable Object> withMetadata(Map<String, ?> reply, String requestId) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>(reply);
    Map<String, Object> http = new LinkedHashMap<>();
    http.put("AllHttpHeaders", Map.of("x-amzn-RequestId", List.of(requestId)));
    http.put("HttpHeaders", Map.of("x-amzn-RequestId", requestId));
    http.put("HttpStatusCode", 200L);
    all.put("SdkHttpMetadata", http);
    all.put("SdkResponseMetadata", Map.of("RequestId", requestId));
    return all;
  }
}
