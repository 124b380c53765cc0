package io.stepwell.store.rocksdb;

import io.stepwell.store.Lease;
import io.stepwell.store.PendingTicket;
import io.stepwell.store.StoreException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Makes what many threads append durable, in order, on one thread: takes all that waits (up to a
/// bound), writes it as one batch with one sync, completes the tickets, and looks again. While a sync
/// runs the next group gathers; a lone batch is synced at once. Nothing waits for company.
///
/// **Nobody sees what is not synced.** RocksDB's write path (one queue, not pipelined, ordered: its
/// defaults) appends the group to the log, syncs the log, only then inserts into the tables in memory,
/// and last publishes the sequence number up to which readers see. When the log can't be written or
/// synced, nothing is inserted, and RocksDB refuses all later writes. So a reader may see a batch
/// shortly before its ticket completes, and never before it is on disk.
final class Committer {
  /// A group is written to the log in one go. Beyond this size larger groups gain nothing, and those
  /// who wait for the first batch in it would wait for the last.
  private static final long GROUP_BYTES_MAX = 4 * 1024 * 1024;

  /// The disk below, or what a test puts in its place.
  interface Disk {
    /// Returns when the serialized write batch is durable.
    void write(byte[] writeBatch) throws StoreException;

    /// A durable value, by the number of its column family and its stored key.
    byte @Nullable [] read(int family, byte[] storedKey) throws StoreException;
  }

  /// What waits: a batch under an epoch, or the wish for the next epoch of a partition.
  private sealed interface Entry {
    PendingTicket ticket();

    record Append(Lease lease, EncodedBatch batch, PendingTicket ticket) implements Entry {}

    record Take(int partition, PendingTicket ticket) implements Entry {}
  }

  private final Disk disk;
  private final Epochs epochs;
  private final Consumer<Throwable> onFailure;
  private final Counters counters;
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread thread;

  private final Object lock = new Object();
  private final Deque<Entry> waiting = new ArrayDeque<>();
  private boolean idle;
  private boolean closing;
  private @Nullable StoreException failure;

  // Used by the committer's thread only, and again for every group.
  private final List<Entry> group = new ArrayList<>();
  private final List<EncodedBatch> records = new ArrayList<>();
  private final List<PendingTicket> accepted = new ArrayList<>();
  private volatile long syncs;

  Committer(Disk disk, Epochs epochs, Consumer<Throwable> onFailure) {
    this.disk = disk;
    this.epochs = epochs;
    this.onFailure = onFailure;
    this.counters = new Counters(disk::read);
    this.thread = Thread.ofPlatform().name("store-committer").daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  PendingTicket append(Lease lease, EncodedBatch batch) {
    PendingTicket ticket = new PendingTicket();
    offer(new Entry.Append(lease, batch, ticket));
    return ticket;
  }

  /// Makes the partition's next epoch durable and waits for it.
  Lease take(int partition) {
    PendingTicket ticket = new PendingTicket();
    offer(new Entry.Take(partition, ticket));
    try {
      ticket.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StoreException("Interrupted while taking partition " + partition, e);
    }
    return new Lease(partition, epochs.current(partition));
  }

  /// How many groups have become durable.
  long syncs() {
    return syncs;
  }

  /// Waits until all that was appended is durable, or until the store has failed, and stops.
  void close() {
    synchronized (lock) {
      closing = true;
      lock.notifyAll();
    }
    boolean interrupted = false;
    while (true) {
      try {
        ended.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true; // Half-closed files are worse than a late interruption.
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void offer(Entry entry) {
    StoreException failed;
    synchronized (lock) {
      failed = failure;
      if (failed == null) {
        if (closing) {
          throw new StoreException("The store is closed");
        }
        waiting.add(entry);
        if (idle) {
          lock.notifyAll();
        }
      }
    }
    if (failed != null) {
      entry.ticket().fail(failed);
    }
  }

  private void run() {
    @Nullable Throwable cause = null;
    try {
      while (gather()) {
        commit();
      }
    } catch (Throwable e) {
      cause = e;
    }
    if (cause != null) {
      fail(cause);
    }
    ended.countDown();
    if (cause != null) {
      onFailure.accept(cause);
    }
  }

  /// Moves what waits into the group; false when the store is closing and nothing waits any more.
  private boolean gather() throws InterruptedException {
    group.clear();
    synchronized (lock) {
      while (waiting.isEmpty()) {
        if (closing) {
          return false;
        }
        idle = true;
        lock.wait();
        idle = false;
      }
      long bytes = 0;
      while (!waiting.isEmpty() && bytes < GROUP_BYTES_MAX) {
        Entry next = waiting.remove();
        group.add(next);
        bytes += next instanceof Entry.Append append ? append.batch().length() : 0;
      }
    }
    return true;
  }

  private void commit() {
    records.clear();
    accepted.clear();
    for (Entry entry : group) {
      switch (entry) {
        case Entry.Take take -> accept(epochs.next(take.partition()), take.ticket());
        case Entry.Append append -> {
          StoreException refusal = epochs.check(append.lease());
          if (refusal == null) {
            accept(append.batch(), append.ticket());
          } else {
            append.ticket().fail(refusal);
          }
        }
      }
    }
    if (!records.isEmpty()) {
      EncodedBatch values = counters.valuesAfter(records);
      if (values != null) {
        records.add(values);
      }
      disk.write(EncodedBatch.concatenate(records));
      countSync();
    }
    accepted.forEach(PendingTicket::complete);
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
  private void countSync() {
    syncs++;
  }

  private void accept(EncodedBatch batch, PendingTicket ticket) {
    records.add(batch);
    accepted.add(ticket);
  }

  /// Nothing is durable from here on: wakes who waits for what will not be, and forgets the rest.
  private void fail(Throwable cause) {
    List<Entry> lost = new ArrayList<>(group);
    StoreException failed =
        cause instanceof StoreException store
            ? store
            : new StoreException("The store has stopped after an error: " + cause, cause);
    synchronized (lock) {
      failure = failed;
      lost.addAll(waiting);
      waiting.clear();
    }
    for (Entry entry : lost) {
      entry.ticket().fail(failed);
    }
  }
}
