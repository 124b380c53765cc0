package io.stepwell.server;

import io.stepwell.runtime.storage.Tables;
import io.stepwell.server.backup.Backup;
import io.stepwell.store.Store;
import io.stepwell.store.StoreException;
import io.stepwell.store.memory.MemoryStore;
import io.stepwell.store.rocksdb.DataDirectoryInUseException;
import io.stepwell.store.rocksdb.Owner;
import io.stepwell.store.rocksdb.RocksDbStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Where a server keeps things: the store, and a directory for what is files (a temporary one when
/// nothing is to be kept).
record Storage(Store store, Path directory) {
  private static final long MIN_FREE_BYTES = 64L * 1024 * 1024;

  /// @throws StartupException when the directory is in use, full, damaged or not to be written
  static Storage open(Configuration configuration, Consumer<Throwable> onFatal, Parts parts) {
    try {
      return configuration.memory()
          ? inMemory(parts)
          : onDisk(configuration.data().toAbsolutePath().normalize(), onFatal, parts);
    } catch (DataDirectoryInUseException e) {
      throw new StartupException(running(configuration.data(), e.owner()), 3);
    } catch (StoreException e) {
      throw new StartupException(String.valueOf(e.getMessage()), 1);
    } catch (IOException e) {
      throw new StartupException(
          "The data directory %s cannot be used: %s. Another one can be given with --data"
              .formatted(configuration.data(), e),
          1);
    }
  }

  private static Storage inMemory(Parts parts) throws IOException {
    Path temporary = Files.createTempDirectory("stepwell-");
    parts.add(() -> delete(temporary));
    return new Storage(parts.add(new MemoryStore()), temporary);
  }

  private static Storage onDisk(Path directory, Consumer<Throwable> onFatal, Parts parts)
      throws IOException {
    Files.createDirectories(directory);
    RocksDbStore store = parts.add(RocksDbStore.open(directory, Tables.ALL, onFatal));
    if (store.freeBytes() < MIN_FREE_BYTES) {
      throw new StartupException(
          "The disk of the data directory %s has %d MB free; Stepwell needs at least %d MB"
              .formatted(directory, store.freeBytes() >> 20, MIN_FREE_BYTES >> 20),
          1);
    }
    Backup.clean(directory);
    return new Storage(store, directory);
  }

  private static String running(Path directory, Owner owner) {
    return "Stepwell is already running on %s: pid %s, %s"
        .formatted(
            directory,
            owner.pid() == 0 ? "unknown" : Long.toString(owner.pid()),
            owner.url() == null ? "still starting" : owner.url());
  }

  /// Tells others who want the directory where this server is.
  void announce(String url) {
    if (store instanceof RocksDbStore disk) {
      disk.announce(url);
    }
  }

  private static void delete(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      List<Path> all = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : all) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
