package io.stepwell.runtime.dispatch;

import io.stepwell.engine.Command;
import io.stepwell.engine.ErrorOutput;
import io.stepwell.runtime.Account;
import io.stepwell.runtime.catalog.Arn;
import io.stepwell.runtime.catalog.Catalog;
import io.stepwell.runtime.storage.ExecutionKey;
import io.stepwell.runtime.storage.Tables;
import io.stepwell.store.Cursor;
import io.stepwell.store.Store;

/// Fails the tasks that wait for the workers of an activity which is deleted: nobody can poll for
/// them any more. The task's Retry and Catch decide what follows.
public final class DeletedActivities {
  private final Store store;
  private final int partitions;
  private final Catalog catalog;
  private final Sender sender;

  /// Where commands go.
  public interface Sender {
    void tell(int partition, ExecutionKey execution, Command command);
  }

  public DeletedActivities(Store store, int partitions, Catalog catalog, Sender sender) {
    this.store = store;
    this.partitions = partitions;
    this.catalog = catalog;
    this.sender = sender;
  }

  /// An activity was deleted.
  public void deleted(Account account, String activity) {
    Integer number = catalog.accountNumber(account);
    if (number != null) {
      byte[] from = Tables.offers(number, activity);
      for (int partition = 0; partition < partitions; partition++) {
        failAll(partition, from);
      }
    }
  }

  /// Activities that were deleted just before the last process ended.
  public void resume() {
    for (int partition = 0; partition < partitions; partition++) {
      byte[] key = firstOffer(partition, new byte[0]);
      while (key.length > 0) {
        byte[] activity = Tables.offers(Tables.offerAccount(key), Tables.offerActivity(key));
        if (!catalog.activityExists(arn(key))) {
          failAll(partition, activity);
        }
        key = firstOffer(partition, Tables.after(activity));
      }
    }
  }

  /// Empty when there is none.
  private byte[] firstOffer(int partition, byte[] from) {
    try (Cursor cursor = store.scan(partition, Tables.OFFERS, from, Tables.lastKey(), false)) {
      return cursor.next() ? cursor.key() : new byte[0];
    }
  }

  private void failAll(int partition, byte[] activity) {
    byte[] to = Tables.after(activity);
    try (Cursor cursor = store.scan(partition, Tables.OFFERS, activity, to, false)) {
      while (cursor.next()) {
        byte[] key = cursor.key();
        ErrorOutput error =
            new ErrorOutput("States.TaskFailed", "The activity " + arn(key) + " was deleted.");
        sender.tell(
            partition,
            Tables.offerExecution(key),
            new Command.FailTask(Tables.offerTask(key), error, false));
      }
    }
  }

  private String arn(byte[] key) {
    return Arn.activity(catalog.account(Tables.offerAccount(key)), Tables.offerActivity(key));
  }
}
