package io.stepwell.store.rocksdb;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A key as it is stored, the partition in front, fit for maps. Orders as unsigned bytes.
final class StoredKey implements Comparable<StoredKey> {
  private final byte[] bytes;

  StoredKey(byte[] bytes) {
    this.bytes = bytes;
  }

  /// Not to be modified.
  byte[] bytes() {
    return bytes;
  }

  @Override
  public int compareTo(StoredKey other) {
    return Arrays.compareUnsigned(bytes, other.bytes);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof StoredKey that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }
}
