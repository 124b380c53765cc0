package io.stepwell.store.rocksdb;

import io.stepwell.store.Store;
import io.stepwell.store.StoreModelContract;
import java.nio.file.Path;

final class RocksDbStoreModelTest extends StoreModelContract {
  @Override
  protected Store open(Path directory) {
    return TestStores.open(directory, TABLES);
  }
}
