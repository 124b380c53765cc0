package io.stepwell.benchmarks;

import java.io.IOException;

/// Executions that are started and then wait for something that does not come.
enum Sleepers {
  WAIT("\"Type\":\"Wait\",\"Seconds\":86400"),
  CALLBACK(
      task("arn:aws:states:::lambda:invoke.waitForTaskToken")
          + ",\"Parameters\":{\"FunctionName\":\"Answers\",\"Payload\":{\"token.$\":\"$$.Task.Token\"}}"),
  ACTIVITY(task("arn:aws:states:us-east-1:123456789012:activity:bench")),
  QUEUED(task(Workload.function(Service.HOLDS))),
  CALL(task(Workload.function(Service.HOLDS)));

  private static final int CLIENTS = 64;

  private final String state;

  Sleepers(String state) {
    this.state = state;
  }

  private static String task(String resource) {
    return "\"Type\":\"Task\",\"Resource\":\"" + resource + '"';
  }

  /// Creates the machine, and the activity it may need; returns its ARN.
  String machine(Server server) throws IOException {
    try (Api api = new Api(server.endpoint())) {
      api.call("CreateActivity", "{\"name\":\"bench\"}");
      return api.machine(
          "bench-" + name(),
          false,
          "{\"StartAt\":\"S\",\"States\":{\"S\":{" + state + ",\"End\":true}}}");
    }
  }

  /// Starts so many.
  static Load start(Server server, String machine, int count)
      throws IOException, InterruptedException {
    String body = Api.startBody(machine, Workload.order());
    return Load.times(server, CLIENTS, count, () -> new Starter(server.endpoint(), body));
  }

  /// A client that starts executions and does not wait for their ends.
  record Starter(Api api, String body) implements Load.Client {
    Starter(Endpoint endpoint, String body) {
      this(new Api(endpoint), body);
    }

    @Override
    public void once() throws IOException {
      api.start(body);
    }

    @Override
    public void close() {
      api.close();
    }
  }
}
