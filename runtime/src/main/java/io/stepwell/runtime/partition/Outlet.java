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
