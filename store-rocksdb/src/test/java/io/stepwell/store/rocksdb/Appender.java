package io.stepwell.store.rocksdb;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.stepwell.store.Batch;
import io.stepwell.store.Lease;
import io.stepwell.store.Table;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;

/// A process that appends numbered batches to some partitions for as long as it lives, and prints
/// each number when its batch is durable: one line, one write. To be killed.
///
/// Batch `n` of a partition has three rows `n/0`, `n/1`, `n/2` of random length, a row in the index,
/// deletes the index row before it, and adds 1 to a counter.
final class Appender {
  static final Table ROWS = new Table(1, "rows");
  static final Table INDEX = new Table(2, "index");
  static final Table COUNT = new Table(3, "count");
  static final List<Table> TABLES = List.of(ROWS, INDEX, COUNT);
  static final int PARTITIONS = 4;
  static final byte[] COUNTER = {1};

  /// Enough to keep every sync busy, few enough that most of what is printed is recent.
  private static final int IN_FLIGHT = 20;

  private final RocksDbStore store;
  private final int valueBytesMax;
  private final FileOutputStream out = new FileOutputStream(FileDescriptor.out);

  private Appender(Path directory, int valueBytesMax) {
    this.valueBytesMax = valueBytesMax;
    this.store = RocksDbStore.open(directory, TABLES, this::failed);
  }

  /// @param args the directory and the largest value
  public static void main(String[] args) {
    Appender appender = new Appender(Path.of(args[0]), Integer.parseInt(args[1]));
    List<Lease> leases = IntStream.range(0, PARTITIONS).mapToObj(appender.store::lease).toList();
    leases.forEach(it -> Thread.ofPlatform().start(() -> appender.appendForever(it)));
  }

  static byte[] row(long number, int part) {
    return ByteBuffer.allocate(9).putLong(number).put((byte) part).array();
  }

  static byte[] row(long number) {
    return ByteBuffer.allocate(8).putLong(number).array();
  }

  private void appendForever(Lease lease) {
    Random random = new Random();
    Semaphore free = new Semaphore(IN_FLIGHT);
    for (long number = next(lease.partition()); true; number++) {
      Batch batch = new Batch(lease);
      for (int part = 0; part < 3; part++) {
        byte[] value = new byte[random.nextInt(valueBytesMax)];
        random.nextBytes(value);
        batch.put(ROWS, row(number, part), value);
      }
      batch.put(INDEX, row(number), new byte[0]);
      batch.deleteRange(INDEX, row(0), row(number));
      batch.add(COUNT, COUNTER, 1);
      String line = lease.partition() + " " + number + "\n";
      free.acquireUninterruptibly();
      store
          .append(batch)
          .whenDurable(
              () -> {
                print(line);
                free.release();
              });
    }
  }

  private long next(int partition) {
    try (var last = store.scan(partition, ROWS, row(0), row(Long.MAX_VALUE), true)) {
      return last.next() ? ByteBuffer.wrap(last.key()).getLong() + 1 : 1;
    }
  }

  private void failed(Throwable cause) {
    print("failed " + cause.getMessage() + "\n");
    Runtime.getRuntime().halt(3);
  }

  private void print(String line) {
    try {
      out.write(line.getBytes(US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
