package io.stepwell.runtime.catalog;

import io.stepwell.runtime.storage.Tables;
import io.stepwell.runtime.token.Seal;
import io.stepwell.store.Batch;
import io.stepwell.store.Lease;
import io.stepwell.store.Store;
import io.stepwell.store.StoreException;
import java.nio.ByteBuffer;

/// What was decided once, when a data directory was first opened: the format, the number of
/// partitions, and the keys that sign tokens.
///
/// @param partitions never changes: names are hashed over it
public record Installation(int partitions, Seal seal) {
  private static final int FORMAT = 1;
  private static final byte[] FORMAT_KEY = Tables.text("format");
  private static final byte[] PARTITIONS_KEY = Tables.text("partitions");

  /// Reads what is there, or settles it.
  ///
  /// @param partitions for a new data directory; an existing one keeps its own number
  /// @param secret 32 random bytes, should a new key be due
  /// @param now epoch milliseconds
  public static Installation open(
      Store store, Lease catalog, int partitions, byte[] secret, long now)
      throws InterruptedException {
    byte[] format = store.get(catalog.partition(), Tables.META, FORMAT_KEY);
    if (format == null) {
      Batch batch = new Batch(catalog);
      batch.put(Tables.META, FORMAT_KEY, number(FORMAT));
      batch.put(Tables.META, PARTITIONS_KEY, number(partitions));
      store.append(batch).await();
      return new Installation(partitions, SealKeys.open(store, catalog, secret, now));
    }
    int found = ByteBuffer.wrap(format).getInt();
    if (found != FORMAT) {
      throw new StoreException(
          "The data has format " + found + "; this version of Stepwell reads format " + FORMAT);
    }
    return new Installation(storedPartitions(store), SealKeys.open(store, catalog, secret, now));
  }

  private static int storedPartitions(Store store) {
    byte[] stored = store.get(Tables.CATALOG_PARTITION, Tables.META, PARTITIONS_KEY);
    if (stored == null) {
      throw new StoreException("The data does not say how many partitions it has");
    }
    return ByteBuffer.wrap(stored).getInt();
  }

  private static byte[] number(int value) {
    return ByteBuffer.allocate(4).putInt(value).array();
  }
}
