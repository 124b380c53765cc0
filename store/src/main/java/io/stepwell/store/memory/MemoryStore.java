package io.stepwell.store.memory;

import io.stepwell.store.Batch;
import io.stepwell.store.Cursor;
import io.stepwell.store.Lease;
import io.stepwell.store.PendingTicket;
import io.stepwell.store.Store;
import io.stepwell.store.StoreException;
import io.stepwell.store.Table;
import io.stepwell.store.Ticket;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// The store in memory.
///
/// By default a batch counts as durable as soon as it is appended. A [#manual] store keeps appended
/// batches aside, invisible, until [#commitNext] or [#commitAll]: these stand for the sync of a disk,
/// and [#crash] for losing everything that was not synced. A simulator can so stop the world at every
/// commit, before it or after it. One thread at a time commits.
public final class MemoryStore implements Store {
  private record Pending(Batch batch, PendingTicket ticket) {}

  private final boolean manual;
  private boolean atOnce;
  private final Map<Integer, MemoryPartition> partitions = new ConcurrentHashMap<>();
  private final Deque<Pending> pending = new ArrayDeque<>();
  private volatile @Nullable String ended;

  /// A store whose batches are durable at once.
  public MemoryStore() {
    this(false);
  }

  private MemoryStore(boolean manual) {
    this.manual = manual;
  }

  /// A store whose batches wait to be committed by hand.
  public static MemoryStore manual() {
    return new MemoryStore(true);
  }

  @Override
  public Lease lease(int partition) {
    checkOpen();
    return new Lease(partition, partition(Lease.checkPartition(partition)).take());
  }

  @Override
  public byte @Nullable [] get(int partition, Table table, byte[] key) {
    checkOpen();
    return partition(partition).get(table, key);
  }

  @Override
  public Cursor scan(int partition, Table table, byte[] from, byte[] to, boolean reverse) {
    checkOpen();
    return partition(partition).scan(table, from, to, reverse);
  }

  @Override
  public Ticket append(Batch batch) {
    PendingTicket ticket = new PendingTicket();
    if (manual && !atOnce) {
      synchronized (pending) {
        checkOpen();
        pending.add(new Pending(batch, ticket));
      }
    } else {
      checkOpen();
      settle(batch, ticket);
    }
    return ticket;
  }

  @Override
  public long freeBytes() {
    return Long.MAX_VALUE;
  }

  /// How many batches wait to be committed.
  public int pending() {
    synchronized (pending) {
      return pending.size();
    }
  }

  /// Makes the oldest waiting batch durable and runs what waited for it; false when none waits.
  public boolean commitNext() {
    return commit(1) > 0;
  }

  /// Makes the oldest waiting batch of a partition durable, before older ones of others: a store may
  /// keep partitions in several places. False when none waits.
  public boolean commitNextOf(int partition) {
    Runnable told = null;
    synchronized (pending) {
      for (Iterator<Pending> all = pending.iterator(); told == null && all.hasNext(); ) {
        Pending next = all.next();
        if (next.batch.lease().partition() == partition) {
          all.remove();
          told = apply(next.batch, next.ticket);
        }
      }
    }
    if (told != null) {
      told.run();
    }
    return told != null;
  }

  /// Makes all batches that wait now durable in one sync, then runs what waited for them, in order.
  /// What is appended by that is left for the next time.
  ///
  /// @return how many batches were committed
  public int commitAll() {
    return commit(Integer.MAX_VALUE);
  }

  /// Runs what waits on this thread for its own batches: they are durable at once. Nothing else may
  /// be waiting.
  public void atOnce(Runnable action) {
    if (pending() > 0) {
      throw new IllegalStateException("batches wait that would be overtaken: " + pending());
    }
    atOnce = true;
    try {
      action.run();
    } finally {
      atOnce = false;
    }
  }

  /// Ends this store as a power failure would, and returns the one that is found on the disk after
  /// it: all leases are gone and their epochs fenced off.
  public MemoryStore crash() {
    return crash(0);
  }

  /// Like [#crash()], but the oldest `synced` batches had reached the disk when it happened, and
  /// nobody had been told yet.
  public MemoryStore crash(int synced) {
    int[] left = {synced};
    return crash(() -> left[0]-- > 0);
  }

  /// Like [#crash()], but some batches had reached the disk when it happened, and nobody had been
  /// told yet: of each partition the oldest ones.
  ///
  /// @param reached asked for each batch, oldest first, unless an older one of its partition is lost
  public MemoryStore crash(BooleanSupplier reached) {
    MemoryStore after = new MemoryStore(manual);
    for (Pending lost : end("The store has crashed", reached)) {
      lost.ticket.fail(new StoreException("The store crashed before the batch was durable"));
    }
    partitions.forEach((number, it) -> after.partitions.put(number, it.recovered()));
    return after;
  }

  @Override
  public void close() {
    while (commitAll() > 0) {}
    end("The store is closed", () -> false);
  }

  private int commit(int max) {
    List<Runnable> told = new ArrayList<>();
    synchronized (pending) {
      while (told.size() < max && !pending.isEmpty()) {
        Pending next = pending.remove();
        told.add(apply(next.batch, next.ticket));
      }
    }
    told.forEach(Runnable::run);
    return told.size();
  }

  /// Closes the door; returns the batches that stay outside.
  private List<Pending> end(String reason, BooleanSupplier reached) {
    synchronized (pending) {
      if (ended == null) {
        ended = reason;
      }
      List<Pending> rest = List.copyOf(pending);
      pending.clear();
      Set<Integer> lost = new HashSet<>();
      for (Pending it : rest) {
        int partition = it.batch.lease().partition();
        if (!lost.contains(partition) && reached.getAsBoolean()) {
          apply(it.batch, it.ticket);
        } else {
          lost.add(partition);
        }
      }
      return rest;
    }
  }

  private void settle(Batch batch, PendingTicket ticket) {
    apply(batch, ticket).run();
  }

  /// Applies a batch and returns how its ticket is to be settled.
  private Runnable apply(Batch batch, PendingTicket ticket) {
    StoreException refusal = partition(batch.lease().partition()).apply(batch);
    return refusal == null ? ticket::complete : () -> ticket.fail(refusal);
  }

  private MemoryPartition partition(int number) {
    return partitions.computeIfAbsent(number, MemoryPartition::new);
  }

  private void checkOpen() {
    String reason = ended;
    if (reason != null) {
      throw new StoreException(reason);
    }
  }
}
