package io.stepwell.store.memory;

import io.stepwell.store.Store;
import io.stepwell.store.StoreModelContract;
import java.nio.file.Path;

final class MemoryStoreModelTest extends StoreModelContract {
  private final MemoryStores stores = new MemoryStores();

  @Override
  protected Store open(Path directory) {
    return stores.open(directory);
  }
}
