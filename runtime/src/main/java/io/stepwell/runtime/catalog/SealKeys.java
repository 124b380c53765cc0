package io.stepwell.runtime.catalog;

import io.stepwell.runtime.storage.Tables;
import io.stepwell.runtime.token.Seal;
import io.stepwell.store.Batch;
import io.stepwell.store.Cursor;
import io.stepwell.store.Lease;
import io.stepwell.store.Store;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The keys that sign tokens, by id. A new one is made when the data is opened and the newest is older
/// than 90 days; an old one opens what it sealed until every execution that began under it has passed
/// its longest time, which is a year after its successor came.
///
/// A row is the secret and the time it was made; rows of the first version have no time and count as
/// made in 1970.
final class SealKeys {
  private static final byte[] PREFIX = Tables.text("seal/");
  private static final int SECRET_BYTES = 32;
  private static final Duration FRESH = Duration.ofDays(90);
  private static final Duration KEPT = Duration.ofDays(366);

  /// Its secret belongs to it.
  private static final class Key {
    private final byte[] secret;
    private final long since;

    Key(byte[] secret, long since) {
      this.secret = secret;
      this.since = since;
    }
  }

  private SealKeys() {}

  /// Reads the keys, makes a new one if it is time, and forgets those whose time is over.
  ///
  /// @param secret 32 random bytes, should a new key be due
  /// @param now epoch milliseconds
  static Seal open(Store store, Lease catalog, byte[] secret, long now)
      throws InterruptedException {
    NavigableMap<Byte, Key> keys = stored(store);
    Batch batch = new Batch(catalog);
    Map.Entry<Byte, Key> newest = keys.lastEntry();
    boolean due = newest == null || now - newest.getValue().since > FRESH.toMillis();
    byte next = newest == null ? 1 : (byte) (newest.getKey() + 1);
    if (due && next > 0) {
      keys.put(next, new Key(secret.clone(), now));
      batch.put(Tables.META, row(next), encoded(secret, now));
    }
    for (byte id : retired(keys, now)) {
      keys.remove(id);
      batch.delete(Tables.META, row(id));
    }
    if (!batch.isEmpty()) {
      store.append(batch).await();
    }
    Map<Byte, byte[]> secrets = new HashMap<>();
    keys.forEach((id, key) -> secrets.put(id, key.secret));
    return new Seal(keys.lastKey(), secrets);
  }

  private static Iterable<Byte> retired(NavigableMap<Byte, Key> keys, long now) {
    return keys.keySet().stream()
        .filter(
            id -> {
              Map.@Nullable Entry<Byte, Key> successor = keys.higherEntry(id);
              return successor != null && now - successor.getValue().since > KEPT.toMillis();
            })
        .toList();
  }

  private static NavigableMap<Byte, Key> stored(Store store) {
    NavigableMap<Byte, Key> keys = new TreeMap<>();
    try (Cursor cursor =
        store.scan(Tables.CATALOG_PARTITION, Tables.META, PREFIX, Tables.after(PREFIX), false)) {
      while (cursor.next()) {
        byte[] value = cursor.value();
        long since = value.length > SECRET_BYTES ? ByteBuffer.wrap(value).getLong(SECRET_BYTES) : 0;
        keys.put(cursor.key()[PREFIX.length], new Key(Arrays.copyOf(value, SECRET_BYTES), since));
      }
    }
    return keys;
  }

  private static byte[] encoded(byte[] secret, long since) {
    return ByteBuffer.allocate(SECRET_BYTES + 8).put(secret).putLong(since).array();
  }

  private static byte[] row(byte id) {
    return ByteBuffer.allocate(PREFIX.length + 1).put(PREFIX).put(id).array();
  }
}
