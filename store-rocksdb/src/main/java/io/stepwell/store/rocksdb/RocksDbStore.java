package io.stepwell.store.rocksdb;

import io.stepwell.store.Batch;
import io.stepwell.store.Cursor;
import io.stepwell.store.Lease;
import io.stepwell.store.Store;
import io.stepwell.store.StoreException;
import io.stepwell.store.Table;
import io.stepwell.store.Ticket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Checkpoint;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.CompactRangeOptions;
import org.rocksdb.FlushOptions;
import org.rocksdb.MemoryUsageType;
import org.rocksdb.MemoryUtil;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/// The store in RocksDB, for one process with one data directory.
///
/// Tables are column families, keys carry their partition in front, and all of them share one
/// write-ahead log, so one sync makes the batches of many partitions durable.
public final class RocksDbStore implements Store {
  private final DataDirectory directory;
  private final Path path;
  private final Tuning tuning;
  private final RocksDB database;
  private final Tables tables;
  private final Committer committer;
  private final WriteOptions synced = new WriteOptions().setSync(true);
  private final CompactRangeOptions reclaiming =
      new CompactRangeOptions().setExclusiveManualCompaction(false);
  private final Gate gate = new Gate();
  private final Set<RocksDbCursor> cursors = ConcurrentHashMap.newKeySet();

  /// Opens the store in a directory, which is created when it is missing.
  ///
  /// @param tables the tables that will be used
  /// @param onFailure told once, on the committer's thread, when a write or sync has failed; the
  ///     process is to end then, as nothing becomes durable any more
  /// @throws DataDirectoryInUseException when another process has the directory
  /// @throws StoreException when the data are damaged, or of a newer version
  public static RocksDbStore open(Path path, List<Table> tables, Consumer<Throwable> onFailure) {
    NativeLibrary.load();
    Path absolute = path.toAbsolutePath().normalize();
    DataDirectory directory = DataDirectory.open(absolute);
    Tuning tuning = new Tuning();
    try {
      RocksDbStore store = open(directory, absolute, tuning, tables, onFailure);
      store.committer.start();
      return store;
    } catch (RocksDBException e) {
      tuning.close();
      directory.close();
      throw Failures.opening(absolute, e);
    } catch (RuntimeException e) {
      tuning.close();
      directory.close();
      throw e;
    }
  }

  private static RocksDbStore open(
      DataDirectory directory,
      Path path,
      Tuning tuning,
      List<Table> wanted,
      Consumer<Throwable> onFailure)
      throws RocksDBException {
    Path files = directory.database();
    boolean isNew = directory.isNew();
    tuning.database.setCreateIfMissing(isNew);
    List<ColumnFamilyDescriptor> families = Tables.descriptors(files, isNew, wanted, tuning.family);
    directory.checkLog();
    List<ColumnFamilyHandle> handles = new ArrayList<>();
    RocksDB database = RocksDB.open(tuning.database, files.toString(), families, handles);
    try {
      if (isNew) {
        directory.markFormat();
      }
      return new RocksDbStore(directory, path, tuning, database, new Tables(handles), onFailure);
    } catch (RocksDBException | RuntimeException e) {
      database.close();
      throw e;
    }
  }

  private RocksDbStore(
      DataDirectory directory,
      Path path,
      Tuning tuning,
      RocksDB database,
      Tables tables,
      Consumer<Throwable> onFailure) {
    this.directory = directory;
    this.path = path;
    this.tuning = tuning;
    this.database = database;
    this.tables = tables;
    this.committer =
        new Committer(
            new Committer.Disk() {
              @Override
              public void write(byte[] writeBatch) {
                RocksDbStore.this.write(writeBatch);
              }

              @Override
              public byte @Nullable [] read(int family, byte[] storedKey) {
                return RocksDbStore.this.read(tables.byId(family), storedKey);
              }
            },
            new Epochs(this::storedEpoch),
            onFailure);
  }

  @Override
  public Lease lease(int partition) {
    return committer.take(Lease.checkPartition(partition));
  }

  @Override
  public byte @Nullable [] get(int partition, Table table, byte[] key) {
    return gate.through(() -> read(tables.family(table), Keys.of(partition, key)));
  }

  @Override
  public Cursor scan(int partition, Table table, byte[] from, byte[] to, boolean reverse) {
    byte[] first = Keys.of(partition, from);
    // RocksDB wants its bounds in order; between any others nothing lies.
    byte[] end = Arrays.compareUnsigned(from, to) < 0 ? Keys.of(partition, to) : first;
    return gate.through(
        () -> {
          RocksDbCursor cursor =
              new RocksDbCursor(
                  gate, path, database, tables.family(table), first, end, reverse, cursors::remove);
          cursors.add(cursor);
          return cursor;
        });
  }

  @Override
  public Ticket append(Batch batch) {
    return committer.append(batch.lease(), EncodedBatch.of(batch, tables));
  }

  /// Rewrites the files that overlap the range, one call at a time. Ends early when the store is
  /// closed.
  @Override
  public void reclaim(int partition, Table table, byte[] from, byte[] to) {
    gate.through(
        () -> {
          synchronized (reclaiming) {
            try {
              database.compactRange(
                  tables.family(table),
                  Keys.of(partition, from),
                  Keys.of(partition, to),
                  reclaiming);
              return partition;
            } catch (RocksDBException e) {
              if (reclaiming.canceled()) {
                return partition;
              }
              throw Failures.writing(path, e);
            }
          }
        });
  }

  /// Writes what is in memory to tables: for tests that look at the files.
  void flush() {
    try (FlushOptions waiting = new FlushOptions().setWaitForFlush(true)) {
      database.flush(waiting, tables.all());
    } catch (RocksDBException e) {
      throw Failures.writing(path, e);
    }
  }

  @Override
  public long freeBytes() {
    try {
      return Files.getFileStore(path).getUsableSpace();
    } catch (IOException e) {
      throw new StoreException("The free space of %s can't be told: %s".formatted(path, e), e);
    }
  }

  /// Tells those who find the directory in use where its owner can be reached.
  public void announce(String url) {
    directory.announce(url);
  }

  /// How many synced writes there were since the start: for metrics.
  public long syncs() {
    return committer.syncs();
  }

  /// What the store holds outside the heap: rows that are not in files yet, indexes of files, and the
  /// cache of what was read.
  public long memoryBytes() {
    return gate.through(
        () ->
            MemoryUtil.getApproximateMemoryUsageByType(List.of(database), Set.of(tuning.cache))
                .entrySet()
                .stream()
                .filter(entry -> entry.getKey() != MemoryUsageType.kMemTableUnFlushed)
                .mapToLong(Map.Entry::getValue)
                .sum());
  }

  /// Makes a consistent copy as of now, itself a data directory, while the store goes on. On the same
  /// file system it takes no time and hardly any space: RocksDB's files never change, so they are
  /// linked.
  ///
  /// @param target must not exist yet
  public void checkpoint(Path target) {
    gate.through(
        () -> {
          if (Files.exists(target)) {
            throw new StoreException(
                "The copy needs a new directory, and %s exists".formatted(target));
          }
          try (Checkpoint checkpoint = Checkpoint.create(database)) {
            Files.createDirectories(target);
            checkpoint.createCheckpoint(
                target.resolve(directory.database().getFileName()).toString());
            DataDirectory.writeFormat(target);
            return target;
          } catch (RocksDBException e) {
            throw Failures.writing(target, e);
          } catch (IOException e) {
            throw new StoreException("The copy to %s failed: %s".formatted(target, e), e);
          }
        });
  }

  /// Reads everything that lies in a data directory which nobody uses, and holds it against its
  /// checksums. Nothing is written.
  ///
  /// @throws StoreException when something is missing or damaged, or of a newer version
  public static void verify(Path path, List<Table> tables) {
    NativeLibrary.load();
    Path absolute = path.toAbsolutePath().normalize();
    DataDirectory.checkComplete(absolute);
    String files = absolute.resolve(DataDirectory.DATABASE).toString();
    List<ColumnFamilyHandle> handles = new ArrayList<>();
    Tuning tuning = new Tuning();
    try (RocksDB database =
        RocksDB.openReadOnly(
            tuning.database,
            files,
            Tables.descriptors(Path.of(files), false, tables, tuning.family),
            handles)) {
      database.verifyChecksum();
    } catch (RocksDBException e) {
      throw Failures.opening(absolute, e);
    } finally {
      tuning.close();
    }
  }

  /// Which process uses a data directory; null when none does.
  public static @Nullable Owner owner(Path path) {
    return DataDirectory.owner(path.toAbsolutePath().normalize());
  }

  /// Writes everything from memory to the files of the tables, and these anew, without what was
  /// overwritten or deleted. Takes as long as reading and writing all of it.
  public void compact() {
    gate.through(
        () -> {
          try (FlushOptions flush = new FlushOptions().setWaitForFlush(true)) {
            database.flush(flush, tables.all());
            for (ColumnFamilyHandle family : tables.all()) {
              database.compactRange(family);
            }
            return path;
          } catch (RocksDBException e) {
            throw Failures.writing(path, e);
          }
        });
  }

  @Override
  public void close() {
    committer.close();
    gate.throughIfOpen(() -> reclaiming.setCanceled(true));
    gate.close(
        () -> {
          List.copyOf(cursors).forEach(RocksDbCursor::release);
          synced.close();
          reclaiming.close();
          database.close();
          tuning.close();
          directory.close();
        });
  }

  private void write(byte[] serialized) {
    try (WriteBatch batch = new WriteBatch(serialized)) {
      database.write(synced, batch);
    } catch (RocksDBException e) {
      throw Failures.writing(path, e);
    }
  }

  private byte @Nullable [] read(ColumnFamilyHandle family, byte[] key) {
    try {
      return database.get(family, key);
    } catch (RocksDBException e) {
      throw Failures.reading(path, e);
    }
  }

  private long storedEpoch(int partition) {
    return Epochs.epoch(read(tables.own(), Epochs.key(partition)));
  }
}
