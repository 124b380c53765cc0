package io.stepwell.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.io.TempDir;

/// A store agrees with a sorted map through random batches, scans and reopenings. The seed is
/// reported; run again with `-Dstepwell.seed=N`.
public abstract class StoreModelContract {
  protected static final List<Table> TABLES = StoreContract.TABLES;
  private static final int PARTITIONS = 3;

  private final List<List<NavigableMap<byte[], byte[]>>> model = new ArrayList<>();

  protected abstract Store open(Path directory);

  @Test
  void randomBatchesAgreeWithASortedMap(@TempDir Path directory, TestReporter reporter)
      throws InterruptedException {
    long seed = Long.getLong("stepwell.seed", new Random().nextLong());
    reporter.publishEntry("seed", Long.toString(seed));
    Random random = new Random(seed);
    for (int partition = 0; partition < PARTITIONS; partition++) {
      List<NavigableMap<byte[], byte[]>> tables = new ArrayList<>();
      TABLES.forEach(_ -> tables.add(new TreeMap<>(Arrays::compareUnsigned)));
      model.add(tables);
    }
    for (int round = 0; round < 4; round++) {
      try (Store store = open(directory)) {
        for (int partition = 0; partition < PARTITIONS; partition++) {
          compareAll(store, partition, "seed " + seed + ", reopened");
        }
        oneLife(store, random, "seed " + seed);
      }
    }
  }

  private void oneLife(Store store, Random random, String context) throws InterruptedException {
    List<Lease> leases = new ArrayList<>();
    for (int partition = 0; partition < PARTITIONS; partition++) {
      leases.add(store.lease(partition));
    }
    for (int step = 0; step < 150; step++) {
      int partition = random.nextInt(PARTITIONS);
      Batch batch = new Batch(leases.get(partition));
      for (int ops = random.nextInt(12); ops > 0; ops--) {
        change(batch, random, model.get(partition));
      }
      Ticket ticket = store.append(batch);
      if (random.nextInt(4) == 0) {
        ticket.await();
        compareRange(store, partition, random, context + ", step " + step);
      }
    }
    for (Lease lease : leases) {
      store.append(new Batch(lease)).await();
      compareAll(store, lease.partition(), context);
    }
  }

  private static void change(
      Batch batch, Random random, List<NavigableMap<byte[], byte[]>> tables) {
    byte[] key = key(random);
    int table = random.nextInt(2);
    switch (random.nextInt(10)) {
      case 0, 1 -> {
        tables.get(table).remove(key);
        batch.delete(TABLES.get(table), key);
      }
      case 2 -> {
        byte[] to = key(random);
        if (Arrays.compareUnsigned(key, to) < 0) {
          tables.get(table).subMap(key, to).clear();
        }
        batch.deleteRange(TABLES.get(table), key, to);
      }
      case 3, 4 -> {
        long delta = random.nextLong(20) - 10;
        tables.get(2).merge(key, counter(delta), (old, _) -> counter(number(old) + delta));
        batch.add(TABLES.get(2), key, delta);
      }
      default -> {
        byte[] value = new byte[random.nextInt(random.nextInt(8) == 0 ? 5000 : 40)];
        random.nextBytes(value);
        tables.get(table).put(key, value);
        batch.put(TABLES.get(table), key, value);
      }
    }
  }

  /// Short keys of few byte values, so that they meet, and are prefixes of each other.
  private static byte[] key(Random random) {
    byte[] values = {0, 1, 0x61, 0x7f, (byte) 0x80, (byte) 0xff};
    byte[] key = new byte[random.nextInt(4)];
    for (int i = 0; i < key.length; i++) {
      key[i] = values[random.nextInt(values.length)];
    }
    return key;
  }

  private void compareAll(Store store, int partition, String context) {
    for (boolean reverse : new boolean[] {false, true}) {
      byte[] end = {-1, -1, -1, -1, -1};
      for (int table = 0; table < TABLES.size(); table++) {
        compare(store, partition, table, new byte[0], end, reverse, context);
      }
    }
  }

  private void compareRange(Store store, int partition, Random random, String context) {
    byte[] from = key(random);
    byte[] to = key(random);
    int table = random.nextInt(TABLES.size());
    if (Arrays.compareUnsigned(from, to) < 0) {
      compare(store, partition, table, from, to, random.nextBoolean(), context);
    }
    assertThat(store.get(partition, TABLES.get(table), from))
        .as(context)
        .isEqualTo(model.get(partition).get(table).get(from));
  }

  private void compare(
      Store store,
      int partition,
      int table,
      byte[] from,
      byte[] to,
      boolean reverse,
      String context) {
    List<String> found = new ArrayList<>();
    try (Cursor cursor = store.scan(partition, TABLES.get(table), from, to, reverse)) {
      while (cursor.next()) {
        found.add(line(cursor.key(), cursor.value()));
      }
    }
    NavigableMap<byte[], byte[]> range =
        model.get(partition).get(table).subMap(from, true, to, false);
    List<String> expected = new ArrayList<>();
    (reverse ? range.descendingMap() : range)
        .forEach((key, value) -> expected.add(line(key, value)));
    assertThat(found).as(context).isEqualTo(expected);
  }

  private static String line(byte[] key, byte[] value) {
    return HexFormat.of().formatHex(key) + "=" + HexFormat.of().formatHex(value);
  }

  private static byte[] counter(long value) {
    return ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
  }

  private static long number(byte[] value) {
    return ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN).getLong();
  }
}
