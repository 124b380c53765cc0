package io.stepwell.cli.durability;

import io.stepwell.json.Json;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.GetActivityTaskResponse;
import software.amazon.awssdk.services.sfn.model.TaskDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;

/// Workers of an activity. What they work on outlives the server.
final class Workers implements AutoCloseable {
  private static final int SLOWEST_MILLIS = 300;

  private final SfnClient sfn;
  private final String activity;
  private final Ledger ledger;
  private final Results results;
  private volatile boolean closed;

  Workers(URI endpoint, String activity, int count, Ledger ledger, Results results) {
    this.sfn = Persistence.sfn(endpoint);
    this.activity = activity;
    this.ledger = ledger;
    this.results = results;
    for (int i = 0; i < count; i++) {
      String name = "worker-" + i;
      Thread.ofVirtual().name(name).start(() -> work(name));
    }
  }

  private void work(String name) {
    while (!closed) {
      try {
        GetActivityTaskResponse task =
            Persistence.answer(
                () -> sfn.getActivityTask(r -> r.activityArn(activity).workerName(name)));
        if (task.taskToken() != null) {
          ledger.handedOut(task.taskToken());
          Thread.ofVirtual().start(() -> work(task));
        }
      } catch (RuntimeException e) {
        if (!closed) {
          ledger.violation(name + " was refused: " + e);
          return;
        }
      }
    }
  }

  private void work(GetActivityTaskResponse task) {
    Map<?, ?> input = (Map<?, ?>) Objects.requireNonNull(Json.parse(task.input()));
    int saga = ((Number) Objects.requireNonNull(input.get("number"))).intValue();
    try {
      Thread.sleep(ThreadLocalRandom.current().nextInt(SLOWEST_MILLIS));
      if (ThreadLocalRandom.current().nextInt(4) == 0) {
        Persistence.answer(() -> sfn.sendTaskHeartbeat(r -> r.taskToken(task.taskToken())));
      }
    } catch (TaskTimedOutException | TaskDoesNotExistException e) {
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return;
    }
    results.send(
        task.taskToken(), saga, "missing".equals(input.get("stock")) ? "OutOfStock" : null);
  }

  @Override
  public void close() {
    closed = true;
    sfn.close();
  }
}
