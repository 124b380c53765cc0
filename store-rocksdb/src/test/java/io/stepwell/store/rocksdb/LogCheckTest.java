package io.stepwell.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stepwell.store.Batch;
import io.stepwell.store.Lease;
import io.stepwell.store.StoreException;
import io.stepwell.store.Table;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A log with a bit that has changed, or an end that was torn off: nothing acknowledged goes missing
/// without a word.
final class LogCheckTest {
  private static final Table TABLE = new Table(1, "rows");
  private static final int ROWS = 40;
  private static final Pattern ADVICE = Pattern.compile("truncate -s (\\d+) ");

  @TempDir private Path directory;
  private Path log;
  private byte[] written;

  @SuppressWarnings("NullAway.Init") // set before each test
  LogCheckTest() {}

  /// Small rows and ones that span blocks.
  @BeforeEach
  void write() throws Exception {
    try (RocksDbStore store = TestStores.open(directory, List.of(TABLE))) {
      Lease lease = store.lease(1);
      Random random = new Random(7);
      for (int i = 0; i < ROWS; i++) {
        byte[] row = new byte[i % 8 == 3 ? 100_000 : 700];
        random.nextBytes(row);
        store.append(new Batch(lease).put(TABLE, key(i), row)).await();
      }
    }
    try (Stream<Path> files = Files.list(directory.resolve("db"))) {
      log = files.filter(file -> file.toString().endsWith(".log")).findFirst().orElseThrow();
    }
    written = Files.readAllBytes(log);
  }

  @Test
  void aBitThatHasChangedAnywhereBeforeTheLastWriteIsTold() throws Exception {
    Random random = new Random(11);
    for (int i = 0; i < 30; i++) {
      int at = random.nextInt(written.length - 2_000);
      byte[] damaged = written.clone();
      damaged[at] ^= (byte) (1 << random.nextInt(8));
      Files.write(log, damaged);
      assertThatThrownBy(this::rows)
          .as("byte " + at)
          .isInstanceOf(StoreException.class)
          .hasMessageContaining(log.toString())
          .hasMessageContaining("Restore a backup");
    }
  }

  @Test
  void aTornEndIsNoDamage() throws Exception {
    for (int length : new int[] {written.length - 1, written.length - 300, written.length - 705}) {
      Files.write(log, Arrays.copyOf(written, length));
      LogCheck.check(directory.resolve("db"));
      byte[] zeros = Arrays.copyOf(Arrays.copyOf(written, length), written.length + 40_000);
      Files.write(log, zeros);
      LogCheck.check(directory.resolve("db"));
    }
    Files.write(log, Arrays.copyOf(written, written.length - 300));
    assertThat(rows()).isEqualTo(ROWS - 1);
  }

  @Test
  void whatLiesBeforeTheDamageCanBeKept() throws Exception {
    byte[] damaged = written.clone();
    damaged[written.length / 2] ^= 1;
    Files.write(log, damaged);
    String advice = "";
    try {
      rows();
    } catch (StoreException e) {
      advice = String.valueOf(e.getMessage());
    }
    Matcher length = ADVICE.matcher(advice);
    assertThat(length.find()).as(advice).isTrue();
    Files.write(log, Arrays.copyOf(damaged, Integer.parseInt(length.group(1))));
    assertThat(rows()).isBetween(1, ROWS - 1);
  }

  /// How many there are, which are the first ones.
  private int rows() throws Exception {
    try (RocksDbStore store = TestStores.open(directory, List.of(TABLE))) {
      int rows = 0;
      while (store.get(1, TABLE, key(rows)) != null) {
        rows++;
      }
      return rows;
    }
  }

  private static byte[] key(int number) {
    return ByteBuffer.allocate(4).putInt(number).array();
  }
}
