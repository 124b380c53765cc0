package io.stepwell.store.rocksdb;

import java.util.Arrays;

/// A stored key is the partition, two bytes big-endian, and the key. So partitions lie apart and in
/// order, and RocksDB's own order, which is that of unsigned bytes, is the one that was promised.
final class Keys {
  static final int PREFIX_BYTES = 2;

  private Keys() {}

  static byte[] of(int partition, byte[] key) {
    byte[] stored = new byte[PREFIX_BYTES + key.length];
    write(stored, 0, partition, key);
    return stored;
  }

  /// Writes the stored key and returns the offset after it.
  static int write(byte[] target, int offset, int partition, byte[] key) {
    target[offset] = (byte) (partition >>> 8);
    target[offset + 1] = (byte) partition;
    System.arraycopy(key, 0, target, offset + PREFIX_BYTES, key.length);
    return offset + PREFIX_BYTES + key.length;
  }

  static byte[] withoutPartition(byte[] stored) {
    return Arrays.copyOfRange(stored, PREFIX_BYTES, stored.length);
  }
}
