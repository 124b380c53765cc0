package io.stepwell.store.rocksdb;

import io.stepwell.store.Batch;
import io.stepwell.store.Batch.Op;
import io.stepwell.store.StoreException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Changes in the serialized form of RocksDB's write batch, which is also that of its log: a header
/// of an eight-byte sequence number (filled in by RocksDB) and a four-byte count, then records of a
/// tag, a column family, and keys and values after their lengths.
///
/// Written here rather than by a native call per change: the native calls cost more than the changes.
/// The encoding is done by the thread that appends; the committer only concatenates. A test compares
/// the bytes with what RocksDB itself makes of the same changes.
final class EncodedBatch {
  private static final int HEADER_BYTES = 12;
  private static final int COUNT_OFFSET = 8;

  private static final byte PUT_DEFAULT_FAMILY = 0x1;
  private static final byte DELETE = 0x4;
  private static final byte PUT = 0x5;
  private static final byte DELETE_RANGE = 0xE;

  /// What a record has at most besides key and value: a tag, three varints, two partitions.
  static final int RECORD_OVERHEAD = 1 + 3 * 5 + 2 * Keys.PREFIX_BYTES;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] records;
  private final int partition;
  private final List<Counters.Change> counterChanges = new ArrayList<>(0);
  private int length;
  private int count;

  private EncodedBatch(int capacity, int partition) {
    this.records = new byte[capacity];
    this.partition = partition;
  }

  static EncodedBatch of(Batch batch, Tables tables) {
    long capacity = batch.bytes() + (long) batch.ops().size() * RECORD_OVERHEAD;
    if (capacity > Integer.MAX_VALUE / 4) {
      throw new StoreException(
          "A batch of %,d bytes is too big to be written at once".formatted(batch.bytes()));
    }
    EncodedBatch encoded = new EncodedBatch((int) capacity, batch.lease().partition());
    for (Op op : batch.ops()) {
      encoded.add(op, tables.id(op.table()));
    }
    return encoded;
  }

  /// A row of RocksDB's default column family, where the store keeps its own.
  static EncodedBatch ofOwn(byte[] key, byte[] value) {
    EncodedBatch encoded = new EncodedBatch(key.length + value.length + RECORD_OVERHEAD, 0);
    encoded.count = 1;
    encoded.records[encoded.length++] = PUT_DEFAULT_FAMILY;
    encoded.bytes(key);
    encoded.bytes(value);
    return encoded;
  }

  /// One write batch of many.
  static byte[] concatenate(List<EncodedBatch> batches) {
    int size = HEADER_BYTES;
    int count = 0;
    for (EncodedBatch batch : batches) {
      size = Math.addExact(size, batch.length);
      count += batch.count;
    }
    byte[] all = new byte[size];
    INT.set(all, COUNT_OFFSET, count);
    int offset = HEADER_BYTES;
    for (EncodedBatch batch : batches) {
      System.arraycopy(batch.records, 0, all, offset, batch.length);
      offset += batch.length;
    }
    return all;
  }

  int length() {
    return length;
  }

  private void add(Op op, int family) {
    switch (op) {
      case Op.Put put -> {
        record(PUT, family, put.key());
        bytes(put.value());
      }
      case Op.Delete delete -> {
        record(DELETE, family, delete.key());
        counterChanges.add(new Counters.Change.Delete(family, stored(delete.key())));
      }
      case Op.DeleteRange range -> {
        if (Arrays.compareUnsigned(range.from(), range.to()) < 0) {
          record(DELETE_RANGE, family, range.from());
          key(range.to());
          counterChanges.add(
              new Counters.Change.DeleteRange(family, stored(range.from()), stored(range.to())));
        }
      }
      case Op.Add add ->
          counterChanges.add(new Counters.Change.Add(family, stored(add.key()), add.delta()));
    }
  }

  private StoredKey stored(byte[] key) {
    return new StoredKey(Keys.of(partition, key));
  }

  /// What the committer has to know to write the counters' values.
  List<Counters.Change> counterChanges() {
    return counterChanges;
  }

  /// An empty batch for the values of counters.
  static EncodedBatch ofCounters(int capacity) {
    return new EncodedBatch(capacity, 0);
  }

  void putCounter(int family, byte[] storedKey, long value) {
    records[length++] = PUT;
    varint(family);
    bytes(storedKey);
    varint(Long.BYTES);
    LONG.set(records, length, value);
    length += Long.BYTES;
    count++;
  }

  private void record(byte tag, int family, byte[] key) {
    records[length++] = tag;
    varint(family);
    key(key);
    count++;
  }

  private void key(byte[] key) {
    varint(Keys.PREFIX_BYTES + key.length);
    length = Keys.write(records, length, partition, key);
  }

  private void bytes(byte[] bytes) {
    varint(bytes.length);
    System.arraycopy(bytes, 0, records, length, bytes.length);
    length += bytes.length;
  }

  private void varint(int value) {
    int rest = value;
    while (rest >= 0x80) {
      records[length++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    records[length++] = (byte) rest;
  }
}
