package io.stepwell.store.memory;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// Directories of a disk that isn't one: opening again finds what the last store left.
final class MemoryStores {
  private final Map<Path, MemoryStore> last = new HashMap<>();

  MemoryStore open(Path directory) {
    return last.compute(directory, (_, old) -> old == null ? new MemoryStore() : old.crash());
  }
}
