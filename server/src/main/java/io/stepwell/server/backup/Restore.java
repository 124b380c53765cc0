package io.stepwell.server.backup;

import io.stepwell.runtime.storage.Tables;
import io.stepwell.store.StoreException;
import io.stepwell.store.rocksdb.Owner;
import io.stepwell.store.rocksdb.RocksDbStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;

/// Makes a data directory of a backup. It appears whole and checked, or not at all.
public final class Restore {
  private Restore() {}

  /// What was restored.
  ///
  /// @param version of the program that made the backup
  public record Restored(Path data, long files, long bytes, Instant takenAt, String version) {}

  /// @param data does not exist yet, or is empty
  public static Restored into(Path data, Path backup) throws BackupException {
    Path from = backup.toAbsolutePath().normalize();
    Path to = data.toAbsolutePath().normalize();
    try {
      requireUnused(to);
      BackupList list = BackupList.read(from);
      for (CopiedFile file : list.files()) {
        checkSize(from, file);
      }
      try (NewDirectory copy = NewDirectory.at(to)) {
        for (String directory : list.directories()) {
          Files.createDirectories(copy.partial().resolve(directory));
        }
        for (CopiedFile file : list.files()) {
          copy(from, file, copy.partial());
        }
        RocksDbStore.verify(copy.partial(), Tables.ALL);
        copy.complete();
      }
      return new Restored(to, list.files().size(), list.bytes(), list.takenAt(), list.version());
    } catch (IOException | StoreException e) {
      throw BackupException.of("The backup %s can't be restored into %s".formatted(from, to), e);
    }
  }

  private static void requireUnused(Path data) throws IOException {
    Owner owner = RocksDbStore.owner(data);
    if (owner != null) {
      throw new BackupException(
          "Stepwell is running on %s (process %d); stop it, or restore into another directory"
              .formatted(data, owner.pid()));
    }
    NewDirectory.requireFree(data);
  }

  private static void checkSize(Path backup, CopiedFile file) throws IOException {
    Path path = backup.resolve(file.path());
    try {
      if (Files.size(path) != file.bytes()) {
        throw new BackupException(
            "The backup is damaged: %s has %,d bytes instead of %,d; use another backup"
                .formatted(path, Files.size(path), file.bytes()));
      }
    } catch (NoSuchFileException e) {
      throw new BackupException(
          "The backup is damaged: %s is missing; use another backup".formatted(path));
    }
  }

  private static void copy(Path backup, CopiedFile file, Path to) throws IOException {
    CopiedFile copied = CopiedFile.copy(backup, Path.of(file.path()), to);
    if (!copied.equals(file)) {
      throw new BackupException(
          "The backup is damaged: %s does not have the bytes that were written; use another backup"
              .formatted(backup.resolve(file.path())));
    }
  }
}
