package io.stepwell.cli.durability;

import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.InvalidTokenException;
import software.amazon.awssdk.services.sfn.model.TaskDoesNotExistException;
import software.amazon.awssdk.services.sfn.model.TaskTimedOutException;

/// Results that come by task token, from workers and from callbacks: sent until the server has taken
/// or refused them. One that it has taken must be in the history.
final class Results {
  private static final int SLOWEST_MILLIS = 400;

  private final SfnClient sfn;
  private final Ledger ledger;

  Results(SfnClient sfn, Ledger ledger) {
    this.sfn = sfn;
    this.ledger = ledger;
  }

  /// Sends a result after a while, on a thread of its own.
  ///
  /// @param error null for success
  void later(String token, int saga, @Nullable String error) {
    Thread.ofVirtual().start(() -> afterAWhile(token, saga, error));
  }

  private void afterAWhile(String token, int saga, @Nullable String error) {
    try {
      Thread.sleep(ThreadLocalRandom.current().nextInt(SLOWEST_MILLIS));
      send(token, saga, error);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      ledger.violation("a result of saga %d could not be sent: %s".formatted(saga, e));
    }
  }

  void send(String token, int saga, @Nullable String error) {
    String receipt = UUID.randomUUID().toString();
    try {
      if (error == null) {
        String output = "{\"receipt\":\"" + receipt + "\"}";
        Persistence.answer(() -> sfn.sendTaskSuccess(r -> r.taskToken(token).output(output)));
      } else {
        Persistence.answer(
            () -> sfn.sendTaskFailure(r -> r.taskToken(token).error(error).cause(receipt)));
      }
      ledger.acknowledged(receipt, saga);
    } catch (TaskTimedOutException | TaskDoesNotExistException e) {
      // Its attempt is over: timed out or aborted meanwhile, or an earlier try of ours got through.
    } catch (InvalidTokenException e) {
      ledger.violation("a token of saga %d was refused: %s".formatted(saga, e.getMessage()));
    }
  }
}
