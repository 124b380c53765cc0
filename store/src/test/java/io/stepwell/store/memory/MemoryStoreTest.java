package io.stepwell.store.memory;

import io.stepwell.store.Store;
import io.stepwell.store.StoreContract;
import java.nio.file.Path;

final class MemoryStoreTest extends StoreContract {
  private final MemoryStores stores = new MemoryStores();

  @Override
  protected Store open(Path directory) {
    return stores.open(directory);
  }
}
