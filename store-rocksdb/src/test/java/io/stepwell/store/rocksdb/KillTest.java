package io.stepwell.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.stepwell.store.Cursor;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// What was acknowledged survives `kill -9` and a disk that takes no more, and batches are whole.
@Timeout(120)
final class KillTest {
  private static final int ROUNDS = 4;

  @TempDir private Path directory;

  @Test
  void whatWasAcknowledgedSurvivesKills(TestReporter reporter) throws Exception {
    long seed = Long.getLong("stepwell.seed", new Random().nextLong());
    reporter.publishEntry("seed", Long.toString(seed));
    Random random = new Random(seed);
    long[] acknowledged = new long[Appender.PARTITIONS];
    for (int round = 0; round < ROUNDS; round++) {
      int killAfter = 1 + random.nextInt(4000);
      Process process = start(List.of(), 700);
      List<String> rest = new ArrayList<>();
      try (BufferedReader lines = process.inputReader()) {
        String line = lines.readLine();
        for (int i = 1; line != null && i < killAfter; i++) {
          note(line, acknowledged);
          line = lines.readLine();
        }
        assertThat(line).as("the process ended by itself").isNotNull();
        note(line, acknowledged);
        process.toHandle().destroyForcibly(); // by its handle, so that its output stays readable
        lines.lines().forEach(rest::add);
      }
      // The last line may be torn: only its end is missing, and the number before is complete.
      rest.subList(0, Math.max(0, rest.size() - 1)).forEach(it -> note(it, acknowledged));
      assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
      check(acknowledged, "seed " + seed + ", round " + round);
    }
  }

  /// A limit on the size of files stands for a full disk: the write of the log fails midway.
  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aDiskThatTakesNoMoreEndsTheProcessOnceAndLosesNothing() throws Exception {
    NativeLibrary.load(); // unpacked before files are limited
    Process process =
        start(List.of("sh", "-c", "ulimit -f 20000; exec \"$@\"", "appender"), 60_000);
    long[] acknowledged = new long[Appender.PARTITIONS];
    List<String> failures = new ArrayList<>();
    try (BufferedReader lines = process.inputReader()) {
      lines
          .lines()
          .forEach(
              line -> {
                if (line.startsWith("failed ")) {
                  failures.add(line);
                } else {
                  assertThat(failures).as("nothing is acknowledged after the failure").isEmpty();
                  note(line, acknowledged);
                }
              });
    }
    assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(failures).hasSize(1);
    assertThat(failures.getFirst())
        .contains("Writing to " + directory + " failed")
        .contains("Nothing that was acknowledged is lost");
    assertThat(process.exitValue()).isEqualTo(3);
    check(acknowledged, "after the failure");
  }

  private Process start(List<String> prefix, int valueBytesMax) throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx128m"));
    command.addAll(List.of("-XX:-UsePerfData", "--enable-native-access=ALL-UNNAMED"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(Appender.class.getName());
    command.addAll(List.of(directory.toString(), String.valueOf(valueBytesMax)));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  private static void note(String line, long[] acknowledged) {
    String[] words = line.split(" ");
    int partition = Integer.parseInt(words[0]);
    long number = Long.parseLong(words[1]);
    if (acknowledged[partition] != 0) {
      assertThat(number).isGreaterThan(acknowledged[partition]);
    }
    acknowledged[partition] = number;
  }

  private void check(long[] acknowledged, String context) {
    try (RocksDbStore store = TestStores.open(directory, Appender.TABLES)) {
      for (int partition = 0; partition < Appender.PARTITIONS; partition++) {
        String where = context + ", partition " + partition;
        long last = checkRows(store, partition, where);
        assertThat(last).as(where).isGreaterThanOrEqualTo(acknowledged[partition]);
        assertThat(index(store, partition))
            .as(where)
            .isEqualTo(last == 0 ? List.of() : List.of(last));
        assertThat(counter(store, partition)).as(where).isEqualTo(last);
        acknowledged[partition] = last;
        assertThat(store.lease(partition).epoch()).as(where).isGreaterThan(1);
      }
    }
  }

  /// Rows 1/0, 1/1, 1/2, 2/0 and so on without a gap; returns the last number.
  private static long checkRows(RocksDbStore store, int partition, String where) {
    long expected = 1;
    int part = 0;
    try (Cursor rows =
        store.scan(
            partition, Appender.ROWS, Appender.row(0), Appender.row(Long.MAX_VALUE), false)) {
      while (rows.next()) {
        assertThat(rows.key()).as(where).isEqualTo(Appender.row(expected, part));
        part = (part + 1) % 3;
        expected += part == 0 ? 1 : 0;
      }
    }
    assertThat(part).as(where + ": the last batch is whole").isZero();
    return expected - 1;
  }

  private static List<Long> index(RocksDbStore store, int partition) {
    List<Long> numbers = new ArrayList<>();
    try (Cursor rows =
        store.scan(
            partition, Appender.INDEX, Appender.row(0), Appender.row(Long.MAX_VALUE), false)) {
      while (rows.next()) {
        numbers.add(ByteBuffer.wrap(rows.key()).getLong());
      }
    }
    return numbers;
  }

  private static long counter(RocksDbStore store, int partition) {
    byte[] value = store.get(partition, Appender.COUNT, Appender.COUNTER);
    return value == null ? 0 : ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN).getLong();
  }
}
