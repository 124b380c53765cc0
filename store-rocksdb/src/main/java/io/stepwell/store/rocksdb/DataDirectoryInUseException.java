package io.stepwell.store.rocksdb;

import io.stepwell.store.StoreException;
import java.io.Serial;
import java.nio.file.Path;

/// Another process uses the data directory.
public final class DataDirectoryInUseException extends StoreException {
  @Serial private static final long serialVersionUID = 1L;

  private final transient Owner owner;

  DataDirectoryInUseException(Path directory, Owner owner) {
    super(
        "The data directory %s is in use by %s%s. Stop that, or use another directory"
            .formatted(
                directory,
                owner.pid() == 0 ? "another process" : "process " + owner.pid(),
                owner.url() == null ? "" : " at " + owner.url()));
    this.owner = owner;
  }

  public Owner owner() {
    return owner;
  }
}
