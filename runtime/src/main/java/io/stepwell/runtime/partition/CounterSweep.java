package io.stepwell.runtime.partition;

import io.stepwell.runtime.storage.Tables;
import io.stepwell.store.Cursor;
import io.stepwell.store.Store;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Deletes what was counted in hours that are too long ago. What is shown as the number of running
/// executions is not counted but looked up, so nothing needs to be corrected when executions go.
final class CounterSweep implements Sweep {
  private static final long MILLIS_PER_HOUR = 3_600_000;

  private final PartitionServices services;
  private final int partition;

  CounterSweep(PartitionServices services, int partition) {
    this.services = services;
    this.partition = partition;
  }

  @Override
  public byte @Nullable [] goOn(Turn turn, byte[] from, Slice slice) {
    long horizon = slice.now - services.retention().counters().toMillis();
    if (horizon < 0) {
      return null;
    }
    byte[] place = from;
    while (!slice.used()) {
      byte[] key = firstAt(place);
      if (key == null) {
        return null;
      }
      slice.looked();
      int account = Tables.accountNumber(key);
      String machine = Tables.counterMachine(key);
      byte[] kept = Tables.countersFrom(account, machine, (int) (horizon / MILLIS_PER_HOUR));
      if (Arrays.compareUnsigned(key, kept) < 0) {
        turn.batch().deleteRange(Tables.COUNTERS, key, kept);
        slice.deleted();
      }
      place = Tables.after(Tables.named(account, machine));
    }
    return place;
  }

  private byte @Nullable [] firstAt(byte[] place) {
    try (Cursor cursor = store().scan(partition, Tables.COUNTERS, place, Tables.lastKey(), false)) {
      return cursor.next() ? cursor.key() : null;
    }
  }

  private Store store() {
    return services.store();
  }
}
