package io.stepwell.benchmarks;

import java.io.IOException;
import java.util.concurrent.locks.LockSupport;

/// A client that starts executions of one workload and sees each end.
///
/// It asks for the first time when nine tenths of the time are over that the last ones took, so that
/// a slow server is not buried in questions, and a fast one not told late.
final class Executions implements Load.Client {
  private static final long MAX_WAIT_NANOS = 30_000_000_000L;

  private final Api api;
  private final boolean express;
  private final String body;
  private double expectedNanos;

  Executions(Endpoint endpoint, Workload workload, String machineArn) {
    this.api = new Api(endpoint);
    this.express = workload.express();
    this.body = Api.startBody(machineArn, workload.input());
  }

  @Override
  public void once() throws IOException {
    String status =
        express ? Api.field(api.call("StartSyncExecution", body), "status") : startAndSee();
    if (!status.equals("SUCCEEDED")) {
      throw new IOException("an execution is " + status);
    }
  }

  private String startAndSee() throws IOException {
    long from = System.nanoTime();
    String arn = api.start(body);
    long pause = (long) (expectedNanos * 0.9);
    for (int asked = 1; ; asked++) {
      if (pause > 20_000) {
        LockSupport.parkNanos(pause);
      }
      String status = api.status(arn);
      long took = System.nanoTime() - from;
      if (Api.ended(status)) {
        expectedNanos = asked == 1 ? expectedNanos * 0.7 : expectedNanos * 0.8 + took * 0.2;
        return status;
      }
      if (took > MAX_WAIT_NANOS) {
        return "still " + status;
      }
      pause = Math.max(200_000, (long) Math.max(expectedNanos * 0.15, took * 0.25));
    }
  }

  @Override
  public void close() {
    api.close();
  }
}
