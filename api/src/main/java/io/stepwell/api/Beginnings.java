package io.stepwell.api;

import io.stepwell.api.console.Console;
import io.stepwell.api.http.Header;
import io.stepwell.api.http.Reply;
import io.stepwell.api.http.Request;
import io.stepwell.api.lambda.LambdaApi;
import java.util.Set;

/// The requests that begin something which a server that is about to end would not see to its end.
///
/// Not among them: answers to tasks, and all that is done with one durable write.
final class Beginnings {
  private static final Set<String> OPERATIONS =
      Set.of(
          "AWSStepFunctions.StartExecution",
          "AWSStepFunctions.StartSyncExecution",
          "AWSStepFunctions.RedriveExecution",
          "AWSStepFunctions.GetActivityTask",
          "AWSStepFunctions.TestState");

  private Beginnings() {}

  static boolean begins(Request request) {
    String path = request.path();
    if (path.equals("/")) {
      String target = request.header(Header.AMZ_TARGET);
      return target != null && OPERATIONS.contains(target);
    }
    return path.startsWith(Console.PATH + "/")
        ? Console.changes(request) || path.endsWith("/events") || path.endsWith("/live")
        : path.startsWith(LambdaApi.PATH) && path.endsWith("/invocations");
  }

  /// AWS's clients try again after it.
  static Reply refusal() {
    return Gate.refuse(
        503, "ServiceUnavailable", "The server is shutting down; it begins nothing new");
  }
}
