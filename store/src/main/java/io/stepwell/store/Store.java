package io.stepwell.store;

import org.jspecify.annotations.Nullable;

/// Ordered tables inside partitions, written by atomic batches.
///
/// The promise, which one contract test holds every store to:
/// - a batch is visible whole or not at all, to readers and after a crash;
/// - [#append] returns at once; the ticket completes when the batch is on disk, and the tickets of
///   one partition complete in the order of their appends;
/// - readers see only durable batches: `get` and `scan` never show what a crash could take back;
/// - a batch under an old lease epoch is refused and changes nothing;
/// - a failed write or sync is reported once to the failure handler given at opening, after which no
///   ticket completes any more: the process ends, and recovery reads the disk.
///
/// Keys order as unsigned bytes, at most 1 KiB; values at most 64 MiB. Safe for use by many threads;
/// the appends of one partition come from one thread at a time.
public interface Store extends AutoCloseable {
  /// Takes the partition for this process and fences off whoever had it before.
  ///
  /// @throws StoreException when another live process holds it
  Lease lease(int partition);

  /// The durable value under a key, or null.
  byte @Nullable [] get(int partition, Table table, byte[] key);

  /// The durable entries with `from <= key < to`, ascending, or descending when `reverse`. The
  /// cursor shows one moment: later batches do not change it. To be closed.
  Cursor scan(int partition, Table table, byte[] from, byte[] to, boolean reverse);

  /// Hands over a batch; it becomes durable together with others in one sync.
  Ticket append(Batch batch);

  /// Gives the disk space back that deleted entries with `from <= key < to` took, as far as the store
  /// does not do so by itself. May take long: for a thread that has nothing else to do.
  default void reclaim(int partition, Table table, byte[] from, byte[] to) {}

  /// Bytes free where the data lies; `Long.MAX_VALUE` where that has no meaning.
  long freeBytes();

  /// Waits for what was appended, then releases leases and files.
  @Override
  void close();
}
