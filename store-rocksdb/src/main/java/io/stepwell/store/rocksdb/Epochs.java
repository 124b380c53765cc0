package io.stepwell.store.rocksdb;

import io.stepwell.store.Lease;
import io.stepwell.store.StoreException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntToLongFunction;
import org.jspecify.annotations.Nullable;

/// The epoch of every partition: the stored one, and the one that this process was given. Only leases
/// of this process are valid, as no other can have the data directory.
///
/// A row is `epoch` and the partition, the value eight bytes big-endian.
final class Epochs {
  private static final byte[] PREFIX = {'e', 'p', 'o', 'c', 'h'};

  private final IntToLongFunction stored;
  private final Map<Integer, Long> given = new ConcurrentHashMap<>();

  /// @param stored reads the stored epoch of a partition, zero where there is none
  Epochs(IntToLongFunction stored) {
    this.stored = stored;
  }

  /// Gives the partition its next epoch, and returns the row that says so. From now on, in the order
  /// of the log, earlier epochs are refused.
  EncodedBatch next(int partition) {
    Long last = given.get(partition);
    long epoch = (last == null ? stored.applyAsLong(partition) : last) + 1;
    given.put(partition, epoch);
    return EncodedBatch.ofOwn(
        key(partition), ByteBuffer.allocate(Long.BYTES).putLong(epoch).array());
  }

  long current(int partition) {
    return given.getOrDefault(partition, 0L);
  }

  /// Why a batch under this lease is refused, or null when it isn't.
  @Nullable StoreException check(Lease lease) {
    long current = current(lease.partition());
    if (lease.epoch() == current) {
      return null;
    }
    return new StoreException(
        "Partition %d was taken over: epoch %d is not valid any more%s"
            .formatted(
                lease.partition(),
                lease.epoch(),
                current == 0 ? "" : ", the last one is " + current));
  }

  static byte[] key(int partition) {
    return ByteBuffer.allocate(PREFIX.length + Short.BYTES)
        .put(PREFIX)
        .putShort((short) partition)
        .array();
  }

  static long epoch(byte @Nullable [] value) {
    return value == null ? 0 : ByteBuffer.wrap(value).getLong();
  }
}
