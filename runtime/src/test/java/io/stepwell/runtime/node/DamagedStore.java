package io.stepwell.runtime.node;

import io.stepwell.store.Batch;
import io.stepwell.store.Cursor;
import io.stepwell.store.Lease;
import io.stepwell.store.Store;
import io.stepwell.store.Table;
import io.stepwell.store.Ticket;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A store in which some rows can't be read, until they are repaired.
final class DamagedStore implements Store {
  private static final byte[] NONSENSE = {(byte) 0xEE, 1, 2, 3};

  private record Place(int partition, Table table, ByteBuffer key) {}

  private final Store whole;
  private final Set<Place> damaged;

  private DamagedStore(Store whole, Set<Place> damaged) {
    this.whole = whole;
    this.damaged = damaged;
  }

  DamagedStore(Store whole) {
    this(whole, new HashSet<>());
  }

  /// Another store with the same damage: the one that is found after a crash.
  DamagedStore over(Store after) {
    return new DamagedStore(after, damaged);
  }

  void damage(int partition, Table table, byte[] key) {
    damaged.add(new Place(partition, table, ByteBuffer.wrap(key)));
  }

  void repair() {
    damaged.clear();
  }

  boolean isWhole() {
    return damaged.isEmpty();
  }

  @Override
  public byte @Nullable [] get(int partition, Table table, byte[] key) {
    boolean lost =
        !damaged.isEmpty() && damaged.contains(new Place(partition, table, ByteBuffer.wrap(key)));
    return lost ? NONSENSE.clone() : whole.get(partition, table, key);
  }

  @Override
  public Lease lease(int partition) {
    return whole.lease(partition);
  }

  @Override
  public Cursor scan(int partition, Table table, byte[] from, byte[] to, boolean reverse) {
    return whole.scan(partition, table, from, to, reverse);
  }

  @Override
  public Ticket append(Batch batch) {
    return whole.append(batch);
  }

  @Override
  public long freeBytes() {
    return whole.freeBytes();
  }

  @Override
  public void close() {
    whole.close();
  }
}
