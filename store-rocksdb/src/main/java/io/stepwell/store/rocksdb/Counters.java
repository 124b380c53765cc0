package io.stepwell.store.rocksdb;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Turns additions into full values, once per group: however often a counter is added to in a group,
/// it is written once.
///
/// RocksDB's own merge operator would keep every addition until it is flushed, and each reading of a
/// busy counter would walk through all of them. The committer is the only writer, so it can know the
/// values: the last ones used are kept, others are read once.
///
/// Belongs to the committer's thread.
final class Counters {
  private static final int KEPT_MAX = 10_000;

  /// Reads a stored value.
  interface Reader {
    byte @Nullable [] read(int family, byte[] storedKey);
  }

  /// A change that concerns counters, or may: stored keys, with the partition in front.
  sealed interface Change {
    int family();

    record Add(int family, StoredKey key, long delta) implements Change {}

    record Delete(int family, StoredKey key) implements Change {}

    record DeleteRange(int family, StoredKey from, StoredKey to) implements Change {}
  }

  /// A counter.
  private record Name(int family, StoredKey key) {}

  private final Reader reader;
  private final Map<Name, Long> values =
      new LinkedHashMap<>(256, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Name, Long> eldest) {
          return size() > KEPT_MAX;
        }
      };

  Counters(Reader reader) {
    this.reader = reader;
  }

  /// The counters' values after a group's changes, as puts; null when none was added to. Deletions
  /// of counters must stand in the same write before them.
  @Nullable EncodedBatch valuesAfter(List<EncodedBatch> group) {
    Set<Integer> families = new HashSet<>();
    for (EncodedBatch batch : group) {
      for (Change change : batch.counterChanges()) {
        if (change instanceof Change.Add add) {
          families.add(add.family());
        }
      }
    }
    Map<Name, Long> written = new LinkedHashMap<>();
    List<Change> deletions = new ArrayList<>();
    for (EncodedBatch batch : group) {
      for (Change change : batch.counterChanges()) {
        switch (change) {
          case Change.Add add -> add(add, written, deletions);
          case Change.Delete delete -> delete(delete, families, written, deletions);
          case Change.DeleteRange range -> delete(range, families, written, deletions);
        }
      }
    }
    return written.isEmpty() ? null : encode(written);
  }

  private void add(Change.Add add, Map<Name, Long> written, List<Change> deletions) {
    Name name = new Name(add.family(), add.key());
    Long before = values.get(name);
    if (before == null) {
      before = deletions.stream().anyMatch(it -> covers(it, name)) ? 0L : stored(name);
    }
    long after = before + add.delta();
    values.put(name, after);
    written.put(name, after);
  }

  private void delete(
      Change deletion, Set<Integer> families, Map<Name, Long> written, List<Change> deletions) {
    if (values.isEmpty() && !families.contains(deletion.family())) {
      return;
    }
    if (deletion instanceof Change.Delete(int family, StoredKey key)) {
      Name name = new Name(family, key);
      values.remove(name);
      written.remove(name);
    } else {
      values.keySet().removeIf(name -> covers(deletion, name));
      written.keySet().removeIf(name -> covers(deletion, name));
    }
    if (families.contains(deletion.family())) {
      deletions.add(deletion);
    }
  }

  private static boolean covers(Change deletion, Name name) {
    return switch (deletion) {
      case Change.Add _ -> false;
      case Change.Delete(int family, StoredKey key) ->
          family == name.family() && key.equals(name.key());
      case Change.DeleteRange(int family, StoredKey from, StoredKey to) ->
          family == name.family()
              && from.compareTo(name.key()) <= 0
              && name.key().compareTo(to) < 0;
    };
  }

  private long stored(Name name) {
    byte[] value = reader.read(name.family(), name.key().bytes());
    return value == null ? 0 : ByteBuffer.wrap(value).order(ByteOrder.LITTLE_ENDIAN).getLong();
  }

  private static EncodedBatch encode(Map<Name, Long> written) {
    int bytes = 0;
    for (Name name : written.keySet()) {
      bytes += name.key().bytes().length + EncodedBatch.RECORD_OVERHEAD + Long.BYTES;
    }
    EncodedBatch batch = EncodedBatch.ofCounters(bytes);
    written.forEach((name, value) -> batch.putCounter(name.family(), name.key().bytes(), value));
    return batch;
  }
}
