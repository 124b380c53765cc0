package io.stepwell.tasks;

import org.jspecify.annotations.Nullable;

/// Sees what one call sends and receives on the wire, for TestState's inspection level TRACE.
/// Secrets are left out of what it is told unless it asks for them.
public interface Inspection {
  /// Whether values that come from a connection's secrets are shown (TestState's `revealSecrets`).
  default boolean revealSecrets() {
    return false;
  }

  /// Told before each request of the call goes out; of a repeated request the last one counts.
  void sent(Request request);

  void received(Response response);

  /// The members of AWS's `InspectionData.request`.
  ///
  /// @param headers as AWS writes them: `[name: value, name: value]`
  record Request(
      String protocol, String method, String url, String headers, @Nullable String body) {}

  /// The members of AWS's `InspectionData.response`.
  record Response(
      String protocol, String statusCode, String statusMessage, String headers, String body) {}
}
