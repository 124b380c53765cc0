package io.stepwell.server;

import io.stepwell.runtime.observe.Observer;
import io.stepwell.server.observe.ExecutionLogs;
import io.stepwell.server.observe.LogDirectory;
import io.stepwell.server.observe.Observation;
import io.stepwell.server.observe.Tracing;
import io.stepwell.server.observe.Webhook;
import io.stepwell.tasks.http.HttpClient;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/// What of a server observes executions, put together.
record Observing(LogDirectory groups, Observation observation) {
  /// @param directory of the server
  /// @param other sees the same
  static Observing of(
      Configuration configuration, Path directory, HttpClient client, Observer other, Parts parts) {
    LogDirectory groups =
        new LogDirectory(directory.resolve("logs"), configuration.logBounds(), Clock.systemUTC());
    ExecutionLogs logs =
        parts.add(new ExecutionLogs(groups, configuration.logsToConsole() ? System.out : null));
    URI url = configuration.webhook();
    Webhook webhook =
        url == null
            ? null
            : parts.add(
                new Webhook(
                    url, configuration.webhookSignature(), client, System::currentTimeMillis));
    URI collector = configuration.tracingEndpoint();
    Tracing tracing = collector == null ? null : parts.add(new Tracing(collector, client));
    return new Observing(groups, new Observation(logs, tracing, webhook, List.of(other)));
  }
}
