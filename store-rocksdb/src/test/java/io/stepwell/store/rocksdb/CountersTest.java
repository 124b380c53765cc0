package io.stepwell.store.rocksdb;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.stepwell.store.Batch;
import io.stepwell.store.Lease;
import io.stepwell.store.Table;
import io.stepwell.store.memory.MemoryStore;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Counters among deletions, against the store in memory, in groups of any size and over reopening.
class CountersTest {
  private static final Table COUNTERS = new Table(7, "counters");
  private static final int KEYS = 5;

  @Test
  void countersAreWhatTheStoreInMemorySaysAfterAnyChanges(@TempDir Path directory)
      throws InterruptedException {
    long seed = Long.getLong("stepwell.seed", System.nanoTime());
    SplittableRandom random = new SplittableRandom(seed);
    MemoryStore expected = new MemoryStore();
    Lease there = expected.lease(1);
    for (int round = 0; round < 4; round++) {
      try (RocksDbStore store = TestStores.open(directory, List.of(COUNTERS))) {
        Lease here = store.lease(1);
        for (int i = 0; i < 300; i++) {
          long change = random.nextLong();
          expected.append(change(new Batch(there), change));
          store.append(change(new Batch(here), change));
        }
        store.append(new Batch(here).add(COUNTERS, key(0), 1)).await();
        expected.append(new Batch(there).add(COUNTERS, key(0), 1));
        for (int i = 0; i < KEYS; i++) {
          assertThat(store.get(1, COUNTERS, key(i)))
              .as("counter %d, seed %d", i, seed)
              .isEqualTo(expected.get(1, COUNTERS, key(i)));
        }
      }
    }
  }

  private static Batch change(Batch batch, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      int at = random.nextInt(KEYS);
      switch (random.nextInt(8)) {
        case 0 -> batch.delete(COUNTERS, key(at));
        case 1 -> batch.deleteRange(COUNTERS, key(at), key(KEYS - 1));
        default -> batch.add(COUNTERS, key(at), random.nextInt(-3, 10));
      }
    }
    return batch;
  }

  private static byte[] key(int i) {
    return ("k" + i).getBytes(UTF_8);
  }
}
