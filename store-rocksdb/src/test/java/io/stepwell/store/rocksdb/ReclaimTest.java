package io.stepwell.store.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import io.stepwell.store.Batch;
import io.stepwell.store.Lease;
import io.stepwell.store.Table;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What was deleted frees disk: measured as the size of all files in the directory.
final class ReclaimTest {
  private static final Table TABLE = new Table(1, "rows");
  private static final int ROWS = 20_000;
  private static final int ROW_BYTES = 2_000;

  @TempDir private Path directory;

  @Test
  void deletedRowsGiveTheirSpaceBack() throws Exception {
    try (RocksDbStore store = RocksDbStore.open(directory, List.of(TABLE), _ -> {})) {
      Lease lease = store.lease(3);
      write(store, lease);
      store.reclaim(3, TABLE, new byte[0], key(ROWS));
      long full = size();
      assertThat(full).isGreaterThan((long) ROWS * ROW_BYTES * 9 / 10); // random bytes don't shrink

      Batch deletions = new Batch(lease);
      for (int i = 0; i < ROWS - 100; i++) {
        deletions.delete(TABLE, key(i));
      }
      store.append(deletions).await();
      store.reclaim(3, TABLE, new byte[0], key(ROWS));
      assertThat(tables()).as("tables after, bytes").isLessThan(full / 20);
      assertThat(store.get(3, TABLE, key(ROWS - 1))).hasSize(ROW_BYTES);
    }
  }

  @Test
  void aFileFullOfDeletionsIsMergedWithoutBeingAsked() throws Exception {
    try (RocksDbStore store = RocksDbStore.open(directory, List.of(TABLE), _ -> {})) {
      Lease lease = store.lease(3);
      write(store, lease);
      store.reclaim(3, TABLE, new byte[0], key(ROWS));
      long full = tables();
      Batch deletions = new Batch(lease);
      deletions.deleteRange(TABLE, key(ROWS), key(ROWS + 1)); // beside the others
      for (int i = 0; i < ROWS; i++) {
        deletions.delete(TABLE, key(i));
      }
      store.append(deletions).await();
      store.flush();
      long deadline = System.nanoTime() + 30_000_000_000L;
      while (tables() > full / 20) {
        assertThat(System.nanoTime()).as("still %,d bytes", tables()).isLessThan(deadline);
        Thread.onSpinWait();
      }
    }
  }

  private static void write(RocksDbStore store, Lease lease) throws InterruptedException {
    Random random = new Random(1);
    for (int i = 0; i < ROWS; ) {
      Batch batch = new Batch(lease);
      for (int end = i + 1_000; i < end; i++) {
        byte[] row = new byte[ROW_BYTES];
        random.nextBytes(row);
        batch.put(TABLE, key(i), row);
      }
      store.append(batch).await();
    }
  }

  private static byte[] key(int number) {
    return ByteBuffer.allocate(4).putInt(number).array();
  }

  private long size() throws IOException {
    return size("");
  }

  /// Without the log, which RocksDB gives back in its own time.
  private long tables() throws IOException {
    return size(".sst");
  }

  /// RocksDB deletes files meanwhile.
  private long size(String suffix) throws IOException {
    AtomicLong bytes = new AtomicLong();
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (file.toString().endsWith(suffix)) {
              bytes.addAndGet(attributes.size());
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException gone) {
            return FileVisitResult.CONTINUE;
          }
        });
    return bytes.get();
  }
}
