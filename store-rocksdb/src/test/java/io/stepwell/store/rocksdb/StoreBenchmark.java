package io.stepwell.store.rocksdb;

import io.stepwell.store.Batch;
import io.stepwell.store.Lease;
import io.stepwell.store.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/// How many small batches become durable per second, and what one costs. Not run by the build:
/// `java -cp ... io.stepwell.store.rocksdb.StoreBenchmark DIRECTORY [SECONDS]`.
///
/// A batch is what one execution with ten states writes: a segment of 1.2 KB that shrinks like JSON,
/// an execution row, two index rows, a counter, a timer deleted. "Partitions" threads append, each
/// with at most "in flight" batches not yet durable.
final class StoreBenchmark {
  private static final Table SEGMENTS = new Table(1, "segments");
  private static final Table EXECUTIONS = new Table(2, "executions");
  private static final Table INDEX = new Table(3, "index");
  private static final Table COUNTS = new Table(4, "counts");
  private static final Table TIMERS = new Table(5, "timers");
  private static final List<Table> TABLES = List.of(SEGMENTS, EXECUTIONS, INDEX, COUNTS, TIMERS);

  private StoreBenchmark() {}

  public static void main(String[] args) throws Exception {
    Path directory = Files.createDirectories(Path.of(args[0]));
    Duration time = Duration.ofSeconds(args.length > 1 ? Long.parseLong(args[1]) : 4);
    long before = System.nanoTime();
    NativeLibrary.load();
    System.out.printf("native library loaded in %d ms%n", millis(before));
    int[][] shapes = {{1, 1}, {1, 64}, {4, 1}, {4, 16}, {64, 1}, {64, 16}, {64, 1}};
    for (int[] shape : shapes) {
      Path run = Files.createTempDirectory(directory, "run");
      before = System.nanoTime();
      try (RocksDbStore store = TestStores.open(run, TABLES)) {
        long opened = millis(before);
        measure(store, shape[0], shape[1], time, opened);
      }
      delete(run);
    }
  }

  private static void measure(
      RocksDbStore store, int partitions, int inFlight, Duration time, long opened)
      throws InterruptedException {
    LongAdder durable = new LongAdder();
    LongAdder latency = new LongAdder();
    long cpu = processCpu();
    long syncs = store.syncs();
    long start = System.nanoTime();
    List<Thread> threads = new ArrayList<>();
    for (int partition = 0; partition < partitions; partition++) {
      Lease lease = store.lease(partition);
      threads.add(
          Thread.ofPlatform()
              .start(
                  () ->
                      appendUntil(
                          start + time.toNanos(), store, lease, inFlight, durable, latency)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        "%2d partitions, %2d in flight: %,7.0f batches/s, %5.1f µs CPU each, %,6.0f syncs/s,"
            + " %,7.0f µs latency (opened in %d ms)%n",
        partitions,
        inFlight,
        durable.sum() / seconds,
        (processCpu() - cpu) / 1e3 / durable.sum(),
        (store.syncs() - syncs) / seconds,
        latency.sum() / 1e3 / durable.sum(),
        opened);
  }

  private static void appendUntil(
      long end,
      RocksDbStore store,
      Lease lease,
      int inFlight,
      LongAdder durable,
      LongAdder latency) {
    Random random = new Random(lease.partition());
    byte[] noise = new byte[1 << 16];
    random.nextBytes(noise);
    byte[] zone = new byte[1200];
    Semaphore free = new Semaphore(inFlight);
    for (long number = 0; System.nanoTime() < end; number++) {
      byte[] segment = zone.clone();
      System.arraycopy(noise, random.nextInt(noise.length - 500), segment, 0, 400);
      byte[] id = ByteBuffer.allocate(24).putLong(number * 0x9E3779B97F4A7C15L).array();
      byte[] byTime = ByteBuffer.allocate(24).putLong(number).array();
      Batch batch =
          new Batch(lease)
              .put(SEGMENTS, id, segment)
              .put(EXECUTIONS, id, new byte[80])
              .put(INDEX, byTime, new byte[0])
              .put(INDEX, ByteBuffer.allocate(24).putLong(1L << 60).putLong(number).array(), id)
              .add(COUNTS, new byte[] {1, 2, 3, 4}, 1)
              .delete(TIMERS, byTime);
      free.acquireUninterruptibly();
      long appended = System.nanoTime();
      store
          .append(batch)
          .whenDurable(
              () -> {
                durable.increment();
                latency.add(System.nanoTime() - appended);
                free.release();
              });
    }
    free.acquireUninterruptibly(inFlight);
  }

  private static long processCpu() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private static long millis(long since) {
    return Duration.ofNanos(System.nanoTime() - since).toMillis();
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      files
          .sorted((a, b) -> b.compareTo(a))
          .forEach(
              it -> {
                try {
                  Files.delete(it);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
    }
  }
}
