package io.stepwell.runtime.partition;

import io.stepwell.runtime.post.Envelope;
import io.stepwell.runtime.post.Letter;
import io.stepwell.runtime.post.LetterCodec;
import io.stepwell.runtime.storage.ExecutionKey;
import io.stepwell.runtime.storage.ExecutionName;
import io.stepwell.runtime.storage.Tables;
import io.stepwell.store.Cursor;
import io.stepwell.store.Store;
import java.util.function.Consumer;

/// Letters between partitions. A letter lies in its sender's outbox, written in the batch that holds
/// its cause, and leaves when that is durable. Its recipient acknowledges it when what it caused is
/// durable; then it is taken out. After a crash everything in the outbox is sent again, whether its
/// sender has closed meanwhile or not: letters arrive at least once, and are idempotent.
///
/// The letters of one sender to one recipient arrive in their order.
final class Mail {
  private final Store store;
  private final int partition;
  private final int partitions;
  private final Outlet outlet;

  Mail(Store store, int partition, int partitions, Outlet outlet) {
    this.store = store;
    this.partition = partition;
    this.partitions = partitions;
    this.outlet = outlet;
  }

  int partitionOf(ExecutionName name) {
    return name.partition(partitions);
  }

  /// @param effect tells the sender's letters apart; those sent again after a crash leave in this
  ///     order
  void send(Turn turn, ExecutionKey sender, long effect, int to, Letter letter) {
    Envelope envelope = new Envelope(partition, Tables.letter(sender, effect), to, letter);
    turn.batch().put(Tables.OUTBOX, envelope.key(), LetterCodec.encode(envelope));
    post(turn, envelope);
  }

  void post(Turn turn, Envelope envelope) {
    turn.leave(() -> outlet.send(envelope.to(), new Message.Deliver(envelope)));
  }

  /// What the letter caused is decided in this turn.
  void handled(Turn turn, Envelope envelope) {
    turn.leave(() -> outlet.send(envelope.from(), new Message.Acknowledge(envelope.key())));
  }

  static void acknowledged(Turn turn, byte[] key) {
    turn.batch().delete(Tables.OUTBOX, key);
  }

  /// Everything that was not acknowledged when the last process ended.
  void unacknowledged(Consumer<Message> inbox) {
    try (Cursor cursor =
        store.scan(partition, Tables.OUTBOX, new byte[0], Tables.lastKey(), false)) {
      while (cursor.next()) {
        inbox.accept(new Message.Post(LetterCodec.decode(partition, cursor.key(), cursor.value())));
      }
    }
  }
}
