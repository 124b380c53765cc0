package io.stepwell.functions.host;

import io.stepwell.json.Payload;

/// How a call ended.
public sealed interface Outcome {
  /// The function returned.
  record Returned(Payload payload) implements Outcome {}

  /// The function failed: it threw, did not start, ran out of time, or its process ended.
  ///
  /// @param document the error document, as the runtime or [ErrorDocument] wrote it
  record Failed(Payload document) implements Outcome {}

  /// The host could not run the function at all.
  record Unavailable(String reason) implements Outcome {}
}
