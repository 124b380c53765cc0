package io.stepwell.server.backup;

import io.stepwell.runtime.storage.Tables;
import io.stepwell.store.StoreException;
import io.stepwell.store.rocksdb.Owner;
import io.stepwell.store.rocksdb.RocksDbStore;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Makes a copy of a data directory, while its server runs.
///
/// First the store, as of one instant: all that was acknowledged before is in it. Then the files
/// beside it, which may be a little newer. That is harmless: code lies under its hash, a job that the
/// store does not know yet is found under its id when it is submitted again, and a call in the event
/// queue is made at least once anyway.
public final class Backup {
  /// Where the store's copy lies until it has been copied; on the same disk it takes no room.
  static final String STAGING = "backup.tmp";

  private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();

  private final RocksDbStore store;
  private final Path data;
  private final String version;
  private final List<String> directories = new ArrayList<>();
  private final List<CopiedFile> files = new ArrayList<>();

  private Backup(RocksDbStore store, Path data, String version) {
    this.store = store;
    this.data = data;
    this.version = version;
  }

  /// What was made: complete, on the disk, and read back.
  public record Taken(Path directory, long files, long bytes, Instant takenAt) {}

  /// Copies the directory of a store that is in use by this process.
  ///
  /// @param target new, or empty
  public static Taken take(RocksDbStore store, Path data, Path target, String version)
      throws BackupException {
    Path at = target.toAbsolutePath().normalize();
    if (at.startsWith(data)) {
      throw new BackupException(
          "The backup can't be inside the data directory %s; name another place".formatted(data));
    }
    if (!ONE_AT_A_TIME.tryLock()) {
      throw new BackupException("Another backup is being made; try again when it is complete");
    }
    try (NewDirectory copy = NewDirectory.at(at)) {
      return new Backup(store, data, version).into(copy, at);
    } catch (IOException | StoreException e) {
      throw BackupException.of(
          "The backup to %s failed, and nothing is left of it".formatted(at), e);
    } finally {
      ONE_AT_A_TIME.unlock();
    }
  }

  /// Copies a directory that nobody uses.
  public static Taken take(Path data, Path target, String version) throws BackupException {
    Path from = data.toAbsolutePath().normalize();
    if (!Files.isDirectory(from)) {
      throw new BackupException("There is no data directory %s".formatted(from));
    }
    try (RocksDbStore store = RocksDbStore.open(from, Tables.ALL, _ -> {})) {
      return take(store, from, target, version);
    } catch (StoreException e) {
      throw new BackupException(String.valueOf(e.getMessage()));
    }
  }

  /// The address of the server that uses a data directory; null when none does.
  ///
  /// @throws BackupException when it is just starting
  public static @Nullable String server(Path data) throws BackupException {
    Owner owner = RocksDbStore.owner(data);
    if (owner != null && owner.url() == null) {
      throw new BackupException(
          "The server on %s is still starting; try again when it is ready".formatted(data));
    }
    return owner == null ? null : owner.url();
  }

  /// Removes what a process that died left in its data directory.
  public static void clean(Path data) throws IOException {
    NewDirectory.delete(data.resolve(STAGING));
  }

  private Taken into(NewDirectory copy, Path target) throws IOException {
    Path staging = data.resolve(STAGING);
    clean(data);
    Instant takenAt = Instant.now();
    try {
      store.checkpoint(staging);
      copyAll(staging, copy.partial(), _ -> true);
    } finally {
      clean(data);
    }
    copyAll(data, copy.partial(), DataFiles::isCopied);
    RocksDbStore.verify(copy.partial(), Tables.ALL);
    BackupList list = new BackupList(version, takenAt, directories, files);
    copy.write(BackupList.NAME, list.json());
    copy.complete();
    return new Taken(target, files.size(), list.bytes(), takenAt);
  }

  private interface Wanted {
    boolean is(Path relative);
  }

  /// Links are not followed.
  private void copyAll(Path from, Path to, Wanted wanted) throws IOException {
    Files.walkFileTree(
        from,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
              throws IOException {
            Path relative = from.relativize(directory);
            if (directory.equals(from)) {
              return FileVisitResult.CONTINUE;
            }
            if (!wanted.is(relative)) {
              return FileVisitResult.SKIP_SUBTREE;
            }
            Files.createDirectories(to.resolve(relative));
            directories.add(relative.toString().replace('\\', '/'));
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Path relative = from.relativize(file);
            if (attributes.isRegularFile() && wanted.is(relative)) {
              try {
                files.add(CopiedFile.copy(from, relative, to));
              } catch (NoSuchFileException e) {
                // it has gone since it was listed, as after the end of a call
              }
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException failure)
              throws IOException {
            if (failure instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw failure;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
              throws IOException {
            if (failure != null && !(failure instanceof NoSuchFileException)) {
              throw failure;
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
