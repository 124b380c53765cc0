package io.stepwell.store.rocksdb;

import io.stepwell.store.Table;
import java.nio.file.Path;
import java.util.List;

/// Opens stores whose failures fail the test.
final class TestStores {
  private TestStores() {}

  static RocksDbStore open(Path directory, List<Table> tables) {
    return RocksDbStore.open(
        directory,
        tables,
        failure -> {
          throw new AssertionError("the store failed", failure);
        });
  }
}
