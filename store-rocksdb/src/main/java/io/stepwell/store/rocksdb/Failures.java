package io.stepwell.store.rocksdb;

import io.stepwell.store.StoreException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/// RocksDB's errors as sentences for the operator. RocksDB's own text stays in them, as it names the
/// file.
final class Failures {
  private Failures() {}

  static StoreException opening(Path directory, RocksDBException cause) {
    String found = "The data in %s can't be opened: %s. ".formatted(directory, text(cause));
    return new StoreException(found + advice(cause), cause);
  }

  static StoreException reading(Path directory, RocksDBException cause) {
    String found = "The data in %s can't be read: %s. ".formatted(directory, text(cause));
    return new StoreException(found + advice(cause), cause);
  }

  static StoreException writing(Path directory, RocksDBException cause) {
    String found = "Writing to %s failed: %s. ".formatted(directory, text(cause));
    return new StoreException(
        found
            + "Nothing that was acknowledged is lost; start again when the cause is gone"
            + (noSpace(cause) ? " (free some disk space)" : ""),
        cause);
  }

  private static String advice(RocksDBException cause) {
    if (noSpace(cause)) {
      return "Free some disk space and start again";
    }
    if (text(cause).contains("Permission denied")) {
      return "Give this user the right to read and write all files there";
    }
    return "A file is missing or damaged: put it back, or restore a backup into an empty directory";
  }

  private static boolean noSpace(RocksDBException cause) {
    Status status = cause.getStatus();
    return (status != null && status.getSubCode() == Status.SubCode.NoSpace)
        || text(cause).contains("No space left on device");
  }

  private static String text(RocksDBException cause) {
    @Nullable String message = cause.getMessage();
    return message == null ? "unknown error" : message.strip();
  }
}
