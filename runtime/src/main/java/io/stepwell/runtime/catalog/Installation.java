package io.stepwell.runtime.catalog;

import io.stepwell.runtime.storage.Tables;
import io.stepwell.runtime.token.Seal;
import io.stepwell.store.Batch;
import io.stepwell.store.Cursor;
import io.stepwell.store.Lease;
import io.stepwell.store.Store;
import io.stepwell.store.StoreException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/// What was decided once, when a data directory was first opened: the format, the number of
/// partitions, and the keys that sign tokens.
///
/// @param partitions never changes: names are hashed over it
public record Installation(int partitions, Seal seal) {
  private static final int FORMAT = 1;
  private static final byte[] FORMAT_KEY = Tables.text("format");
  private static final byte[] PARTITIONS_KEY = Tables.text("partitions");
  private static final byte[] SEAL_KEYS = Tables.text("seal/");

  /// Reads what is there, or settles it.
  ///
  /// @param partitions for a new data directory; an existing one keeps its own number
  /// @param secret 32 random bytes for a new data directory
  public static Installation open(Store store, Lease catalog, int partitions, byte[] secret)
      throws InterruptedException {
    byte[] format = store.get(catalog.partition(), Tables.META, FORMAT_KEY);
    if (format == null) {
      Batch batch = new Batch(catalog);
      batch.put(Tables.META, FORMAT_KEY, number(FORMAT));
      batch.put(Tables.META, PARTITIONS_KEY, number(partitions));
      batch.put(Tables.META, sealKey((byte) 1), secret.clone());
      store.append(batch).await();
      return new Installation(partitions, new Seal((byte) 1, Map.of((byte) 1, secret)));
    }
    int found = ByteBuffer.wrap(format).getInt();
    if (found != FORMAT) {
      throw new StoreException(
          "The data has format " + found + "; this version of Stepwell reads format " + FORMAT);
    }
    return new Installation(storedPartitions(store), storedSeal(store));
  }

  private static int storedPartitions(Store store) {
    byte[] stored = store.get(Tables.CATALOG_PARTITION, Tables.META, PARTITIONS_KEY);
    if (stored == null) {
      throw new StoreException("The data does not say how many partitions it has");
    }
    return ByteBuffer.wrap(stored).getInt();
  }

  private static Seal storedSeal(Store store) {
    Map<Byte, byte[]> secrets = new HashMap<>();
    byte newest = 0;
    try (Cursor cursor =
        store.scan(
            Tables.CATALOG_PARTITION, Tables.META, SEAL_KEYS, Tables.after(SEAL_KEYS), false)) {
      while (cursor.next()) {
        byte id = cursor.key()[SEAL_KEYS.length];
        newest = (byte) Math.max(newest, id);
        secrets.put(id, cursor.value());
      }
    }
    return new Seal(newest, secrets);
  }

  private static byte[] sealKey(byte id) {
    return ByteBuffer.allocate(SEAL_KEYS.length + 1).put(SEAL_KEYS).put(id).array();
  }

  private static byte[] number(int value) {
    return ByteBuffer.allocate(4).putInt(value).array();
  }
}
