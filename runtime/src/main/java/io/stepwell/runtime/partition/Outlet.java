package io.stepwell.runtime.partition;

import io.stepwell.engine.Effect;
import io.stepwell.runtime.post.Envelope;
import io.stepwell.runtime.post.Letter;
import io.stepwell.runtime.storage.ExecutionKey;
import io.stepwell.runtime.storage.ExecutionName;

/// Where things leave a partition to, each only once what caused it is durable. Called on the
/// committer's thread: short, and without exceptions.
public interface Outlet {
  /// The effect should be alive from now on.
  ///
  /// @param again after a restart: an earlier process may have acted on it
  void opened(Origin origin, Effect effect, boolean again);

  /// The effect is no longer wanted.
  void closed(Origin origin, Effect effect);

  /// The execution wants to leave memory. True when the call only waits for room, and so needs nothing
  /// of it until there is some: then the partition gets a [Message.Recall]. Asked on the partition's
  /// thread.
  boolean park(Origin origin, Effect.CallTask call);

  /// A parked call is asked for: here it is.
  void recalled(Origin origin, Effect.CallTask call);

  /// A parked call is asked for, and nobody wants it any more.
  void unwanted(int partition, Message.Recall recall);

  /// The execution's history has grown.
  void grown(int partition, ExecutionKey key);

  /// An express child of a map run is to be run; its end goes to the sender's partition.
  void runExpress(Envelope envelope, Letter.StartChild letter);

  /// An express child is no longer wanted.
  void stopExpress(ExecutionName child);

  /// A message for another partition of this process, or for the same.
  void send(int partition, Message message);

  /// The execution has ended.
  void ended(Origin origin);
}
