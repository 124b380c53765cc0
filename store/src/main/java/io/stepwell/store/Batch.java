package io.stepwell.store;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// The changes of one turn of a partition, applied in their order, all or nothing.
public final class Batch {
  /// Long keys would make every index block of a store big; ours are tens of bytes.
  public static final int KEY_BYTES_MAX = 1024;

  public static final int VALUE_BYTES_MAX = 64 * 1024 * 1024;

  private final Lease lease;
  private final List<Op> ops = new ArrayList<>();
  private long bytes;

  public Batch(Lease lease) {
    this.lease = lease;
  }

  public Lease lease() {
    return lease;
  }

  public Batch put(Table table, byte[] key, byte[] value) {
    checkKey(table, key);
    if (value.length > VALUE_BYTES_MAX) {
      throw new IllegalArgumentException(
          "a value for table %s has %d bytes, at most %d are allowed"
              .formatted(table.name(), value.length, VALUE_BYTES_MAX));
    }
    ops.add(new Op.Put(table, key, value));
    bytes += key.length + value.length;
    return this;
  }

  public Batch delete(Table table, byte[] key) {
    checkKey(table, key);
    ops.add(new Op.Delete(table, key));
    bytes += key.length;
    return this;
  }

  /// Deletes all keys with `from <= key < to`; nothing when `to` is not above `from`. Meant for many
  /// keys at once: where the keys are known and few, deleting each is cheaper for later readers.
  public Batch deleteRange(Table table, byte[] from, byte[] to) {
    ops.add(new Op.DeleteRange(table, from, to));
    bytes += from.length + to.length;
    return this;
  }

  /// Adds to a counter: the value is a little-endian 64-bit integer, zero where there is none.
  /// Tables hold either counters or other values.
  public Batch add(Table table, byte[] key, long delta) {
    checkKey(table, key);
    ops.add(new Op.Add(table, key, delta));
    bytes += key.length + Long.BYTES;
    return this;
  }

  public List<Op> ops() {
    return Collections.unmodifiableList(ops);
  }

  public boolean isEmpty() {
    return ops.isEmpty();
  }

  /// About how much this batch adds to the log.
  public long bytes() {
    return bytes;
  }

  private static void checkKey(Table table, byte[] key) {
    if (key.length > KEY_BYTES_MAX) {
      throw new IllegalArgumentException(
          "a key for table %s has %d bytes, at most %d are allowed"
              .formatted(table.name(), key.length, KEY_BYTES_MAX));
    }
  }

  /// One change. Arrays belong to the batch once handed over.
  @SuppressWarnings("ArrayRecordComponent")
  public sealed interface Op {
    Table table();

    record Put(Table table, byte[] key, byte[] value) implements Op {}

    record Delete(Table table, byte[] key) implements Op {}

    record DeleteRange(Table table, byte[] from, byte[] to) implements Op {}

    record Add(Table table, byte[] key, long delta) implements Op {}
  }
}
